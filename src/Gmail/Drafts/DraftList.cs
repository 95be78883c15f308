namespace Gmail.Drafts;

/// <summary>One page of drafts, newest first.</summary>
public sealed record DraftList
{
    /// <summary>The drafts: their ids, and id and thread id of their messages.</summary>
    public IReadOnlyList<Draft> Drafts { get => field ?? []; init; }

    /// <summary>Names the next page; null on the last.</summary>
    public string? NextPageToken { get; init; }

    /// <summary>Gmail's guess of how many there are in all. Not a count.</summary>
    public long? ResultSizeEstimate { get; init; }
}
