using System.Globalization;

namespace GmailMcp.Accounts;

/// <summary>
/// Google's refusals of a service account in words for those who set delegation up.
/// https://developers.google.com/identity/protocols/oauth2/service-account#error-codes
/// </summary>
internal static class DelegationErrorText
{
    public static GoogleOAuthException Explain(
        GoogleOAuthException refusal,
        ServiceAccountKey key,
        string user,
        IReadOnlyList<string> scopes,
        DateTimeOffset now)
    {
        var (what, repair) = refusal.Error switch
        {
            "unauthorized_client" or "access_denied" => (
                $"Domain-wide delegation to {key.ClientEmail} is not granted for {user} and these scopes: "
                + $"{string.Join(", ", scopes.Select(GoogleScopes.Short))}.",
                $"In the Admin console of that domain, under Security > API controls > Domain-wide delegation, add "
                + $"client id {key.ClientId ?? "of the account (its Unique ID in Google Cloud Console)"} with "
                + $"{string.Join(',', scopes)}. It may take a day to work."),
            "invalid_grant" => (
                $"Google gives {key.ClientEmail} no token for {user}: there is no such user, the key "
                + $"{key.KeyId ?? "in the file"} was deleted, or this computer's clock is wrong (it says "
                + $"{now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC).",
                $"Check the address, the clock, and the account's keys in Google Cloud Console ({key.Source})."),
            "invalid_client" or "deleted_client" or "disabled_client" => (
                $"The service account {key.ClientEmail} is disabled, deleted or set up incorrectly.",
                "Look at it in Google Cloud Console: IAM & Admin, Service Accounts."),
            "invalid_scope" or "admin_policy_enforced" => GoogleErrorText.Explain(refusal.Error),
            _ => (
                $"Google refused {key.ClientEmail} a token for {user} with '{refusal.Error}'.",
                "See https://developers.google.com/identity/protocols/oauth2/service-account#error-codes."),
        };
        return new(refusal.Kind, refusal.Error, what, repair, refusal);
    }
}
