using System.CommandLine;
using System.Net;
using GmailMcp.Hosting;
using GmailMcp.Hosting.Http;

namespace GmailMcp.Cli;

/// <summary>The options of the server over HTTP.</summary>
internal sealed class HttpServeOptions
{
    private readonly Option<bool> _http = new("--http") { Description = "Serve Streamable HTTP at /mcp instead of stdin and stdout" };

    private readonly Option<bool> _sse = new("--sse") { Description = "Serve HTTP with SSE at /sse for old clients (with --http: both)" };

    private readonly Option<string?> _host = new("--host")
    {
        Description = "Listen on this address (default localhost); others than loopback need --auth-keys or --make-key",
        HelpName = "IP",
    };

    private readonly Option<int?> _port = new("--port")
    {
        Description = "Listen on this port (default PORT, else 3000)",
        HelpName = "N",
        CustomParser = NumberOption.ParseAny,
    };

    private readonly Option<string[]> _allowOrigin = new("--allow-origin")
    {
        Description = "Let web pages of this origin call (repeatable)",
        HelpName = "ORIGIN",
    };

    private readonly Option<bool> _singleUser = new("--single-user")
    {
        Description = "Serve your own mailbox to every program of yours on this computer, without a key",
    };

    private readonly Option<string?> _authKeys = new("--auth-keys")
    {
        Description = "Take callers' keys from this file: lines of name:sha256",
        HelpName = "FILE",
    };

    private readonly Option<bool> _makeKey = new("--make-key")
    {
        Description = "Where no caller has a key, make one, say where it is, and answer nobody before it was shown",
    };

    private readonly Option<string?> _publicUrl = new("--public-url")
    {
        Description = "Where a proxy publishes this server",
        HelpName = "URL",
    };

    private readonly Option<string[]> _trustedProxy = new("--trusted-proxy")
    {
        Description = "Believe X-Forwarded-For of this address or network (repeatable)",
        HelpName = "CIDR",
    };

    private readonly Option<int?> _rateLimit = new("--rate-limit")
    {
        Description = "Answer each caller so many requests a second (default 50; 0 for no limit)",
        HelpName = "N",
        CustomParser = NumberOption.ParseAny,
    };

    public void AddTo(RootCommand root)
    {
        root.Add(_http);
        root.Add(_sse);
        root.Add(_host);
        root.Add(_port);
        root.Add(_allowOrigin);
        root.Add(_authKeys);
        root.Add(_makeKey);
        root.Add(_singleUser);
        root.Add(_publicUrl);
        root.Add(_trustedProxy);
        root.Add(_rateLimit);
    }

    /// <summary>How long the process may go on after it was told to end.</summary>
    public TimeSpan? Termination(ParseResult parsed, TimeSpan? other) =>
        parsed.GetValue(_http) || parsed.GetValue(_sse) ? new HttpLimits().Shutdown + TimeSpan.FromSeconds(5) : other;

    /// <summary>The file of callers' keys; null for none.</summary>
    public string? AuthKeys(ParseResult parsed) => parsed.GetValue(_authKeys);

    /// <summary>The HTTP server's settings; null where stdin and stdout are served.</summary>
    /// <exception cref="InvalidOptionException">Options contradict each other or cannot be understood.</exception>
    public HttpOptions? Read(ParseResult parsed, ServerOptions server)
    {
        var isHttp = parsed.GetValue(_http);
        var isSse = parsed.GetValue(_sse);
        if (!isHttp && !isSse)
        {
            return null;
        }

        var options = new HttpOptions
        {
            HasStreamable = isHttp,
            HasSse = isSse,
            Host = parsed.GetValue(_host) ?? ServerOptions.ReadHost() ?? "localhost",
            Port = ParsePort(parsed),
            AllowedOrigins = [.. (parsed.GetValue(_allowOrigin) ?? []).Select(ParseOrigin)],
            IsSingleUser = parsed.GetValue(_singleUser),
            PublicUrl = ParsePublicUrl(parsed.GetValue(_publicUrl)),
            TrustedProxies = [.. (parsed.GetValue(_trustedProxy) ?? []).Select(ParseNetwork)],
            Limits = ParseRate(parsed.GetValue(_rateLimit)),
        };
        var makesKey = parsed.GetValue(_makeKey) || ServerOptions.ReadMakesKey();
        CheckPlace(options);
        options = options.WithKeys(server, makesKey && !options.IsSingleUser);
        if (!options.IsOpenToLoopback && !options.HasKeys)
        {
            throw new InvalidOptionException(
                "A server that others than this computer can reach needs keys for its callers, and there are none. "
                + "Set --auth-keys FILE or GMAIL_MCP_AUTH_KEYS, or --make-key (docs/http-and-multi-user.md).");
        }

        return options;
    }

    private static void CheckPlace(HttpOptions options)
    {
        if (options.Host != "localhost" && !IPAddress.TryParse(options.Host, out _))
        {
            throw new InvalidOptionException($"--host takes an IP address or localhost, not \"{options.Host}\".");
        }

        if (options.IsSingleUser && !options.IsOpenToLoopback)
        {
            throw new InvalidOptionException(
                "--single-user serves this computer alone: it does not go together with --public-url, --trusted-proxy or "
                + "another --host than loopback. Give each caller a key instead: --auth-keys FILE.");
        }
    }

    private int ParsePort(ParseResult parsed)
    {
        var port = parsed.GetValue(_port) ?? ServerOptions.ReadPort() ?? HttpOptions.DefaultPort;
        return port is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort
            ? port
            : throw new InvalidOptionException($"The port is {port}; it must be {IPEndPoint.MinPort} to {IPEndPoint.MaxPort}.");
    }

    // Four seconds' worth at once after a pause, as by default.
    private static HttpLimits ParseRate(int? rate) => rate switch
    {
        null => new HttpLimits(),
        < 0 => throw new InvalidOptionException($"--rate-limit takes requests per second, 0 for no limit, not {rate}."),
        0 => new HttpLimits { Rate = 0, AddressRate = 0 },
        _ => new HttpLimits { Rate = rate.Value, Burst = (int)Math.Min(int.MaxValue, rate.Value * 4L) },
    };

    private static string ParseOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var origin)
        && (origin.Scheme == Uri.UriSchemeHttp || origin.Scheme == Uri.UriSchemeHttps)
        && origin is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
            ? origin.GetLeftPart(UriPartial.Authority)
            : throw new InvalidOptionException(
                $"--allow-origin takes scheme, host and port, such as https://app.example.com, not \"{text}\".");

    private static Uri? ParsePublicUrl(string? text) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            && url is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
            ? url
            : throw new InvalidOptionException($"--public-url takes an https address without a path, such as https://mail.example.com, not \"{text}\".");

    private static IPNetwork ParseNetwork(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new InvalidOptionException($"--trusted-proxy takes an address or a network such as 10.0.0.0/8, not \"{text}\".");
}
