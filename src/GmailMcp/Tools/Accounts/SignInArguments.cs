using GmailMcp.Accounts;

namespace GmailMcp.Tools.Accounts;

/// <summary>What the sign-in tools share: their arguments as accounts understand them, and the session they name.</summary>
internal static class SignInArguments
{
    // Here too, because the generated half of a tool repeats its default values without the using lines of ours.
    public const string DefaultCallback = PendingSignIns.OldDefaultCallback;

    /// <summary>How the old texts name the user: a label, never a path or a key.</summary>
    public static string User(string? userId) => string.IsNullOrWhiteSpace(userId) ? "auto-detected" : userId;

    /// <summary>Whose sign-in it is.</summary>
    /// <exception cref="SignInRequiredException">The caller can have none.</exception>
    public static Owner OwnerOf(CurrentCall call) => call.Caller.Owner ?? throw OwnerAccounts.NoOwner();

    /// <summary>The request of the arguments; what is blank counts as left out.</summary>
    public static ToolSignIn Request(
        CurrentCall call, ServerScopes scopes, string? clientId, string? clientSecret, string? callbackUrl, string? storagePath) =>
        new()
        {
            Scopes = scopes.Asked,
            ClientName = call.Caller.ClientName,
            ClientId = NullIfBlank(clientId),
            ClientSecret = NullIfBlank(clientSecret),
            CallbackUrl = NullIfBlank(callbackUrl),
            StoragePath = NullIfBlank(storagePath),
        };

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
