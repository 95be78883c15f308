namespace GmailMcp.Accounts;

/// <summary>
/// Google's OAuth errors in words: what it means, and the way out. Some come from the token endpoint, some on the way
/// back from the consent page, some are only ever seen there in the browser.
/// https://developers.google.com/identity/protocols/oauth2/native-app#errors
/// </summary>
internal static class GoogleErrorText
{
    private const string Clients = "https://console.cloud.google.com/auth/clients";

    /// <param name="error">Google's word for it.</param>
    /// <param name="redirectUri">The one that was sent; null where none was.</param>
    /// <param name="signInBy">How the owner signs in: <see cref="AccessTokens.ByCommand"/> or <see cref="AccessTokens.ByTool"/>.</param>
    public static (string What, string Repair) Explain(
        string error, string? redirectUri = null, string signInBy = AccessTokens.ByCommand) => error switch
        {
            "access_denied" => (
                "The sign-in was declined on Google's page, or the address is not among the test users of the OAuth app.",
                "Sign in again and allow the access; while the app is in Testing, add the address under Audience, "
                + "Test users."),
            "admin_policy_enforced" => (
                "The administrator of this Google Workspace does not allow this OAuth client or one of its scopes.",
                "Ask the administrator to trust the client under Security, API controls, or use a narrower --profile."),
            "redirect_uri_mismatch" => (
                $"The redirect URI {redirectUri ?? "of this sign-in"} is not registered for the OAuth client.",
                $"Add exactly that address under Authorised redirect URIs at {Clients}, or create a client of type "
                + "Desktop app, "
                + "which needs none."),
            "org_internal" => (
                "The OAuth app is Internal: only accounts of its own Google Workspace may sign in.",
                "Sign in with an account of that organisation, or set the app's audience to External."),
            "disallowed_useragent" => (
                "Google refuses sign-in inside an embedded browser.", "Open the address in the system's browser."),
            "invalid_client" or "unauthorized_client" => (
                "Google does not know the OAuth client, or its secret is wrong. The stored tokens are kept.",
                $"Download the client's JSON again from {Clients} to {OAuthKeys.FileName}, or correct GMAIL_CLIENT_ID and "
                + "GMAIL_CLIENT_SECRET."),
            "deleted_client" => (
                "The OAuth client was deleted in Google Cloud Console. The stored tokens are kept.",
                $"Restore it at {Clients} (possible for 30 days), or create another and sign in again: {signInBy}."),
            "invalid_scope" => (
                "Google does not know one of the scopes asked for.",
                "Check --scopes; gmail-mcp auth --profile full asks for known ones."),
            "invalid_grant" => (
                "Google refused the sign-in's code or refresh token: it was revoked, has expired, or was used before.",
                $"Sign in again: {signInBy}."),
            "invalid_request" => (
                "Google found the sign-in request malformed or blocked by its policy.",
                $"Check that the client at {Clients} is of type Desktop app, or a Web application with this redirect "
                + "URI registered."),
            "restricted_client" => (
                "The OAuth client may not use these scopes: its app is restricted.",
                "Review the app's verification in Google Cloud Console."),
            "rate_limit_exceeded" or "slow_down" => (
                "Google refuses further sign-ins for a while.", "Try again in some minutes."),
            "server_error" or "temporarily_unavailable" => (
                "Google's sign-in is unavailable at the moment.", "Try again in some minutes."),
            _ => ($"Google refused with '{error}'.", $"See docs/troubleshooting.md, or sign in again: {signInBy}."),
        };
}
