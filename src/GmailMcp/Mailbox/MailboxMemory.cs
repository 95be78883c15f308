using Gmail;
using Gmail.Labels;
using Gmail.Messages;
using GmailMcp.Accounts;

namespace GmailMcp.Mailbox;

/// <summary>A message out of memory.</summary>
/// <param name="Message">The message.</param>
/// <param name="HasLabels">False where its labels may have changed unseen: then they must be asked for.</param>
internal sealed record RecalledMessage(Message Message, bool HasLabels);

/// <summary>What is remembered of one mailbox. The content of a message never changes; its labels are followed through the mailbox's
/// history, from a position that is known before anything is fetched.</summary>
/// <param name="mailbox">Whose.</param>
/// <param name="settings">How much.</param>
/// <param name="time">The clock of the label list.</param>
/// <param name="gate">Shared by all mailboxes, because they share the room.</param>
/// <param name="makeRoom">Makes room where there is too much; called inside the gate.</param>
internal sealed class MailboxMemory(OpenMailbox mailbox, CacheSettings settings, TimeProvider time, Lock gate, Action makeRoom)
{
    // Changes that are kept for messages whose fetch began before they were seen.
    private const int MostRecent = 1_000;

    // Not immutable: a draft is edited and sent, a chat too.
    private static readonly string[] Passing = ["DRAFT", "CHAT"];

    private readonly Dictionary<string, LinkedListNode<RememberedMessage>> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<RememberedMessage> _byUse = new();
    private readonly Queue<MessageChanged> _recent = new();

    // The known labels are right as of the position; _recent holds everything after _recentFrom.
    private UInt128? _position;
    private UInt128 _recentFrom;
    private bool _isClosed;
    private bool _hasChanged;

    /// <summary>Estimated; read inside the gate.</summary>
    public long Bytes { get; private set; }

    /// <summary>The list of its labels.</summary>
    public LabelMemory Labels { get; } = new(time);

    public bool IsEmpty
    {
        get
        {
            lock (gate)
            {
                return _byId.Count == 0;
            }
        }
    }

    /// <summary>Whether a message can be recalled, with labels or without.</summary>
    /// <param name="messageId">Its id.</param>
    /// <param name="headers">The headers that are wanted; null for the whole message.</param>
    public bool Has(string messageId, IReadOnlyList<string>? headers)
    {
        lock (gate)
        {
            return _byId.TryGetValue(messageId, out var node) && node.Value.Covers(headers);
        }
    }

    /// <summary>The message as it was last followed.</summary>
    public RecalledMessage? Recall(string messageId, IReadOnlyList<string>? headers)
    {
        lock (gate)
        {
            if (!_byId.TryGetValue(messageId, out var node) || !node.Value.Covers(headers))
            {
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return new RecalledMessage(node.Value.WithLabels(), node.Value.LabelIds is not null);
        }
    }

    /// <summary>The position of the history before something is fetched, without which it cannot be remembered: null where Gmail does
    /// not tell it, or nothing is to be remembered.</summary>
    /// <remarks>users.getProfile, 1 quota unit, the first time, unless the call asked already.</remarks>
    public async Task<UInt128?> BeginAsync(MailboxProfile profile, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (_position is not null || _isClosed || settings.MaxBytes == 0)
            {
                return _position;
            }
        }

        UInt128? position;
        try
        {
            position = MailboxChanges.Parse((await profile.ReadAsync(mailbox, cancellationToken)).HistoryId);
        }
        catch (GmailException failure) when (failure.Kind is not (GmailErrorKind.RateLimited or GmailErrorKind.QuotaExhausted))
        {
            return null;
        }

        lock (gate)
        {
            if (_position is null)
            {
                Restart(position);
            }

            return _position;
        }
    }

    /// <summary>Brings the labels of all that is remembered up to now.</summary>
    /// <remarks>users.history.list, 2 quota units.</remarks>
    public async Task FollowAsync(GmailClient gmail, CancellationToken cancellationToken)
    {
        UInt128 from;
        lock (gate)
        {
            if (_position is not { } position || _byId.Count == 0)
            {
                return;
            }

            from = position;
        }

        var changes = await MailboxChanges.SinceAsync(gmail, from, cancellationToken);
        if (!mailbox.IsCurrent)
        {
            mailbox.End(); // somebody else signed in: what came may be of his mailbox
            return;
        }

        lock (gate)
        {
            Follow(changes);
        }
    }

    /// <summary>Keeps a message, unless it is one that changes, is too large, or was fetched while something went unseen.</summary>
    /// <param name="message">As Gmail gave it, labels included.</param>
    /// <param name="headers">The headers that were asked for; null for the whole message.</param>
    /// <param name="from">What <see cref="BeginAsync"/> told before it was fetched.</param>
    public void Remember(Message message, IReadOnlyList<string>? headers, UInt128? from)
    {
        if (message.Id is null || from is not { } begun || !mailbox.IsCurrent)
        {
            return;
        }

        var content = message with { LabelIds = null, HistoryId = null, UnknownFields = null };
        var remembered = new RememberedMessage(content, headers, message.LabelIds ?? []);
        lock (gate)
        {
            if (!CatchUp(remembered, begun) || remembered.Bytes > settings.LargestMessage)
            {
                return;
            }

            if (_byId.TryGetValue(message.Id, out var known))
            {
                if (headers is not null && known.Value.Covers(wanted: null))
                {
                    known.Value.LabelIds = remembered.LabelIds;
                    return;
                }

                remembered.AddParts(known.Value);
                Remove(known);
            }

            _byId.Add(message.Id, _byUse.AddFirst(remembered));
            Bytes += remembered.Bytes;
            _hasChanged = true;
            makeRoom();
        }
    }

    /// <summary>Notes the labels of a message whose content is remembered.</summary>
    public void Relabel(string messageId, IReadOnlyList<string> labelIds, UInt128? from)
    {
        if (from is not { } begun || !mailbox.IsCurrent)
        {
            return;
        }

        lock (gate)
        {
            if (_byId.TryGetValue(messageId, out var node))
            {
                node.Value.LabelIds = [.. labelIds];
                if (!CatchUp(node.Value, begun))
                {
                    Remove(node);
                }
            }
        }
    }

    /// <summary>Drops a message that is no longer there.</summary>
    public void Forget(string messageId)
    {
        lock (gate)
        {
            if (_byId.TryGetValue(messageId, out var node))
            {
                Remove(node);
            }
        }
    }

    public byte[]? FindPart(string messageId, string partId)
    {
        lock (gate)
        {
            return _byId.TryGetValue(messageId, out var node) ? node.Value.FindPart(partId) : null;
        }
    }

    /// <summary>Keeps a text that Gmail left out of a remembered message.</summary>
    public void RememberPart(string messageId, string partId, byte[] bytes)
    {
        if (!mailbox.IsCurrent)
        {
            return;
        }

        lock (gate)
        {
            if (_byId.TryGetValue(messageId, out var node)
                && node.Value.Bytes + RememberedBytes.Of(bytes) <= settings.LargestMessage)
            {
                Bytes -= node.Value.Bytes;
                node.Value.AddPart(partId, bytes);
                Bytes += node.Value.Bytes;
                makeRoom();
            }
        }
    }

    /// <summary>Keeps the label list, unless labels changed since it was asked for, or it may be somebody else's.</summary>
    public void KeepLabels(IReadOnlyList<Label> labels, long version)
    {
        if (mailbox.IsCurrent && settings.MaxBytes > 0)
        {
            Labels.Keep(labels, version);
        }
    }

    /// <summary>What is to be kept beyond the process; null where nothing has changed since.</summary>
    public MemorySnapshot? TakeChanged()
    {
        lock (gate)
        {
            if (!_hasChanged || _isClosed || _position is not { } position)
            {
                return null;
            }

            _hasChanged = false;
            return new MemorySnapshot(position, [.. _byUse.Select(remembered => remembered.Copy())]);
        }
    }

    /// <summary>Begins with what was kept, where nothing is remembered yet.</summary>
    public void Load(MemorySnapshot kept)
    {
        lock (gate)
        {
            if (_isClosed || _position is not null || _byId.Count > 0)
            {
                return;
            }

            foreach (var remembered in kept.Messages)
            {
                if (!_byId.ContainsKey(remembered.Id))
                {
                    _byId.Add(remembered.Id, _byUse.AddLast(remembered));
                    Bytes += remembered.Bytes;
                }
            }

            (_position, _recentFrom) = (kept.Position, kept.Position);
            makeRoom();
        }
    }

    /// <summary>Forgets the message that was used longest ago. Called inside the gate.</summary>
    /// <returns>The bytes that became free.</returns>
    public long ForgetOldest()
    {
        var oldest = _byUse.Last!; // only asked of a memory that holds bytes
        Remove(oldest);
        return oldest.Value.Bytes;
    }

    /// <summary>Forgets everything, for good. Called inside the gate.</summary>
    public void Close()
    {
        _isClosed = true;
        _byId.Clear();
        _byUse.Clear();
        Bytes = 0;
        Labels.Drop();
        Restart(null);
    }

    private void Follow(MailboxChanges seen)
    {
        if (_position is not { } position || seen is not { Changes: { } changes, Position: { } now })
        {
            Restart(seen.Position);
            return;
        }

        // Another call may have followed a part of it meanwhile; nothing is undone by an older answer.
        foreach (var change in changes.Where(change => change.At > position))
        {
            _recent.Enqueue(change);
            if (_byId.TryGetValue(change.MessageId, out var node) && !Apply(change, node.Value))
            {
                Remove(node);
            }
        }

        while (_recent.Count > MostRecent)
        {
            _recentFrom = _recent.Dequeue().At;
        }

        _position = now > position ? now : position;
        _hasChanged |= changes.Count > 0;
    }

    // Nothing is known of what happened between the old position and this one.
    private void Restart(UInt128? position)
    {
        foreach (var remembered in _byUse)
        {
            remembered.LabelIds = null;
        }

        _position = _isClosed ? null : position;
        _recentFrom = position ?? 0;
        _recent.Clear();
    }

    // What was seen since the fetch began may or may not be in its answer: done once more, it comes out the same.
    private bool CatchUp(RememberedMessage remembered, UInt128 begun) =>
        !_isClosed
        && _position is not null
        && begun >= _recentFrom
        && !Passing.Any(remembered.LabelIds!.Contains) // not null: just set
        && _recent.Where(change => change.At > begun && change.MessageId == remembered.Id).All(change => Apply(change, remembered));

    // False where the message is not to be remembered any more.
    private static bool Apply(MessageChanged change, RememberedMessage remembered)
    {
        if (change.IsDeleted || change.Added.Any(Passing.Contains))
        {
            return false;
        }

        remembered.LabelIds?.RemoveAll(change.Removed.Contains);
        remembered.LabelIds?.AddRange(change.Added.Where(labelId => !remembered.LabelIds.Contains(labelId)));
        return true;
    }

    private void Remove(LinkedListNode<RememberedMessage> node)
    {
        _byUse.Remove(node);
        _byId.Remove(node.Value.Id);
        Bytes -= node.Value.Bytes;
    }
}
