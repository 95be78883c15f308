using GmailMcp.Accounts;

namespace GmailMcp.Tools.Accounts;

/// <summary>What the sign-in tools share: their arguments as accounts understand them, and the session they name.</summary>
internal static class SignInArguments
{
    /// <summary>The old server's default.</summary>
    public const string DefaultCallback = "http://localhost:3456/oauth2callback";

    /// <summary>The old server's name of the only session of a stdio connection.</summary>
    public const string Session = "auth-default";

    /// <summary>How the old texts name the user: a label, never a path or a key.</summary>
    public static string User(string? userId) => string.IsNullOrWhiteSpace(userId) ? "auto-detected" : userId;

    /// <summary>The OAuth client of the arguments; null for the one that the operator configured.</summary>
    /// <exception cref="ToolException">Only half of it was given.</exception>
    public static OAuthKeys? Keys(string? clientId, string? clientSecret, string callbackUrl)
    {
        if (string.IsNullOrWhiteSpace(clientId) && string.IsNullOrWhiteSpace(clientSecret))
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(clientId) || string.IsNullOrWhiteSpace(clientSecret))
        {
            throw new ToolException(
                "Give clientId and clientSecret together, or neither to use the client that this server is configured with.");
        }

        return new OAuthKeys
        {
            ClientId = clientId.Trim(),
            ClientSecret = clientSecret.Trim(),
            Kind = ClientKind.Web,
            RedirectUris = [callbackUrl],
            Source = "the arguments clientId and clientSecret",
        };
    }

    /// <summary>The callback address to use: the default one stands only beside a client given in the same call.</summary>
    public static string? Callback(OAuthKeys? keys, string callbackUrl) =>
        keys is null && callbackUrl == DefaultCallback ? null : callbackUrl;

    /// <exception cref="ToolException">Another folder than that of the configured credentials.</exception>
    public static void CheckStorage(string? storagePath, SignInDesk desk)
    {
        if (string.IsNullOrWhiteSpace(storagePath) || desk.StorageFolder is not { } folder)
        {
            return;
        }

        if (!string.Equals(Path.GetFullPath(storagePath), Path.GetFullPath(folder), StringComparison.Ordinal))
        {
            throw new ToolException(
                $"storagePath must be left out or be {folder}, where this server keeps its credentials. To keep them elsewhere, the "
                + $"operator sets {AccountSettings.CredentialsPathVariable}.");
        }
    }
}
