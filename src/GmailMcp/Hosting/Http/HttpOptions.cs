using System.Net;
using GmailMcp.Accounts;
using GmailMcp.Authorization;

namespace GmailMcp.Hosting.Http;

/// <summary>Every setting of the HTTP server, read once at start.</summary>
internal sealed record HttpOptions
{
    public const int DefaultPort = 3000;

    /// <summary>Streamable HTTP at /mcp.</summary>
    public bool HasStreamable { get; init; } = true;

    /// <summary>The two endpoints of HTTP with SSE, the transport of 2024-11-05: /sse and /messages.</summary>
    public bool HasSse { get; init; }

    /// <summary>Where to listen: "localhost" (both loopback addresses), or one IP address.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>0 takes any free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Where the world reaches the server, through a proxy; null on loopback.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Proxies whose X-Forwarded-For is believed: addresses or networks.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Origins of web pages that may call; none by default.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Callers without a key get the local owner's mailbox. Never implied.</summary>
    public bool IsSingleUser { get; init; }

    /// <summary>The owner whose bearer key this is; null for a key that is nobody's.</summary>
    public Func<string, Owner?> FindOwner { get; init; } = _ => null;

    /// <summary>Whether there is any bearer key.</summary>
    public bool HasKeys { get; init; }

    /// <summary>Whether this is the operator's key.</summary>
    public Func<string, bool> IsOperatorKey { get; init; } = _ => false;

    /// <summary>Whether there is one.</summary>
    public bool HasOperatorKey { get; init; }

    /// <summary>The key that was made for want of any other; null where callers have keys or need none.</summary>
    public MadeKey? MadeKey { get; init; }

    /// <summary>Nobody has shown yet that he is the one for whom the server was set up.</summary>
    public bool IsClosed => MadeKey is { IsPresented: false };

    /// <summary>The same with the keys of callers and operator.</summary>
    /// <param name="server">Where the keys are.</param>
    /// <param name="makesKey">Makes a key for callers where there is none.</param>
    public HttpOptions WithKeys(ServerOptions server, bool makesKey)
    {
        var keys = server.Owners.Keys;
        var made = makesKey && keys is not { Count: > 0 } ? ServerOptions.ReadMadeKey(server.Accounts, server.Notice) : null;
        var admin = ServerOptions.ReadAdminKey(server.Accounts, server.IsDemo, server.Notice);
        if (admin is not null)
        {
            server.Notice($"The operator's key is in {admin.Source}.");
        }

        return this with
        {
            FindOwner = key => keys?.Find(key)?.Owner ?? made?.FindOwner(key),
            HasKeys = keys is { Count: > 0 } || made is not null,
            MadeKey = made,
            IsOperatorKey = key => admin?.Matches(key) == true,
            HasOperatorKey = admin is not null,
        };
    }

    public HttpLimits Limits { get; init; } = new();

    public bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>True where callers without a key are this computer's own: what touches no mailbox answers them.</summary>
    public bool IsOpenToLoopback => IsLoopback && PublicUrl is null && TrustedProxies.Count == 0 && MadeKey is null;

    /// <summary>What the old endpoints call the transport.</summary>
    public string TransportName => HasStreamable ? "http" : "sse";
}
