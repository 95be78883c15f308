using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gmail.Emulator.Http;

namespace Gmail.Emulator.OAuth;

/// <summary>Exchanges codes, refresh tokens and service accounts' statements for access tokens.</summary>
internal sealed class TokenEndpoint(EmulatedGmail gmail, OAuthServer server)
{
    private const string Expired = "Token has been expired or revoked.";

    private readonly AssertionGrant _assertions = new(gmail, server);

    public WireAnswer Answer(WireRequest request)
    {
        if (request.Verb != "POST")
        {
            throw new OAuthException(405, "invalid_request", "The token endpoint takes POST only.");
        }

        var form = OAuthServer.Form(request);
        var grantType = form["grant_type"]
            ?? throw new OAuthException(400, "invalid_request", "Required parameter is missing: grant_type");
        var answer = grantType switch
        {
            "authorization_code" => Exchange(Authenticate(request, form), form),
            "refresh_token" => Refresh(Authenticate(request, form), form),
            AssertionGrant.GrantType => Assert(form),
            _ => throw new OAuthException(400, "unsupported_grant_type", $"Invalid grant_type: {grantType}"),
        };
        return WireAnswer.FromJson(200, answer) with { Headers = [("Cache-Control", "no-store")] };
    }

    private OAuthClient Authenticate(WireRequest request, QueryValues form)
    {
        var (clientId, secret) = Basic(request.Header("Authorization")) ?? (form["client_id"], form["client_secret"]);
        if (string.IsNullOrEmpty(clientId))
        {
            throw new OAuthException(400, "invalid_request", "Could not determine client ID from request.");
        }

        if (server.FindClient(clientId) is not { } client)
        {
            throw new OAuthException(401, "invalid_client", "The OAuth client was not found.");
        }

        if (string.IsNullOrEmpty(secret))
        {
            // Google wants the secret of desktop clients too, though it is none there.
            throw new OAuthException(400, "invalid_request", "client_secret is missing.");
        }

        return client.Knows(secret) ? client : throw new OAuthException(401, "invalid_client", "Unauthorized");
    }

    private JsonObject Exchange(OAuthClient client, QueryValues form)
    {
        if (form["code"] is not { Length: > 0 } value)
        {
            throw new OAuthException(400, "invalid_request", "Missing required parameter: code");
        }

        var code = server.Tokens.TakeCode(value);
        if (code is null || code.ClientId != client.Id)
        {
            var isCode = value.StartsWith("4/", StringComparison.Ordinal);
            throw new OAuthException(400, "invalid_grant", isCode ? "Bad Request" : "Malformed auth code.");
        }

        if (form["redirect_uri"] != code.RedirectUri)
        {
            throw new OAuthException(400, "redirect_uri_mismatch", "Bad Request");
        }

        CheckVerifier(code, form["code_verifier"]);
        var answer = Access(code.Account, client.Id, code.Scopes);
        if (code.GivesRefreshToken)
        {
            answer["refresh_token"] = server.Tokens.IssueRefresh(code.Account, client.Id, code.Scopes).Value;
            if (gmail.Options.RefreshTokenLifetime is { } lifetime)
            {
                answer["refresh_token_expires_in"] = (long)lifetime.TotalSeconds;
            }
        }

        if (code.Scopes.Contains("openid"))
        {
            answer["id_token"] = IdToken(code, client);
        }

        return answer;
    }

    private JsonObject Refresh(OAuthClient client, QueryValues form)
    {
        if (form["refresh_token"] is not { Length: > 0 } value)
        {
            throw new OAuthException(400, "invalid_request", "Missing required parameter: refresh_token");
        }

        if (!value.StartsWith("1//", StringComparison.Ordinal))
        {
            throw new OAuthException(400, "invalid_grant", "Bad Request");
        }

        if (server.Tokens.FindRefresh(value) is not { } token)
        {
            throw new OAuthException(400, "invalid_grant", Expired);
        }

        if (token.ClientId != client.Id)
        {
            throw new OAuthException(401, "unauthorized_client", "Unauthorized");
        }

        var asked = (form["scope"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return asked.All(token.Scopes.Contains)
            ? Access(token.Account, client.Id, asked.Length == 0 ? token.Scopes : asked.ToHashSet())
            : throw new OAuthException(400, "invalid_scope", "Some requested scopes were invalid.");
    }

    /// <summary>No client and no refresh token: the account signs again when the token ends.</summary>
    private JsonObject Assert(QueryValues form)
    {
        var (account, clientId, scopes) = _assertions.Check(form["assertion"]);
        return Access(account, clientId, scopes);
    }

    private JsonObject Access(string account, string clientId, IReadOnlySet<string> scopes) => new()
    {
        ["access_token"] = server.Tokens.IssueAccess(account, clientId, scopes).Value,
        ["expires_in"] = (long)gmail.Options.AccessTokenLifetime.TotalSeconds,
        ["scope"] = string.Join(' ', scopes),
        ["token_type"] = "Bearer",
    };

    /// <summary>RFC 7636 §4.6.</summary>
    private static void CheckVerifier(AuthorizationCode code, string? verifier)
    {
        if (code.CodeChallenge is not { Length: > 0 } challenge)
        {
            return;
        }

        if (string.IsNullOrEmpty(verifier))
        {
            throw new OAuthException(400, "invalid_grant", "Missing code verifier.");
        }

        var isLongEnough = verifier.Length is >= 43 and <= 128;
        var actual = code.CodeChallengeMethod == "S256"
            ? Base64UrlText.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=')
            : verifier;
        if (!isLongEnough || actual != challenge)
        {
            throw new OAuthException(400, "invalid_grant", "Invalid code verifier.");
        }
    }

    /// <summary>Claims as Google sends them; signed with the client's secret, since there is no key server
    /// here.</summary>
    private string IdToken(AuthorizationCode code, OAuthClient client)
    {
        var now = gmail.Options.TimeProvider.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = "https://accounts.google.com",
            ["azp"] = client.Id,
            ["aud"] = client.Id,
            ["sub"] = Numbers.Of21Digits(code.Account),
            ["iat"] = now,
            ["exp"] = now + 3600,
        };
        if (code.Scopes.Contains("email") || code.Scopes.Contains("https://www.googleapis.com/auth/userinfo.email"))
        {
            claims["email"] = code.Account;
            claims["email_verified"] = true;
        }

        if (code.Nonce is { } nonce)
        {
            claims["nonce"] = nonce;
        }

        var header = Segment(new JsonObject { ["alg"] = "HS256", ["typ"] = "JWT" });
        var signed = $"{header}.{Segment(claims)}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(client.Secret), Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{Base64UrlText.Encode(signature).TrimEnd('=')}";
    }

    private static string Segment(JsonObject json) =>
        Base64UrlText.Encode(Json.Bytes(json, indented: false)).TrimEnd('=');

    private static (string? ClientId, string? Secret)? Basic(string? header)
    {
        const string Scheme = "Basic ";
        if (header is null || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Scheme.Length..], bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return pair.Length == 2 ? (Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair[1])) : null;
    }
}
