using System.Text.Json.Serialization;

namespace Gmail.History;

/// <summary>One page of changes, oldest first.</summary>
public sealed record HistoryList
{
    /// <summary>The changes.</summary>
    public IReadOnlyList<HistoryRecord> History { get => field ?? []; init; }

    /// <summary>Names the next page; null on the last.</summary>
    public string? NextPageToken { get; init; }

    /// <summary>The current record of the mailbox: where to start the next time, after the last page.</summary>
    [JsonConverter(typeof(TextConverter))]
    public string? HistoryId { get; init; }
}
