namespace GmailMcp.Mailbox;

/// <summary>How far the requests of one batch came: what a <see cref="BulkJob"/> that ends early still knows of its ids.</summary>
internal sealed class BulkProgress
{
    private readonly HashSet<string> _underWay = [];
    private readonly HashSet<string> _accepted = [];
    private readonly Lock _lock = new();

    /// <summary>Whether Gmail took any request for an id.</summary>
    public bool HasAccepted { get; private set; }

    /// <summary>Whether Gmail took the last request for this id.</summary>
    public bool IsAccepted(string messageId)
    {
        lock (_lock)
        {
            return _accepted.Contains(messageId);
        }
    }

    /// <summary>Whether a request for this id left and has no answer that counts.</summary>
    public bool IsUnderWay(string messageId)
    {
        lock (_lock)
        {
            return _underWay.Contains(messageId);
        }
    }

    /// <summary>A request for these ids leaves. An earlier one counts no longer: it is repeated because it showed no effect.</summary>
    public void Begin(IReadOnlyCollection<string> messageIds)
    {
        lock (_lock)
        {
            _accepted.ExceptWith(messageIds);
            _underWay.UnionWith(messageIds);
        }
    }

    /// <summary>Gmail took the request.</summary>
    public void Accept(IReadOnlyCollection<string> messageIds)
    {
        lock (_lock)
        {
            _underWay.ExceptWith(messageIds);
            _accepted.UnionWith(messageIds);
            HasAccepted = true;
        }
    }

    /// <summary>Gmail refused the request whole, or it never left: nothing of it was done.</summary>
    public void Refuse(IReadOnlyCollection<string> messageIds)
    {
        lock (_lock)
        {
            _underWay.ExceptWith(messageIds);
        }
    }

    /// <summary>The batch ends here: what Gmail took is changed, though its history could not confirm it; what was under way
    /// failed, or nobody knows. Ids that the tally has stay where they are.</summary>
    /// <param name="tally">Where each id ends.</param>
    /// <param name="reason">Why it failed; null where it may have been done.</param>
    public void Settle(BulkTally tally, string? reason)
    {
        lock (_lock)
        {
            foreach (var messageId in _accepted)
            {
                tally.AddChanged(messageId);
            }

            foreach (var messageId in _underWay)
            {
                if (reason is null)
                {
                    tally.AddUnverified(messageId);
                }
                else
                {
                    tally.AddFailed(messageId, reason);
                }
            }
        }
    }
}
