using Gmail.Drafts;
using Gmail.History;
using Gmail.Labels;
using Gmail.Messages;
using Gmail.Settings;
using Gmail.Threads;
using Gmail.Users;

namespace Gmail;

/// <summary>The door to one mailbox. It never sees a token: a handler of the HttpClient adds it, and refreshes it once
/// when
/// Gmail answers 401. Safe for concurrent use; make one per mailbox and keep it, because it counts what is in
/// flight.</summary>
/// <remarks>Reading and label changes are retried with backoff; sends, creates and deletes never are.
/// https://developers.google.com/workspace/gmail/api/reference/rest</remarks>
public sealed class GmailClient
{
    private readonly GmailTransport _transport;

    /// <summary>Opens the mailbox that the handler's token belongs to.</summary>
    /// <param name="http">Sends the requests. Its Timeout should be infinite, because limits are set by idle time here;
    /// its
    /// handler must not follow redirects, because a token would go with them. Not disposed here.</param>
    /// <param name="options">Where Gmail is, limits and clock; null for the defaults.</param>
    public GmailClient(HttpClient http, GmailClientOptions? options = null)
        : this(new GmailTransport(
            http ?? throw new ArgumentNullException(nameof(http)), options ?? new GmailClientOptions()))
    {
    }

    private GmailClient(GmailTransport transport)
    {
        _transport = transport;
        Profile = new ProfileResource(transport);
        Push = new PushResource(transport);
        Messages = new MessagesResource(transport);
        Threads = new ThreadsResource(transport);
        Drafts = new DraftsResource(transport);
        Labels = new LabelsResource(transport);
        History = new HistoryResource(transport);
        Settings = new SettingsResource(transport);
    }

    /// <summary>Whose mailbox it is.</summary>
    public ProfileResource Profile { get; }

    /// <summary>Announcement of changes.</summary>
    public PushResource Push { get; }

    /// <summary>Messages and their attachments.</summary>
    public MessagesResource Messages { get; }

    /// <summary>Conversations.</summary>
    public ThreadsResource Threads { get; }

    /// <summary>Drafts.</summary>
    public DraftsResource Drafts { get; }

    /// <summary>Labels.</summary>
    public LabelsResource Labels { get; }

    /// <summary>What changed.</summary>
    public HistoryResource History { get; }

    /// <summary>Filters, vacation, signatures and the rest.</summary>
    public SettingsResource Settings { get; }

    /// <summary>The quota units of the mailbox.</summary>
    public QuotaLedger Ledger => _transport.Ledger;

    /// <summary>All quota units spent by this mailbox since its ledger was opened.</summary>
    public long UnitsSpent => Ledger.UnitsSpent;

    /// <summary>The same mailbox for the calls of a large job, or of somebody who waits: they share connection, units
    /// and
    /// places, and interactive calls go first.</summary>
    /// <param name="lane">Who goes first.</param>
    /// <returns>A client that shares everything with this one but its lane.</returns>
    public GmailClient InLane(QuotaLane lane) => new(_transport.InLane(lane));

    /// <summary>The same mailbox for calls whose units are counted apart, beside the meters that count already.</summary>
    /// <param name="meter">Counts them.</param>
    /// <returns>A client that shares everything with this one.</returns>
    public GmailClient Metered(UnitMeter meter) => new(_transport.Metered(meter));
}
