using System.Text.Json.Serialization;

namespace Gmail.Users;

/// <summary>The mailbox as a whole.</summary>
public sealed record Profile
{
    /// <summary>The address of the account.</summary>
    public string? EmailAddress { get; init; }

    /// <summary>How many messages there are.</summary>
    public int? MessagesTotal { get; init; }

    /// <summary>How many threads there are.</summary>
    public int? ThreadsTotal { get; init; }

    /// <summary>The current history record: where history.list may start from later.</summary>
    [JsonConverter(typeof(TextConverter))]
    public string? HistoryId { get; init; }
}
