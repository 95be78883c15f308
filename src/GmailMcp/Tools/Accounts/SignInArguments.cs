using GmailMcp.Accounts;

namespace GmailMcp.Tools.Accounts;

/// <summary>What the sign-in tools share: their arguments as accounts understand them, and the session they name.</summary>
internal static class SignInArguments
{
    // Here too, because the generated half of a tool repeats its default values without the using lines of ours.
    public const string DefaultCallback = PendingSignIns.OldDefaultCallback;

    /// <summary>The old server's name of the only session of a stdio connection.</summary>
    public const string Session = "auth-default";

    /// <summary>How the old texts name the user: a label, never a path or a key.</summary>
    public static string User(string? userId) => string.IsNullOrWhiteSpace(userId) ? "auto-detected" : userId;

    /// <summary>The request of the arguments; what is blank counts as left out.</summary>
    public static ToolSignIn Request(
        ServerScopes scopes, string? clientId, string? clientSecret, string? callbackUrl, string? storagePath) => new()
        {
            Scopes = scopes.Asked,
            ClientId = NullIfBlank(clientId),
            ClientSecret = NullIfBlank(clientSecret),
            CallbackUrl = NullIfBlank(callbackUrl),
            StoragePath = NullIfBlank(storagePath),
        };

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
