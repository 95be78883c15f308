using System.Net;

namespace GmailMcp.Accounts;

/// <summary>
/// Google's OAuth endpoints: the consent page's address, the code exchange, the refresh, the revocation. Written by
/// hand because Google's own library is built on reflection and fails when compiled ahead of time.
/// </summary>
/// <param name="http">Must not follow redirects: see <see cref="CreateHandler"/>.</param>
/// <param name="endpoints">Google's, or their stand-ins.</param>
/// <param name="clock">For waits and signatures.</param>
/// <param name="signInBy">How the owner signs in, for sentences: <see cref="AccessTokens.ByCommand"/> or
/// <see cref="AccessTokens.ByTool"/>.</param>
internal sealed class GoogleOAuth(
    HttpClient http, GoogleEndpoints endpoints, TimeProvider clock, string signInBy = AccessTokens.ByCommand)
{
    private const int LargestAnswerInBytes = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BeforeSecondTry = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Redirects are off: a token endpoint never redirects, and the secret must not be carried elsewhere.
    /// </summary>
    public static HttpMessageHandler CreateHandler() =>
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
        };

    /// <summary>What Google's word for a refusal means.</summary>
    public GoogleOAuthException Explain(string error, string? redirectUri) =>
        Explain(GoogleOAuthErrorKind.Refused, error, redirectUri);

    public string AuthorizationAddress(AuthorizationRequest request)
    {
        var parameters = new List<(string Name, string Value)>
        {
            ("client_id", request.ClientId),
            ("redirect_uri", request.RedirectUri),
            ("response_type", "code"),
            ("scope", string.Join(' ', request.Scopes)),
            ("state", request.State),
            ("code_challenge", request.CodeChallenge),
            ("code_challenge_method", "S256"),
            ("access_type", "offline"),

            // Google sends a refresh token only with consent, and who signs in next may be another person than the last.
            ("prompt", "consent"),
        };
        if (request.LoginHint is { } hint)
        {
            parameters.Add(("login_hint", hint));
        }

        return endpoints.Authorization + "?"
            + string.Join('&', parameters.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
    }

    /// <summary>Turns the code of the callback into tokens. Tried once: a code works only once.</summary>
    /// <exception cref="GoogleOAuthException">Refused, or no usable answer.</exception>
    public Task<TokenAnswer> ExchangeAsync(
        OAuthKeys keys, string code, string verifier, string redirectUri, CancellationToken cancellationToken) =>
        AskForTokensAsync(
            keys,
            redirectUri,
            [
                new("grant_type", "authorization_code"),
                new("code", code),
                new("code_verifier", verifier),
                new("redirect_uri", redirectUri),
            ],
            cancellationToken);

    /// <summary>Gets a new access token. No verdict (5xx, network) is tried once more after a second.</summary>
    /// <exception cref="GoogleOAuthException">Refused, or no usable answer.</exception>
    public Task<TokenAnswer> RefreshAsync(OAuthKeys keys, string refreshToken, CancellationToken cancellationToken) =>
        AskTwiceAsync(
            keys, [new("grant_type", "refresh_token"), new("refresh_token", refreshToken)], cancellationToken);

    /// <summary>
    /// Turns a service account's signed statement into an access token (RFC 7523 §2.1). No verdict is tried once more
    /// after a second.
    /// </summary>
    /// <exception cref="GoogleOAuthException">Refused, or no usable answer.</exception>
    public Task<TokenAnswer> AssertAsync(string assertion, CancellationToken cancellationToken) =>
        AskTwiceAsync(
            keys: null,
            [new("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), new("assertion", assertion)],
            cancellationToken);

    /// <summary>
    /// Asks Google to forget the grant; all its tokens die. The token travels in the body, never in the address.
    /// </summary>
    /// <exception cref="GoogleOAuthException">Google could not be reached or gave no verdict.</exception>
    public async Task<Revocation> RevokeAsync(string token, CancellationToken cancellationToken)
    {
        var (status, body) = await PostAsync(endpoints.Revocation, [new("token", token)], cancellationToken);
        return status switch
        {
            HttpStatusCode.OK => Revocation.Revoked,
            HttpStatusCode.BadRequest when TokenAnswerJson.ParseError(body) is "invalid_token" or "invalid_grant" =>
                Revocation.AlreadyDead,
            _ => throw Unavailable($"HTTP {(int)status}"),
        };
    }

    private async Task<TokenAnswer> AskTwiceAsync(
        OAuthKeys? keys, KeyValuePair<string, string>[] form, CancellationToken cancellationToken)
    {
        try
        {
            return await AskForTokensAsync(keys, redirectUri: null, form, cancellationToken);
        }
        catch (GoogleOAuthException noVerdict) when (noVerdict.Kind == GoogleOAuthErrorKind.Unavailable)
        {
            await Task.Delay(BeforeSecondTry, clock, cancellationToken);
            return await AskForTokensAsync(keys, redirectUri: null, form, cancellationToken);
        }
    }

    // A statement names who makes it, so it needs no client beside it.
    private async Task<TokenAnswer> AskForTokensAsync(
        OAuthKeys? keys,
        string? redirectUri,
        IEnumerable<KeyValuePair<string, string>> form,
        CancellationToken cancellationToken)
    {
        IEnumerable<KeyValuePair<string, string>> client =
            keys is null ? [] : [new("client_id", keys.ClientId), new("client_secret", keys.ClientSecret)];
        var (status, body) = await PostAsync(endpoints.Token, [.. client, .. form], cancellationToken);
        if (status == HttpStatusCode.OK)
        {
            return TokenAnswerJson.Parse(body, keys?.ClientId)
                ?? throw Unavailable("an answer without an access token");
        }

        throw Refusal(status, TokenAnswerJson.ParseError(body), redirectUri);
    }

    private async Task<(HttpStatusCode Status, ReadOnlyMemory<byte> Body)> PostAsync(
        Uri endpoint, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
            request.Content = new FormUrlEncodedContent(form);
            request.Headers.Accept.ParseAdd("application/json");
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(either.Token);
            var body = new byte[LargestAnswerInBytes];
            var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, either.Token);
            return (response.StatusCode, body.AsMemory(0, length));
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable("no answer within 30 seconds", late);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw Unavailable(failure.Message, failure);
        }
    }

    // Only a JSON verdict on a 4xx is Google speaking. An HTML page, a redirect or a 5xx is something in between, and
    // nothing about the tokens follows from it.
    private GoogleOAuthException Refusal(HttpStatusCode status, string? error, string? redirectUri)
    {
        if (error is null || (int)status is < 400 or >= 500 || status is HttpStatusCode.TooManyRequests)
        {
            return Unavailable($"HTTP {(int)status}");
        }

        var kind = error switch
        {
            "invalid_grant" => GoogleOAuthErrorKind.InvalidGrant,
            "invalid_client" or "unauthorized_client" or "deleted_client" => GoogleOAuthErrorKind.InvalidClient,
            "server_error" or "temporarily_unavailable" => GoogleOAuthErrorKind.Unavailable,
            _ => GoogleOAuthErrorKind.Refused,
        };
        return Explain(kind, error, redirectUri);
    }

    private GoogleOAuthException Explain(GoogleOAuthErrorKind kind, string error, string? redirectUri)
    {
        var (what, repair) = GoogleErrorText.Explain(error, redirectUri, signInBy);
        return new GoogleOAuthException(kind, error, what, repair);
    }

    private static GoogleOAuthException Unavailable(string detail, Exception? inner = null) =>
        new(
            GoogleOAuthErrorKind.Unavailable,
            "unavailable",
            $"Google's sign-in server gave no usable answer ({detail}). The stored tokens are kept.",
            "Check the network (proxy, captive portal) and try again.",
            inner);
}
