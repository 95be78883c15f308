using Gmail;
using GmailMcp.Accounts;
using GmailMcp.Policy;

namespace GmailMcp.Hosting;

/// <summary>Google's Gmail, with each owner's own credentials.</summary>
internal static class GoogleBackend
{
#pragma warning disable CA2000 // one of each for the life of the process
    public static Backend Create(ServerOptions options) => Create(options, GoogleOAuth.CreateHandler(), CreateWire());
#pragma warning restore CA2000

    /// <param name="options">Every setting.</param>
    /// <param name="oauth">Reaches Google's OAuth endpoints; shared by all owners.</param>
    /// <param name="wire">Reaches Gmail; shared by all owners.</param>
    public static Backend Create(ServerOptions options, HttpMessageHandler oauth, HttpMessageHandler wire)
    {
#pragma warning disable CA2000 // lives as long as the process
        var accounts = new OwnerAccounts(
            owner => owner == Owner.Local ? OpenLocal(options, oauth) : OpenOther(options, oauth, owner),
            account => Connect(options, account, wire));
#pragma warning restore CA2000
        return new Backend(
            new MailboxConnections(accounts.OpenAsync),
            accounts.FindGrantedScopes,
            accounts,
            new SystemBrowser(options.Accounts.CanShowBrowser));
    }

    private static OwnerAccount OpenLocal(ServerOptions options, HttpMessageHandler oauth)
    {
        var account = new OwnerAccount(options.Accounts, oauth, options.Time, options.Notice, ownsHandler: false, delegation: Delegate(options, Owner.Local));
        if (account.Delegation is null && !account.HasCredentials && account.Keys.InCurrentFolder is { } unused)
        {
            // The servers that this one replaces read it there; a folder that was downloaded could bring its own.
            options.Notice($"{unused} is not read: the server takes no keys from the current folder. "
                + "To sign in with them, run gmail-mcp auth there once.");
        }

        return account;
    }

    // The variables and the credentials file are the local owner's: whoever comes over HTTP has his own sign-in or none.
    private static OwnerAccount OpenOther(ServerOptions options, HttpMessageHandler oauth, Owner owner) =>
        new(
            options.Accounts with { EnvironmentTokens = null, EnvironmentTokensVariable = null },
            oauth,
            options.Time,
            options.Notice,
            options.Owners.OpenStore(owner, options.Notice),
            AccessTokens.ByTool,
            ownsHandler: false,
            Delegate(options, owner));

    private static Delegation? Delegate(ServerOptions options, Owner owner) =>
        options.Owners is { ServiceAccount: { } key } owners && owners.FindDelegate(owner) is { } user
            ? new Delegation(key, user, ProfileScopes.For(options.IsReadOnly ? Profile.Readonly : options.Profile))
            : null;

    private static SocketsHttpHandler CreateWire() => new()
    {
        AllowAutoRedirect = false, // a token follows no redirect
        UseCookies = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None, // the client asks for gzip and bounds what comes out
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10), // DNS changes are seen
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(3), // a person reads between two calls; a new handshake costs two round trips
    };

    private static GmailClient Connect(ServerOptions options, OwnerAccount account, HttpMessageHandler wire)
    {
#pragma warning disable CA2000 // lives as long as the owner's account
        var http = new HttpClient(account.CreateHandler(wire), disposeHandler: false)
        {
            Timeout = Timeout.InfiniteTimeSpan, // the client has its own limit: time without a byte moving
        };
#pragma warning restore CA2000
        return new GmailClient(http, new GmailClientOptions
        {
            TimeProvider = options.Time,
            RootUri = options.Accounts.Endpoints.ApiRoot,
            Prices = options.Prices,
            Ledger = new QuotaLedger(options.UnitsPerMinute, options.Time, OpenShare(options, account)),
        });
    }

    // By what opens the mailbox: its address is not known before Gmail was asked. What lives in memory has one process only.
    private static QuotaShare OpenShare(ServerOptions options, OwnerAccount account) => SharedQuota.Open(
        options.State.Path is { } state ? Path.Combine(state, "quota") : null,
        account.Delegation?.User ?? account.Store.Place,
        options.Notice);
}
