using System.Net;

namespace GmailMcp.Accounts;

/// <summary>
/// Where Google is. Pinned here: the addresses inside a keys file are never used, or a planted file could have the
/// code and the client secret sent elsewhere.
/// </summary>
internal sealed record GoogleEndpoints
{
    public const string ApiRootVariable = "GMAIL_MCP_GOOGLE_API_ROOT";
    public const string OAuthRootVariable = "GMAIL_MCP_GOOGLE_OAUTH_ROOT";

    public static GoogleEndpoints Google { get; } = new()
    {
        ApiRoot = new("https://gmail.googleapis.com/"),
        Authorization = new("https://accounts.google.com/o/oauth2/v2/auth"),
        Token = new("https://oauth2.googleapis.com/token"),
        Revocation = new("https://oauth2.googleapis.com/revoke"),
    };

    public required Uri ApiRoot { get; init; }

    public required Uri Authorization { get; init; }

    public required Uri Token { get; init; }

    public required Uri Revocation { get; init; }

    /// <summary>
    /// True when a test root stands in for Google; then no credentials of the default folder may be used.
    /// </summary>
    public bool AreStandIns { get; init; }

    /// <summary>Google's addresses, with scheme, host and port replaced where a test root is set.</summary>
    /// <exception cref="AccountException">A root is not a bare loopback address.</exception>
    public static GoogleEndpoints WithRoots(string? apiRoot, string? oauthRoot)
    {
        var api = ParseRoot(ApiRootVariable, apiRoot);
        var oauth = ParseRoot(OAuthRootVariable, oauthRoot);
        return new()
        {
            ApiRoot = api ?? Google.ApiRoot,
            Authorization = Move(Google.Authorization, oauth),
            Token = Move(Google.Token, oauth),
            Revocation = Move(Google.Revocation, oauth),
            AreStandIns = api is not null || oauth is not null,
        };
    }

    private static Uri? ParseRoot(string variable, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        var isRoot = Uri.TryCreate(value, UriKind.Absolute, out var root)
            && (root.Scheme == Uri.UriSchemeHttp || root.Scheme == Uri.UriSchemeHttps)
            && IsLoopback(root.DnsSafeHost)
            && root.UserInfo.Length == 0
            && root is { AbsolutePath: "/", Query: "", Fragment: "" };
        return isRoot
            ? root
            : throw new AccountException(
                $"{variable} is refused: it takes a loopback address without a path, and nothing else, because "
                + "tokens are sent there.",
                "Use for example http://127.0.0.1:8025, or unset it to talk to Google.");
    }

    // Only these: a name that resolves to loopback today may resolve elsewhere tomorrow.
    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static Uri Move(Uri address, Uri? root) => root is null ? address : new Uri(root, address.AbsolutePath);
}
