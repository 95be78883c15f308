using System.Net.Sockets;
using Gmail.Emulator.Content;
using Gmail.Emulator.Http;
using Gmail.Emulator.Mailboxes;
using Gmail.Emulator.OAuth;
using Gmail.Emulator.Routes;

namespace Gmail.Emulator;

/// <summary>
/// A Gmail that lives in memory: put it under an HttpClient, and requests for Gmail's API, uploads, batches and
/// Google's OAuth endpoints are answered as Google documents them, whatever host they name. Nothing leaves the process.
/// </summary>
public sealed class EmulatedGmail : HttpMessageHandler
{
    private readonly Dictionary<string, EmulatedMailbox> _accounts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dispatcher _dispatcher;

    public EmulatedGmail(EmulatedGmailOptions? options = null)
    {
        Options = options ?? new EmulatedGmailOptions();
        Chance = new Random(Options.Seed);
        AttachmentIds = new AttachmentIds(Chance);
        PostOffice = new PostOffice(this);
        OAuth = new OAuthServer(this);
        Log = new RequestLog();
        _dispatcher = new Dispatcher(this);
    }

    /// <summary>The ids of the methods that are answered, e.g. <c>users.messages.list</c>.</summary>
    public static IReadOnlyList<string> Routes { get; } = [.. RouteTable.All.Select(route => route.Method.Id)];

    public EmulatedGmailOptions Options { get; }

    /// <summary>What goes wrong on purpose.</summary>
    public EmulatedFaults Faults { get; } = new();

    /// <summary>Every request so far, oldest first.</summary>
    public IReadOnlyList<EmulatedRequest> Requests => Log.All;

    /// <summary>Quota units that all requests so far cost.</summary>
    public int UnitsSpent => Log.All.Sum(request => request.Units);

    /// <summary>Mail that was sent to addresses without an account here.</summary>
    public IReadOnlyList<RelayedMail> Relayed
    {
        get
        {
            lock (Gate)
            {
                return [.. PostOffice.Relayed];
            }
        }
    }

    public IReadOnlyList<EmulatedMailbox> Accounts
    {
        get
        {
            lock (Gate)
            {
                return [.. _accounts.Values];
            }
        }
    }

    /// <summary>One request at a time changes anything; latency is waited for outside.</summary>
    internal Lock Gate { get; } = new();

    internal Random Chance { get; }

    internal AttachmentIds AttachmentIds { get; }

    internal PostOffice PostOffice { get; }

    internal OAuthServer OAuth { get; }

    internal RequestLog Log { get; }

    /// <exception cref="KeyNotFoundException">There is no such account.</exception>
    public EmulatedMailbox this[string emailAddress]
    {
        get
        {
            lock (Gate)
            {
                return _accounts.TryGetValue(emailAddress, out var mailbox)
                    ? mailbox
                    : throw new KeyNotFoundException($"The emulator has no account {emailAddress}.");
            }
        }
    }

    /// <exception cref="ArgumentException">The account exists, or the address is none.</exception>
    public EmulatedMailbox AddAccount(string emailAddress, string? displayName = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(emailAddress);
        if (!emailAddress.Contains('@', StringComparison.Ordinal))
        {
            throw new ArgumentException($"{emailAddress} is no email address.", nameof(emailAddress));
        }

        lock (Gate)
        {
            var mailbox = new EmulatedMailbox(this, emailAddress, displayName);
            _accounts.Add(emailAddress, mailbox);
            return mailbox;
        }
    }

    /// <summary>A bearer token as if the person had consented. It lives until <see cref="ExpireAccessTokens"/> or
    /// <see cref="RevokeGrants"/>; those of the token endpoint end by the clock.</summary>
    /// <param name="emailAddress">The account.</param>
    /// <param name="scopes">Full scopes or short names (<c>gmail.modify</c>); none given: everything that a person's
    /// own consent can give, https://mail.google.com/ and gmail.settings.basic.</param>
    public string IssueAccessToken(string emailAddress, params string[] scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        lock (Gate)
        {
            return OAuth.Tokens.IssueAccess(
                this[emailAddress].EmailAddress,
                clientId: null,
                scopes.Length == 0 ? [Scopes.Full, Scopes.SettingsBasic] : Scopes.Of(scopes)).Value;
        }
    }

    /// <summary>An OAuth client of the Cloud console.</summary>
    /// <param name="clientId">Its id.</param>
    /// <param name="clientSecret">Its secret.</param>
    /// <param name="redirectUris">None, or only <c>http://localhost</c> and <c>http://127.0.0.1</c>: a desktop app,
    /// which may use any port and path of the loopback addresses. Otherwise a web client: byte for byte one of
    /// these.</param>
    public void RegisterClient(string clientId, string clientSecret, params string[] redirectUris)
    {
        ArgumentNullException.ThrowIfNull(redirectUris);
        lock (Gate)
        {
            OAuth.Clients[clientId] = new OAuthClient(clientId, clientSecret, redirectUris);
        }
    }

    /// <summary>A service account of the Cloud console that a domain's administrator trusts with its users' mail
    /// (domain-wide delegation).</summary>
    /// <param name="clientEmail">Its address, which is no mailbox.</param>
    /// <param name="publicKeyPem">The public half of its key: <c>BEGIN PUBLIC KEY</c>.</param>
    /// <param name="domain">The domain of the accounts that it may stand for.</param>
    /// <param name="scopes">The scopes that the administrator entered, full or short (<c>gmail.modify</c>); none: it is
    /// not trusted at all.</param>
    public void RegisterServiceAccount(
        string clientEmail, string publicKeyPem, string domain, params string[] scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        lock (Gate)
        {
            OAuth.ServiceAccounts[clientEmail] =
                new ServiceAccount(clientEmail, publicKeyPem, domain, Scopes.Of(scopes));
        }
    }

    /// <summary>The person takes back every grant at their Google account page: access and refresh tokens
    /// die.</summary>
    public void RevokeGrants(string emailAddress)
    {
        lock (Gate)
        {
            OAuth.RevokeAll(emailAddress, clientId: null);
        }
    }

    /// <summary>All access tokens end now; refresh tokens stay.</summary>
    public void ExpireAccessTokens()
    {
        lock (Gate)
        {
            OAuth.Tokens.ExpireAccess();
        }
    }

    internal EmulatedMailbox? FindAccount(string emailAddress) => _accounts.GetValueOrDefault(emailAddress);

    /// <exception cref="HttpRequestException">A fault broke the connection.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var wire = await WireRequest.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        var answer = await _dispatcher.AnswerAsync(wire, cancellationToken).ConfigureAwait(false);
        return answer.ToMessage(request);
    }

    internal static HttpRequestException Reset(bool isAfterWork) => new(
        isAfterWork ? HttpRequestError.ResponseEnded : HttpRequestError.ConnectionError,
        isAfterWork ? "The response ended prematurely." : "The connection was reset.",
        new SocketException((int)SocketError.ConnectionReset));
}
