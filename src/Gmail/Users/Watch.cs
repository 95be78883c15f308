using System.Text.Json.Serialization;

namespace Gmail.Users;

/// <summary>A watch that Gmail has set up.</summary>
public sealed record Watch
{
    /// <summary>The current history record: changes after it are announced.</summary>
    [JsonConverter(typeof(TextConverter))]
    public string? HistoryId { get; init; }

    /// <summary>When the watch ends unless renewed, in milliseconds since 1970-01-01 UTC; seven days at most.</summary>
    public long? Expiration { get; init; }
}
