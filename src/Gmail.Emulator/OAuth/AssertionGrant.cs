using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gmail.Emulator.Http;

namespace Gmail.Emulator.OAuth;

/// <summary>
/// What a service account's signed statement gives, by Google's page "Using OAuth 2.0 for Server to Server
/// Applications". https://developers.google.com/identity/protocols/oauth2/service-account
/// </summary>
internal sealed class AssertionGrant(EmulatedGmail gmail, OAuthServer server)
{
    public const string GrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private const string Audience = "https://oauth2.googleapis.com/token";

    // "a maximum of 1 hour after the issued time".
    private const long LongestLifeInSeconds = 3600;

    // Google does not say how far ahead a clock may be ("in a reasonable timeframe").
    private const long ReasonableInSeconds = 300;

    /// <summary>Whom the token is for, and for what.</summary>
    /// <exception cref="OAuthException">The statement is refused.</exception>
    public (string Account, string ClientId, IReadOnlySet<string> Scopes) Check(string? assertion)
    {
        if (assertion?.Split('.') is not [var header, var payload, var signature])
        {
            throw new OAuthException(400, "invalid_request", "Missing or malformed assertion.");
        }

        var claims = Decode(payload);
        if (Decode(header).Text("alg") != "RS256" || !Base64Url.IsValid(signature))
        {
            throw Invalid("Invalid JWT Signature.");
        }

        if (server.ServiceAccounts.GetValueOrDefault(claims.Text("iss") ?? "") is not { } account)
        {
            throw Invalid("Invalid grant: account not found");
        }

        if (!account.HasSigned($"{header}.{payload}", Base64Url.DecodeFromChars(signature)))
        {
            throw Invalid("Invalid JWT Signature.");
        }

        if (claims.Text("aud") != Audience)
        {
            throw Invalid("Invalid JWT: Failed audience check.");
        }

        CheckTime(claims);
        return (FindUser(account, claims.Text("sub")), account.ClientId, CheckScopes(account, claims.Text("scope")));
    }

    private void CheckTime(JsonObject claims)
    {
        var now = gmail.Options.TimeProvider.GetUtcNow().ToUnixTimeSeconds();
        if (claims.Number("iat") is not { } issued
            || claims.Number("exp") is not { } ends
            || issued > now + ReasonableInSeconds
            || ends <= now
            || ends - issued > LongestLifeInSeconds)
        {
            throw Invalid("Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
                + "Check your iat and exp values in the JWT claim.");
        }
    }

    private string FindUser(ServiceAccount account, string? user)
    {
        if (user is null || gmail.FindAccount(user) is not { } mailbox)
        {
            // Without sub the token would be the service account's own, which has no mailbox.
            throw Invalid("Invalid email or User ID");
        }

        return account.MayStandFor(mailbox.EmailAddress) ? mailbox.EmailAddress : throw Unauthorized();
    }

    private static HashSet<string> CheckScopes(ServiceAccount account, string? list)
    {
        var scopes = (list ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (scopes.Length == 0 || !scopes.All(Scopes.Known.Contains))
        {
            throw new OAuthException(400, "invalid_scope", "Invalid OAuth scope or ID token audience provided.");
        }

        return scopes.All(account.MayAsk) ? [.. scopes] : throw Unauthorized();
    }

    private static JsonObject Decode(string segment)
    {
        try
        {
            return Base64Url.IsValid(segment)
                && JsonNode.Parse(
                    Base64Url.DecodeFromChars(segment),
                    documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) is JsonObject json
                    ? json
                    : throw Malformed();
        }
        catch (JsonException)
        {
            throw Malformed();
        }
    }

    private static OAuthException Malformed() =>
        Invalid("Invalid JWT: Failed to parse the header or the claim set.");

    private static OAuthException Invalid(string description) => new(400, "invalid_grant", description);

    private static OAuthException Unauthorized() => new(
        401,
        "unauthorized_client",
        "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the "
        + "scopes requested.");
}
