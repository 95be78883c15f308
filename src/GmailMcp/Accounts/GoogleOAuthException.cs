namespace GmailMcp.Accounts;

/// <summary>Google's OAuth server refused or did not answer.</summary>
internal sealed class GoogleOAuthException(
    GoogleOAuthErrorKind kind, string error, string what, string repair, Exception? inner = null)
    : AccountException(what, repair, inner)
{
    public GoogleOAuthErrorKind Kind { get; } = kind;

    /// <summary>Google's own word, such as <c>invalid_grant</c>.</summary>
    public string Error { get; } = error;
}
