namespace GmailMcp.Mailbox;

/// <summary>Where each id of a bulk job ended: every id stands in exactly one list.</summary>
internal sealed class BulkTally
{
    private readonly List<string> _changed = [];
    private readonly List<string> _alreadySo = [];
    private readonly List<string> _notFound = [];
    private readonly List<(string MessageId, string Reason)> _failed = [];
    private readonly List<string> _notTried = [];
    private readonly List<string> _unverified = [];
    private readonly HashSet<string> _accounted = [];
    private readonly Lock _lock = new();

    public IReadOnlyList<string> Changed => _changed;

    public IReadOnlyList<string> AlreadySo => _alreadySo;

    public IReadOnlyList<string> NotFound => _notFound;

    public IReadOnlyList<(string MessageId, string Reason)> Failed => _failed;

    public IReadOnlyList<string> NotTried => _notTried;

    /// <summary>Gmail took the request, and it could not be learned what it did to these.</summary>
    public IReadOnlyList<string> Unverified => _unverified;

    /// <summary>The job's name, where the same call goes on with it; null where nothing is left to do.</summary>
    public string? JobId { get; set; }

    /// <summary>How many were done by earlier calls of the same job, and told then.</summary>
    public int DoneBefore { get; set; }

    /// <summary>Whether the same call would find something to do.</summary>
    public bool IsOpen => _notTried.Count + _unverified.Count > 0;

    public int Total => _accounted.Count;

    /// <summary>Whether the id stands in a list already.</summary>
    public bool Has(string messageId) => _accounted.Contains(messageId);

    public void AddChanged(string messageId) => Add(messageId, _changed, messageId);

    public void AddAlreadySo(string messageId) => Add(messageId, _alreadySo, messageId);

    public void AddNotFound(string messageId) => Add(messageId, _notFound, messageId);

    public void AddFailed(string messageId, string reason) => Add(messageId, _failed, (messageId, reason));

    public void AddNotTried(string messageId) => Add(messageId, _notTried, messageId);

    public void AddUnverified(string messageId) => Add(messageId, _unverified, messageId);

    // Single changes run side by side. The first list that an id comes to keeps it.
    private void Add<T>(string messageId, List<T> list, T entry)
    {
        lock (_lock)
        {
            if (_accounted.Add(messageId))
            {
                list.Add(entry);
            }
        }
    }
}
