namespace Gmail.Threads;

/// <summary>One page of threads, newest first.</summary>
public sealed record ThreadList
{
    /// <summary>The threads: id, snippet and history id.</summary>
    public IReadOnlyList<MailThread> Threads { get => field ?? []; init; }

    /// <summary>Names the next page; null on the last.</summary>
    public string? NextPageToken { get; init; }

    /// <summary>Gmail's guess of how many there are in all. Not a count.</summary>
    public long? ResultSizeEstimate { get; init; }
}
