using System.Text;
using System.Text.Json.Nodes;
using Gmail.Emulator.Http;

namespace Gmail.Emulator.OAuth;

/// <summary>Google's OAuth endpoints, at Google's paths.</summary>
internal sealed class OAuthServer
{
    public const string AuthorizePath = "/o/oauth2/v2/auth";

    private readonly EmulatedGmail _gmail;
    private readonly AuthorizationEndpoint _authorization;
    private readonly TokenEndpoint _token;

    public OAuthServer(EmulatedGmail gmail)
    {
        _gmail = gmail;
        Tokens = new TokenVault(gmail);
        _authorization = new AuthorizationEndpoint(gmail, this);
        _token = new TokenEndpoint(gmail, this);
    }

    public Dictionary<string, OAuthClient> Clients { get; } = new(StringComparer.Ordinal);

    /// <summary>By address.</summary>
    public Dictionary<string, ServiceAccount> ServiceAccounts { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The client of this id; null when there is none.</summary>
    public OAuthClient? FindClient(string clientId) =>
        Clients.GetValueOrDefault(clientId)
        ?? (_gmail.Options.AcceptsAnyClient ? new OAuthClient(clientId, clientSecret: null, redirectUris: []) : null);

    /// <summary>What a person has agreed to, by account and client.</summary>
    public Dictionary<(string Account, string ClientId), HashSet<string>> Consents { get; } = [];

    public TokenVault Tokens { get; }

    /// <summary>The id under which faults and the log know an OAuth request; null for any other path.</summary>
    public static string? MethodId(WireRequest request) => request.IsBatchPart ? null : request.Path switch
    {
        AuthorizePath or "/o/oauth2/auth" => "oauth.authorize",
        "/token" or "/oauth2/v4/token" => "oauth.token",
        "/revoke" or "/o/oauth2/revoke" => "oauth.revoke",
        "/tokeninfo" or "/oauth2/v3/tokeninfo" => "oauth.tokeninfo",
        _ => null,
    };

    public WireAnswer Answer(WireRequest request)
    {
        try
        {
            return MethodId(request) switch
            {
                "oauth.authorize" => _authorization.Answer(request),
                "oauth.token" => _token.Answer(request),
                "oauth.revoke" => Revoke(request),
                _ => TokenInfo(request),
            };
        }
        catch (OAuthException error)
        {
            var json = new JsonObject { ["error"] = error.Error };
            if (error.Description is { } description)
            {
                json["error_description"] = description;
            }

            return WireAnswer.FromJson(error.Status, json);
        }
    }

    public void RevokeAll(string account, string? clientId)
    {
        Tokens.Revoke(account, clientId);
        foreach (var consent in Consents.Keys.ToList())
        {
            if (consent.Account.Equals(account, StringComparison.OrdinalIgnoreCase)
                && (clientId is null || consent.ClientId == clientId))
            {
                Consents.Remove(consent);
            }
        }
    }

    /// <summary>The parameters of a form post.</summary>
    public static QueryValues Form(WireRequest request) => QueryValues.Parse(Encoding.UTF8.GetString(request.Body));

    /// <summary>An access or a refresh token ends every grant that the person gave the client.</summary>
    private WireAnswer Revoke(WireRequest request)
    {
        var value = Form(request)["token"] ?? request.Query["token"];
        if (Tokens.FindRefresh(value) is { } refresh)
        {
            RevokeAll(refresh.Account, refresh.ClientId);
        }
        else if (Tokens.FindAccess(value) is { } access)
        {
            RevokeAll(access.Account, access.ClientId);
        }
        else
        {
            throw new OAuthException(400, "invalid_token", "Token expired or revoked");
        }

        return WireAnswer.FromJson(200, new JsonObject());
    }

    private WireAnswer TokenInfo(WireRequest request)
    {
        var token = Tokens.FindAccess(request.Query["access_token"] ?? Form(request)["access_token"])
            ?? throw new OAuthException(400, "invalid_token", "Invalid Value");
        var expires = token.ExpiresAt - _gmail.Options.TimeProvider.GetUtcNow();
        return WireAnswer.FromJson(200, new JsonObject
        {
            ["azp"] = token.ClientId,
            ["aud"] = token.ClientId,
            ["scope"] = string.Join(' ', token.Scopes),
            ["exp"] = token.ExpiresAt.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["expires_in"] = ((long)expires.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["email"] = token.Account,
            ["email_verified"] = "true",
        });
    }
}
