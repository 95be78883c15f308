using System.Globalization;
using System.Text.Json.Nodes;
using Gmail.Emulator.Content;
using Gmail.Emulator.Http;
using Gmail.Emulator.Mailboxes;
using Gmail.Emulator.Search;
using MimeKit;

namespace Gmail.Emulator;

/// <summary>Messages, labels, threads, history and settings of one address.</summary>
public sealed class EmulatedMailbox
{
    private readonly EmulatedGmail _gmail;
    private readonly HistoryLog _history;
    private readonly Dictionary<string, EmulatedMessage> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<EmulatedMessage>> _byRfcMessageId = new(StringComparer.Ordinal);
    private readonly List<EmulatedDraft> _drafts = [];

    internal EmulatedMailbox(EmulatedGmail gmail, string emailAddress, string? displayName)
    {
        _gmail = gmail;
        EmailAddress = emailAddress;
        DisplayName = displayName ?? "";
        _history = new HistoryLog(gmail.Options.TimeProvider, gmail.Chance, gmail.Options);
        Filters = new FilterStore(gmail.Chance);
        Vacation = new VacationResponder(this, gmail.Options.TimeProvider);
        Settings.SendAs.Add(new SendAsAddress
        {
            Email = emailAddress,
            DisplayName = DisplayName,
            IsPrimary = true,
            IsDefault = true,
            IsVerified = true,
        });
    }

    public string EmailAddress { get; }

    public string DisplayName { get; }

    /// <summary>The id of the newest change.</summary>
    public ulong HistoryId
    {
        get
        {
            lock (_gmail.Gate)
            {
                return _history.Current;
            }
        }
    }

    /// <summary>Every message as it is now, newest first, drafts, spam and trash included.</summary>
    public IReadOnlyList<EmulatedMessage> Messages
    {
        get
        {
            lock (_gmail.Gate)
            {
                return [.. NewestFirst(_messages.Values)];
            }
        }
    }

    /// <summary>System labels and user labels.</summary>
    public IReadOnlyList<EmulatedLabel> Labels
    {
        get
        {
            lock (_gmail.Gate)
            {
                return [.. LabelStore.All];
            }
        }
    }

    public IReadOnlyList<EmulatedDraft> Drafts
    {
        get
        {
            lock (_gmail.Gate)
            {
                return [.. _drafts];
            }
        }
    }

    internal LabelStore LabelStore { get; } = new();

    internal FilterStore Filters { get; }

    internal MailboxSettings Settings { get; } = new();

    internal HistoryLog History => _history;

    internal VacationResponder Vacation { get; }

    /// <summary>What a query needs to know of this mailbox.</summary>
    internal SearchContext SearchContext => new()
    {
        Time = _gmail.Options.TimeProvider,
        LabelIdByName = name => LabelStore.FindByName(name)?.Id,
        LabelNames = [.. LabelStore.All.Where(label => !label.IsSystem).Select(label => label.Name)],
        EmailAddress = EmailAddress,
    };

    /// <summary>Puts a message into the mailbox and returns its id.</summary>
    /// <param name="rawMime">The message, byte for byte.</param>
    /// <param name="labelIds">Where it lies. Left out, the message arrives: INBOX and UNREAD, and filters, forwarding
    /// and the vacation reply act on it. With SENT or DRAFT it is one of the person's own.</param>
    /// <param name="receivedAt">When Gmail took it; now if left out.</param>
    /// <exception cref="ArgumentException">No label has one of the ids.</exception>
    public string Deliver(byte[] rawMime, IEnumerable<string>? labelIds = null, DateTimeOffset? receivedAt = null)
    {
        ArgumentNullException.ThrowIfNull(rawMime);
        lock (_gmail.Gate)
        {
            if (labelIds is null)
            {
                return _gmail.PostOffice.Arrive(this, rawMime, receivedAt).Id;
            }

            var labels = labelIds.ToList();
            if (labels.Find(labelId => LabelStore.Find(labelId) is null) is { } unknown)
            {
                throw new ArgumentException($"{EmailAddress} has no label {unknown}.", nameof(labelIds));
            }

            var mime = RawMessage.Parse(rawMime);
            var message = Store(rawMime, mime, labels, receivedAt, JoinedThread(mime));
            if (message.IsDraft)
            {
                _drafts.Add(new EmulatedDraft { Id = NewDraftId(), Message = message });
            }

            return message.Id;
        }
    }

    /// <summary>The label with this name, made if there was none; the id of a new one is <c>Label_N</c>.</summary>
    /// <exception cref="ArgumentException">Gmail takes no such name.</exception>
    public EmulatedLabel CreateLabel(string name)
    {
        lock (_gmail.Gate)
        {
            try
            {
                return LabelStore.FindByName(name) ?? LabelStore.Create(name);
            }
            catch (GmailApiException refusal)
            {
                throw new ArgumentException($"{refusal.Message}: {name}", nameof(name), refusal);
            }
        }
    }

    /// <summary>A filter, as the person would make it; it acts on mail that arrives from now on.</summary>
    /// <param name="filter">As settings.filters.create takes it: criteria and action.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="ArgumentException">Gmail would refuse it.</exception>
    public string AddFilter(JsonObject filter)
    {
        lock (_gmail.Gate)
        {
            try
            {
                return Filters.Create(filter, LabelStore, Settings.IsVerifiedForwardingAddress).Id;
            }
            catch (GmailApiException refused)
            {
                throw new ArgumentException(refused.Message, nameof(filter), refused);
            }
        }
    }

    /// <summary>An alias that the person may send from once it is verified.</summary>
    public void AddSendAs(string emailAddress, string displayName = "", bool isVerified = true)
    {
        lock (_gmail.Gate)
        {
            Settings.SendAs.Add(new SendAsAddress
            {
                Email = emailAddress,
                DisplayName = displayName,
                IsPrimary = false,
                IsVerified = isVerified,
            });
        }
    }

    /// <summary>What stands below mail from one of the person's addresses, as HTML.</summary>
    public void SetSignature(string emailAddress, string html)
    {
        lock (_gmail.Gate)
        {
            var address = Settings.FindSendAs(emailAddress)
                ?? throw new ArgumentException($"{emailAddress} is no address of this mailbox.", nameof(emailAddress));
            address.Signature = html;
        }
    }

    /// <summary>An address that filters may forward to once it is verified.</summary>
    public void AddForwardingAddress(string emailAddress, bool isVerified = true)
    {
        lock (_gmail.Gate)
        {
            Settings.ForwardingAddresses.Add((emailAddress, isVerified));
        }
    }

    internal IEnumerable<EmulatedMessage> Stored => _messages.Values;

    internal EmulatedMessage? Find(string messageId) => _messages.GetValueOrDefault(messageId);

    internal IReadOnlyList<EmulatedMessage> Thread(string threadId) =>
    [
        .. _messages.Values
            .Where(message => message.ThreadId == threadId)
            .OrderBy(message => message.InternalDate)
            .ThenBy(message => message.Id, StringComparer.Ordinal),
    ];

    /// <summary>"Ordering in the inbox" is by internalDate; ids break ties.</summary>
    internal static IEnumerable<EmulatedMessage> NewestFirst(IEnumerable<EmulatedMessage> messages) => messages
        .OrderByDescending(message => message.InternalDate)
        .ThenByDescending(message => message.Id, StringComparer.Ordinal);

    /// <summary>The thread that a message joins by its own headers; null for a new one.</summary>
    internal string? JoinedThread(MimeMessage mime) =>
        Threading.Parent(mime, id => _byRfcMessageId.GetValueOrDefault(id) ?? [])?.ThreadId;

    /// <summary>Adds a message; the thread is a new one when <paramref name="threadId"/> is null.</summary>
    internal EmulatedMessage Store(
        byte[] raw, MimeMessage mime, IEnumerable<string> labelIds, DateTimeOffset? receivedAt, string? threadId)
    {
        var at = receivedAt ?? _gmail.Options.TimeProvider.GetUtcNow();
        var messageId = NewMessageId(at);
        var message = new EmulatedMessage
        {
            Id = messageId,
            ThreadId = threadId ?? messageId,
            Raw = raw,
            Mime = mime,
            InternalDate = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()),
            LabelIds = [.. labelIds],
            Snippet = MimeText.Snippet(mime),
        };
        _messages.Add(messageId, message);
        if (mime.MessageId is { Length: > 0 } rfcMessageId)
        {
            if (!_byRfcMessageId.TryGetValue(rfcMessageId, out var same))
            {
                _byRfcMessageId[rfcMessageId] = same = [];
            }

            same.Add(message);
        }

        _history.Add(HistoryKind.MessageAdded, message);
        return message;
    }

    /// <summary>Deletes for good, the draft around the message too.</summary>
    internal void Erase(EmulatedMessage message)
    {
        if (_messages.Remove(message.Id))
        {
            _drafts.RemoveAll(draft => draft.Message == message);
            if (message.Mime.MessageId is { Length: > 0 } rfcMessageId)
            {
                _byRfcMessageId[rfcMessageId].Remove(message);
            }

            _history.Add(HistoryKind.MessageDeleted, message);
        }
    }

    internal void ChangeLabels(EmulatedMessage message, IEnumerable<string> add, IEnumerable<string> remove)
    {
        var removed = remove.Where(message.LabelIds.Remove).ToList();
        var added = add.Where(message.LabelIds.Add).ToList();
        if (removed.Count > 0)
        {
            _history.Add(HistoryKind.LabelRemoved, message, removed);
        }

        if (added.Count > 0)
        {
            _history.Add(HistoryKind.LabelAdded, message, added);
        }
    }

    internal EmulatedDraft AddDraft(EmulatedMessage message)
    {
        var draft = new EmulatedDraft { Id = NewDraftId(), Message = message };
        _drafts.Add(draft);
        return draft;
    }

    /// <exception cref="GmailApiException">404: no draft has this id.</exception>
    internal EmulatedDraft GetDraft(string? draftId) =>
        _drafts.Find(draft => draft.Id == draftId) ?? throw GmailApiException.NotFound();

    /// <summary>Gives the draft a new message; the old one is gone.</summary>
    internal void ReplaceDraft(EmulatedDraft draft, EmulatedMessage message)
    {
        var old = draft.Message;
        draft.Message = message;
        Erase(old);
    }

    internal bool HasWrittenTo(string address) => _messages.Values.Any(message =>
        message.LabelIds.Contains("SENT")
        && message.Mime.GetRecipients().Any(recipient =>
            string.Equals(recipient.Address, address, StringComparison.OrdinalIgnoreCase)));

    /// <summary>What Gmail puts in place of the Message-ID of mail that it sends.</summary>
    internal string NewRfcMessageId()
    {
        var bytes = new byte[30];
        _gmail.Chance.NextBytes(bytes);
        var text = Convert.ToBase64String(bytes).Replace('/', '_');
        return $"CA{text}@mail.gmail.com";
    }

    /// <summary>16 hex digits that grow with time, as Gmail's do.</summary>
    private string NewMessageId(DateTimeOffset at)
    {
        string messageId;
        do
        {
            var number = ((ulong)Math.Max(0, at.ToUnixTimeMilliseconds()) << 20) | (uint)_gmail.Chance.Next(1 << 20);
            messageId = number.ToString("x16", CultureInfo.InvariantCulture);
        }
        while (_messages.ContainsKey(messageId));

        return messageId;
    }

    private string NewDraftId() =>
        "r" + _gmail.Chance.NextInt64(long.MinValue, long.MaxValue).ToString(CultureInfo.InvariantCulture);
}
