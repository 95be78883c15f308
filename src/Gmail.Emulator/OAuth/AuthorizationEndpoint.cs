using Gmail.Emulator.Http;

namespace Gmail.Emulator.OAuth;

/// <summary>The consent page: by hand in a browser, or by itself when
/// <see cref="EmulatedGmailOptions.AutomaticConsent"/> is on.</summary>
internal sealed class AuthorizationEndpoint(EmulatedGmail gmail, OAuthServer server)
{
    /// <summary>RFC 6749 §4.1.2: "a maximum authorization code lifetime of 10 minutes".</summary>
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    public WireAnswer Answer(WireRequest request)
    {
        var parameters = request.Verb == "POST" ? OAuthServer.Form(request) : request.Query;
        var (asked, refusal) = Read(parameters);
        if (asked is null)
        {
            return refusal!;
        }

        if (request.Verb == "POST")
        {
            return parameters["consent"] == "allow"
                ? Allow(asked, parameters["account"] ?? "", parameters.All("granted"))
                : Redirect(asked, ("error", "access_denied"));
        }

        if (!gmail.Options.AutomaticConsent)
        {
            return ConsentPage.Show(asked, gmail.Accounts);
        }

        var account = asked.Parameters["login_hint"] is { Length: > 0 } hint
            ? gmail.FindAccount(hint)
            : gmail.Accounts.Count > 0 ? gmail.Accounts[0] : null;
        return account is null
            ? Redirect(asked, ("error", "access_denied"))
            : Allow(
                asked,
                account.EmailAddress,
                [.. asked.Scopes.Where(scope => !gmail.Options.DeclinedScopes.Contains(scope))]);
    }

    // What is wrong with the client or its redirect is shown to the person and never sent to the redirect URI.
    private (AuthorizationRequest? Asked, WireAnswer? Refusal) Read(QueryValues parameters)
    {
        if (parameters["client_id"] is not { Length: > 0 } clientId)
        {
            return Refuse(400, "invalid_request", "Missing required parameter: client_id");
        }

        if (server.FindClient(clientId) is not { } client)
        {
            return Refuse(401, "invalid_client", "The OAuth client was not found.");
        }

        if (parameters["redirect_uri"] is not { Length: > 0 } redirectUri)
        {
            return Refuse(400, "invalid_request", "Missing required parameter: redirect_uri");
        }

        if (!client.Allows(redirectUri))
        {
            return Refuse(
                400,
                "redirect_uri_mismatch",
                $"The redirect URI in the request, {redirectUri}, does not match the ones authorized.");
        }

        if (parameters["response_type"] != "code")
        {
            return Refuse(400, "unsupported_response_type", "Invalid response_type.");
        }

        if (parameters["code_challenge_method"] is { } method && method is not ("S256" or "plain"))
        {
            return Refuse(400, "invalid_request", $"Invalid code_challenge_method: {method}");
        }

        var scopes = (parameters["scope"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (scopes.Length == 0)
        {
            return Refuse(400, "invalid_request", "Missing required parameter: scope");
        }

        if (Array.Find(scopes, scope => !Scopes.Known.Contains(scope)) is { } unknown)
        {
            return Refuse(400, "invalid_scope", $"Some requested scopes were invalid. {{invalid=[{unknown}]}}");
        }

        return (new AuthorizationRequest
        {
            Client = client,
            RedirectUri = redirectUri,
            Scopes = [.. scopes.Distinct()],
            Parameters = parameters,
        }, null);
    }

    private WireAnswer Allow(AuthorizationRequest asked, string account, IReadOnlyList<string> ticked)
    {
        var granted = asked.Scopes.Where(ticked.Contains).ToHashSet(StringComparer.Ordinal);
        if (gmail.FindAccount(account) is not { } mailbox || granted.Count == 0)
        {
            return Redirect(asked, ("error", "access_denied"));
        }

        var key = (mailbox.EmailAddress, asked.Client.Id);
        var isFirst = !server.Consents.TryGetValue(key, out var earlier);
        if (asked.KeepsGranted && earlier is not null)
        {
            granted.UnionWith(earlier);
        }

        server.Consents[key] = [.. granted, .. earlier ?? []];
        var code = server.Tokens.IssueCode(new AuthorizationCode(
            mailbox.EmailAddress,
            asked.Client.Id,
            asked.RedirectUri,
            granted,
            // A refresh token comes with the first consent only, unless prompt=consent asks again.
            asked.IsOffline && (isFirst || asked.AsksConsent),
            asked.Parameters["code_challenge"],
            asked.Parameters["code_challenge_method"],
            asked.Parameters["nonce"],
            gmail.Options.TimeProvider.GetUtcNow() + CodeLifetime));
        return Redirect(asked, ("code", code), ("scope", string.Join(' ', granted)));
    }

    private static WireAnswer Redirect(AuthorizationRequest asked, params (string Name, string Value)[] values)
    {
        var all = asked.State is { } state ? [("state", state), .. values] : values;
        var query = string.Join('&', all.Select(value => $"{value.Item1}={Uri.EscapeDataString(value.Item2)}"));
        return WireAnswer.Redirect(asked.RedirectUri + (asked.RedirectUri.Contains('?') ? "&" : "?") + query);
    }

    private static (AuthorizationRequest?, WireAnswer?) Refuse(int status, string error, string description)
    {
        var title = $"Error {status}: {error}";
        return (null, WireAnswer.Html(status, title, $"Access blocked. {title}. {description}"));
    }
}
