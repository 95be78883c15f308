using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace GmailMcp.Accounts;

/// <summary>
/// What stands between a sign-in link and Google over HTTP: a page of ours that asks whether the person started this,
/// and a cookie that proves, when Google sends the browser back, that it is the browser in which he said yes. Without
/// it a link that somebody else sent would sign its reader's mailbox into the sender's session.
/// </summary>
internal sealed class SignInGuard
{
    // Read aloud and compared by people: nothing that looks like something else.
    private const string CodeLetters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    private const int CodeLength = 6;
    private const int RandomBytes = 32;

    private readonly string _cookieValue = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <param name="origin">Scheme, host and port of the callback, where the cookie must be set.</param>
    /// <param name="clientName">What the client that asked calls itself.</param>
    public SignInGuard(Uri origin, string? clientName)
    {
        Id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        Code = RandomNumberGenerator.GetString(CodeLetters, CodeLength);
        ClientName = clientName;
        IsSecure = origin.Scheme == Uri.UriSchemeHttps;
        PageAddress = new Uri(origin, SignInDoor.PagePath + Id).AbsoluteUri;

        // RFC 6265bis §4.1.3.2: __Host- keeps other hosts from planting one, and works over https alone. One cookie for
        // each sign-in, so that two in one browser do not undo each other.
        CookieName = (IsSecure ? "__Host-" : "") + "gmail_mcp_sign_in_" + Id[..8];
    }

    public string Id { get; }

    /// <summary>Six characters that the tool's answer and the page both show.</summary>
    public string Code { get; }

    public string? ClientName { get; }

    /// <summary>Our page, for the person's browser.</summary>
    public string PageAddress { get; }

    public string CookieName { get; }

    public bool IsSecure { get; }

    /// <summary>The header that marks the browser in which the person said yes.</summary>
    public string MakeCookie() =>
        $"{CookieName}={_cookieValue}; Path=/; Max-Age={(int)PendingSignIn.Limit.TotalSeconds}; HttpOnly; SameSite=Lax"
        + (IsSecure ? "; Secure" : "");

    /// <summary>True when a Cookie header (RFC 6265 §4.2.1) carries the mark.</summary>
    public bool Matches(string? cookieHeader)
    {
        var wanted = Encoding.UTF8.GetBytes(_cookieValue);
        return (cookieHeader ?? "").Split(';', StringSplitOptions.TrimEntries)
            .Where(pair => pair.StartsWith(CookieName + "=", StringComparison.Ordinal))
            .Any(pair => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(pair[(CookieName.Length + 1)..]), wanted));
    }

    public override string ToString() => "a guarded sign-in";
}
