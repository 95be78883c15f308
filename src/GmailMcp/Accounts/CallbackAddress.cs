using System.Net;

namespace GmailMcp.Accounts;

/// <summary>Where Google sends the browser back to, and where this program listens for it.</summary>
internal sealed record CallbackAddress
{
    public const int DefaultPort = 3000;
    public const string DefaultPath = "/oauth2callback";
    public const string Default = "http://localhost:3000/oauth2callback";

    /// <summary>What Google is told; for a web client it must equal a registered one to the byte.</summary>
    public required string RedirectUri { get; init; }

    public required int Port { get; init; }

    public required string Path { get; init; }

    /// <summary>True where another free port will do, as desktop clients take any.</summary>
    public bool MayUseAnotherPort { get; init; }

    /// <summary>Chooses by the kind of client and what the person typed.</summary>
    /// <param name="keys">The OAuth client.</param>
    /// <param name="typed">The callback address of the command line or tool, or null.</param>
    /// <exception cref="AccountException">The address cannot be a callback.</exception>
    public static CallbackAddress Choose(OAuthKeys keys, string? typed)
    {
        if (typed is not null)
        {
            return Parse(typed);
        }

        // RFC 8252 §8.3: the literal address, because "localhost" may go elsewhere. §7.3: any port.
        return keys.Kind == ClientKind.Installed ? OnLoopback(DefaultPort) : Parse(ChooseRegistered(keys.RedirectUris));
    }

    /// <summary>The same for a desktop client on another port.</summary>
    public static CallbackAddress OnLoopback(int port) => new()
    {
        RedirectUri = $"http://127.0.0.1:{port}{DefaultPath}",
        Port = port,
        Path = DefaultPath,
        MayUseAnotherPort = true,
    };

    private static string ChooseRegistered(IReadOnlyList<string> registered) =>
        registered.FirstOrDefault(uri => uri == Default)
        ?? registered.FirstOrDefault(uri => Uri.TryCreate(uri, UriKind.Absolute, out var address)
            && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)
        ?? registered.FirstOrDefault(uri => uri.StartsWith("https://", StringComparison.Ordinal))
        ?? Default;

    private static CallbackAddress Parse(string typed)
    {
        var isUsable = Uri.TryCreate(typed, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && address.UserInfo.Length == 0
            && address is { Query: "", Fragment: "" };
        if (!isUsable || address is null)
        {
            throw new AccountException(
                $"'{Shorten(typed)}' cannot be a callback address.",
                $"Give one such as {Default}, or https://HOST{DefaultPath} behind a reverse proxy.");
        }

        // https means that a reverse proxy takes the call and passes it on to the port that the old server listened on.
        return new()
        {
            RedirectUri = typed,
            Port = address.Scheme == Uri.UriSchemeHttps ? DefaultPort : address.Port,
            Path = address.AbsolutePath,
        };
    }

    private static string Shorten(string typed) => typed.Length <= 100 ? typed : typed[..100] + "…";

    /// <summary>Where to listen: loopback in both families, or the one address that was asked for.</summary>
    /// <exception cref="AccountException">It is not an IP address.</exception>
    public static IReadOnlyList<IPAddress> ListenOn(string? host) =>
        host is null or "localhost" ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : IPAddress.TryParse(host, out var address) ? [address]
        : throw new AccountException(
            $"'{Shorten(host)}' is not an address to listen on.",
            "--callback-host takes an IP address: 0.0.0.0 in a container.");
}
