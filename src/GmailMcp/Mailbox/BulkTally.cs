namespace GmailMcp.Mailbox;

/// <summary>Where each id of a bulk job ended: every id stands in exactly one list.</summary>
internal sealed class BulkTally
{
    private readonly List<string> _changed = [];
    private readonly List<string> _alreadySo = [];
    private readonly List<string> _notFound = [];
    private readonly List<(string MessageId, string Reason)> _failed = [];
    private readonly List<string> _notTried = [];
    private readonly Lock _lock = new();

    public IReadOnlyList<string> Changed => _changed;

    public IReadOnlyList<string> AlreadySo => _alreadySo;

    public IReadOnlyList<string> NotFound => _notFound;

    public IReadOnlyList<(string MessageId, string Reason)> Failed => _failed;

    public IReadOnlyList<string> NotTried => _notTried;

    public int Total => _changed.Count + _alreadySo.Count + _notFound.Count + _failed.Count + _notTried.Count;

    public void AddChanged(string messageId) => Add(_changed, messageId);

    public void AddAlreadySo(string messageId) => Add(_alreadySo, messageId);

    public void AddNotFound(string messageId) => Add(_notFound, messageId);

    public void AddFailed(string messageId, string reason) => Add(_failed, (messageId, reason));

    public void AddNotTried(IEnumerable<string> messageIds) => _notTried.AddRange(messageIds);

    // Single changes run side by side.
    private void Add<T>(List<T> list, T entry)
    {
        lock (_lock)
        {
            list.Add(entry);
        }
    }
}
