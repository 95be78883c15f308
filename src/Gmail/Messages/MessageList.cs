namespace Gmail.Messages;

/// <summary>One page of messages, newest first.</summary>
public sealed record MessageList
{
    /// <summary>The messages: id and thread id only.</summary>
    public IReadOnlyList<Message> Messages { get => field ?? []; init; }

    /// <summary>Names the next page; null on the last.</summary>
    public string? NextPageToken { get; init; }

    /// <summary>Gmail's guess of how many there are in all. Not a count.</summary>
    public long? ResultSizeEstimate { get; init; }
}
