namespace GmailMcp.Mailbox;

/// <summary>What became of undoing a change.</summary>
internal sealed class ReversalResult
{
    /// <summary>Messages that have their labels back.</summary>
    public List<string> Messages { get; } = [];

    public List<string> NotFound { get; } = [];

    /// <summary>Messages whose turn did not come: the same id again goes on with them.</summary>
    public List<string> NotTried { get; } = [];

    public List<(string Id, string Reason)> Failed { get; } = [];

    /// <summary>What was done to labels, filters and drafts, a clause each, ids only.</summary>
    public List<string> Done { get; } = [];

    /// <summary>What cannot be as it was, a sentence each.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>What does it again.</summary>
    public List<UndoStep> Redo { get; } = [];

    /// <summary>Whether calling again could do more.</summary>
    public bool IsOpen => Failed.Count + NotTried.Count > 0;

    /// <summary>Adds what a bulk job did.</summary>
    public void Add(BulkTally tally)
    {
        Messages.AddRange(tally.Changed.Concat(tally.AlreadySo));
        NotFound.AddRange(tally.NotFound);
        NotTried.AddRange(tally.NotTried.Concat(tally.Unverified)); // undo may be called again
        Failed.AddRange(tally.Failed);
    }
}
