using Gmail;
using GmailMcp.Accounts;

namespace GmailMcp.Hosting;

/// <summary>Google's Gmail with the local owner's credentials.</summary>
internal static class GoogleBackend
{
    public static Backend Create(ServerOptions options)
    {
#pragma warning disable CA2000 // one for the life of the process
        var account = new LocalAccount(options.Accounts, GoogleOAuth.CreateHandler(), options.Time, options.Notice);
#pragma warning restore CA2000
        if (!account.HasCredentials && account.Keys.InCurrentFolder is { } unused)
        {
            // The servers that this one replaces read it there; a folder that was downloaded could bring its own.
            options.Notice($"{unused} is not read: the server takes no keys from the current folder. "
                + "To sign in with them, run gmail-mcp auth there once.");
        }

        var client = new Lazy<GmailClient>(() => Connect(options, account));
#pragma warning disable CA2000 // one for the life of the process
        var lookup = new AddressLookup(account.Store, () => client.Value);
#pragma warning restore CA2000
        return new Backend(
            new MailboxConnections((_, address, cancellationToken) => OpenAsync(account, client, lookup, address, cancellationToken)),
            account.FindGrantedScopes(),
            account,
            new SystemBrowser(options.Accounts.CanShowBrowser));
    }

    private static async ValueTask<GmailClient> OpenAsync(
        LocalAccount account, Lazy<GmailClient> client, AddressLookup lookup, string? address, CancellationToken cancellationToken)
    {
        await account.Tokens.GetAsync(cancellationToken); // signed in? if not, it says how
        if (address is not null)
        {
            account.Require(address, await lookup.FindAsync(cancellationToken));
        }

        return client.Value;
    }

    private static GmailClient Connect(ServerOptions options, LocalAccount account)
    {
#pragma warning disable CA2000 // one for the life of the process
        var wire = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // a token follows no redirect
            UseCookies = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None, // the client asks for gzip and bounds what comes out
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10), // DNS changes are seen
        };
        var http = new HttpClient(account.CreateHandler(wire))
        {
            Timeout = Timeout.InfiniteTimeSpan, // the client has its own limit: time without a byte moving
        };
#pragma warning restore CA2000
        return new GmailClient(
            http, new GmailClientOptions { TimeProvider = options.Time, RootUri = options.Accounts.Endpoints.ApiRoot });
    }
}
