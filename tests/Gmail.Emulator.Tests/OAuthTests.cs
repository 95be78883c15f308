using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace Gmail.Emulator.Tests;

public sealed class OAuthTests : IDisposable
{
    private const string ReadOnly = "https://www.googleapis.com/auth/gmail.readonly";
    private const string Modify = "https://www.googleapis.com/auth/gmail.modify";
    private const string Redirect = "http://127.0.0.1:51234/callback";
    private const string Verifier = "a-verifier-of-at-least-forty-three-characters-0123456789";

    private readonly Api _api;

    public OAuthTests()
    {
        _api = Api.At(clock => new EmulatedGmailOptions { TimeProvider = clock, AutomaticConsent = true });
        _api.Gmail.RegisterClient("desktop", "secret");
        _api.Gmail.RegisterClient("web", "secret", "http://localhost:3000/oauth2callback");
    }

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Exchanges_a_code_for_tokens_that_work()
    {
        var callback = await AuthorizeAsync(more: "&access_type=offline&state=xyz");
        Assert.Equal("xyz", callback["state"]);
        Assert.Equal(Modify, callback["scope"]);
        var tokens = await ExchangeAsync(callback["code"]!);
        Assert.Equal(("Bearer", 3599), (tokens.String("token_type"), tokens["expires_in"]!.GetValue<int>()));
        Assert.Equal(Modify, tokens.String("scope"));
        Assert.Null(tokens["id_token"]);
        Assert.Equal(200, (await UseAsync(tokens.String("access_token"))).Status);
    }

    [Fact]
    public async Task Access_tokens_end_by_the_clock()
    {
        var tokens = await ExchangeAsync((await AuthorizeAsync())["code"]!);
        _api.Clock.Advance(TimeSpan.FromSeconds(3598));
        Assert.Equal(200, (await UseAsync(tokens.String("access_token"))).Status);
        _api.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await UseAsync(tokens.String("access_token"))).Status);
    }

    [Fact]
    public async Task Gives_a_refresh_token_with_the_first_consent_only()
    {
        async Task<bool> Gives(string more) =>
            (await ExchangeAsync((await AuthorizeAsync(more: more))["code"]!))["refresh_token"] is not null;
        Assert.False(await Gives(""));
        _api.Gmail.RevokeGrants(Api.Anna);
        Assert.True(await Gives("&access_type=offline"));
        Assert.False(await Gives("&access_type=offline"));
        Assert.True(await Gives("&access_type=offline&prompt=consent"));
    }

    [Fact]
    public async Task Refreshes_until_the_grant_is_revoked()
    {
        var refresh = await RefreshTokenAsync();
        var fresh = await TokenAsync(("grant_type", "refresh_token"), ("refresh_token", refresh));
        Assert.Equal(200, (await UseAsync(fresh.String("access_token"))).Status);
        Assert.Null(fresh["refresh_token"]);
        Assert.Equal(200, (await RevokeAsync(refresh)).Status);
        Assert.Equal(401, (await UseAsync(fresh.String("access_token"))).Status);
        var dead = await TokenAsync(("grant_type", "refresh_token"), ("refresh_token", refresh));
        Assert.Equal(
            (400, "invalid_grant", "Token has been expired or revoked."),
            (dead.Status, dead.String("error"), dead.String("error_description")));
        var again = await RevokeAsync(refresh);
        Assert.Equal((400, "invalid_token"), (again.Status, again.String("error")));
    }

    [Fact]
    public async Task A_client_in_testing_loses_its_refresh_token_after_seven_days()
    {
        _api.Gmail.Options.RefreshTokenLifetime = TimeSpan.FromDays(7);
        var tokens = await ExchangeAsync((await AuthorizeAsync(more: "&access_type=offline"))["code"]!);
        Assert.Equal(604_800, tokens["refresh_token_expires_in"]!.GetValue<int>());
        _api.Clock.Advance(TimeSpan.FromDays(7));
        var dead = await TokenAsync(("grant_type", "refresh_token"), ("refresh_token", tokens.String("refresh_token")));
        Assert.Equal("invalid_grant", dead.String("error"));
    }

    [Fact]
    public async Task The_101st_refresh_token_ends_the_oldest()
    {
        var first = await RefreshTokenAsync();
        for (var i = 0; i < 100; i++)
        {
            await RefreshTokenAsync();
        }

        var dead = await TokenAsync(("grant_type", "refresh_token"), ("refresh_token", first));
        Assert.Equal("invalid_grant", dead.String("error"));
    }

    [Fact]
    public async Task A_code_is_good_once_and_for_ten_minutes()
    {
        var code = (await AuthorizeAsync())["code"]!;
        Assert.Equal(200, (await ExchangeAsync(code)).Status);
        Assert.Equal("invalid_grant", (await ExchangeAsync(code)).String("error"));
        var late = (await AuthorizeAsync())["code"]!;
        _api.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("invalid_grant", (await ExchangeAsync(late)).String("error"));
        Assert.Equal("Malformed auth code.", (await ExchangeAsync("rubbish")).String("error_description"));
    }

    [Theory]
    [InlineData(Verifier, 200)]
    [InlineData("another-verifier-of-at-least-forty-three-characters", 400)]
    [InlineData(null, 400)]
    public async Task Checks_the_code_verifier(string? verifier, int status)
    {
        var challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)))
            .Replace('+', '-').Replace('/', '_').TrimEnd('=');
        var callback = await AuthorizeAsync(more: $"&code_challenge={challenge}&code_challenge_method=S256");
        var reply = await ExchangeAsync(callback["code"]!, verifier: verifier);
        Assert.Equal(status, reply.Status);
    }

    [Theory]
    [InlineData("desktop", "http://127.0.0.1:51234/callback", true)]
    [InlineData("desktop", "http://localhost:3000", true)]
    [InlineData("desktop", "http://[::1]:80/x", true)]
    [InlineData("desktop", "https://example.com/callback", false)]
    [InlineData("web", "http://localhost:3000/oauth2callback", true)]
    [InlineData("web", "http://localhost:3000/oauth2callback/", false)]
    [InlineData("web", "http://localhost:3001/oauth2callback", false)]
    [InlineData("web", "http://127.0.0.1:3000/oauth2callback", false)]
    public async Task Checks_the_redirect_address(string client, string redirect, bool isAllowed)
    {
        using var response = await AuthorizeRawAsync(client, redirect, Modify, "");
        Assert.Equal(isAllowed ? HttpStatusCode.Found : HttpStatusCode.BadRequest, response.StatusCode);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(!isAllowed, page.Contains("redirect_uri_mismatch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_exchange_names_the_same_redirect_address()
    {
        var code = (await AuthorizeAsync())["code"]!;
        var reply = await ExchangeAsync(code, redirect: "http://127.0.0.1:51235/callback");
        Assert.Equal((400, "redirect_uri_mismatch"), (reply.Status, reply.String("error")));
    }

    [Theory]
    [InlineData("nobody", "secret", 401, "invalid_client", "The OAuth client was not found.")]
    [InlineData("desktop", "wrong", 401, "invalid_client", "Unauthorized")]
    [InlineData("desktop", "", 400, "invalid_request", "client_secret is missing.")]
    public async Task Checks_the_client(string client, string secret, int status, string error, string description)
    {
        var reply = await PostAsync("/token", ("client_id", client), ("client_secret", secret),
            ("grant_type", "refresh_token"), ("refresh_token", "1//x"));
        Assert.Equal(
            (status, error, description), (reply.Status, reply.String("error"), reply.String("error_description")));
    }

    [Fact]
    public async Task Refuses_other_grants_and_unknown_refresh_tokens()
    {
        Assert.Equal("unsupported_grant_type", (await TokenAsync(("grant_type", "password"))).String("error"));
        var unknown = await TokenAsync(("grant_type", "refresh_token"), ("refresh_token", "rubbish"));
        Assert.Equal("Bad Request", unknown.String("error_description"));
    }

    [Fact]
    public async Task A_person_may_untick_scopes()
    {
        _api.Gmail.Options.DeclinedScopes.Add(Modify);
        var callback = await AuthorizeAsync(scope: $"{ReadOnly} {Modify}");
        var tokens = await ExchangeAsync(callback["code"]!);
        Assert.Equal(ReadOnly, tokens.String("scope"));
        _api.Gmail.Options.DeclinedScopes.Add(ReadOnly);
        Assert.Equal("access_denied", (await AuthorizeAsync(scope: ReadOnly))["error"]);
    }

    [Fact]
    public async Task Keeps_scopes_granted_before_when_asked_to()
    {
        await AuthorizeAsync(scope: ReadOnly);
        var callback = await AuthorizeAsync(scope: Modify, more: "&include_granted_scopes=true");
        Assert.Equal([Modify, ReadOnly], callback["scope"]!.Split(' ').Order());
    }

    [Fact]
    public async Task Identifies_the_account_when_openid_is_asked_for()
    {
        var callback = await AuthorizeAsync(scope: $"openid email {Modify}", more: $"&nonce=n1&login_hint={Api.Ben}");
        var parts = (await ExchangeAsync(callback["code"]!)).String("id_token").Split('.');
        var claims = JsonNode.Parse(Convert.FromBase64String(
            parts[1].Replace('-', '+').Replace('_', '/').PadRight((parts[1].Length + 3) / 4 * 4, '=')))!;
        Assert.Equal(Api.Ben, claims["email"]!.GetValue<string>());
        Assert.Equal("n1", claims["nonce"]!.GetValue<string>());
        Assert.Equal("desktop", claims["aud"]!.GetValue<string>());
        Assert.Matches("^[0-9]{21}$", claims["sub"]!.GetValue<string>());
    }

    [Fact]
    public async Task Asks_a_person_on_a_page()
    {
        _api.Gmail.Options.AutomaticConsent = false;
        using var page = await AuthorizeRawAsync("desktop", Redirect, $"{ReadOnly} {Modify}", "&state=a%22b");
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"<option>{Api.Anna}</option>", html, StringComparison.Ordinal);
        Assert.Contains("value=\"a&quot;b\"", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("type=\"checkbox\"").Length - 1);

        (string, string)[] asked =
        [
            ("client_id", "desktop"), ("redirect_uri", Redirect), ("response_type", "code"), ("state", "s"),
            ("scope", $"{ReadOnly} {Modify}"), ("account", Api.Ben), ("granted", ReadOnly),
        ];
        var allowed = Callback(await PostAsync("/o/oauth2/v2/auth", [.. asked, ("consent", "allow")]));
        Assert.Equal((ReadOnly, "s"), (allowed["scope"], allowed["state"]));
        var denied = Callback(await PostAsync("/o/oauth2/v2/auth", [.. asked, ("consent", "deny")]));
        Assert.Equal("access_denied", denied["error"]);
    }

    [Theory]
    [InlineData("nobody", Modify, 401, "invalid_client")]
    [InlineData("desktop", "https://www.googleapis.com/auth/nonsense", 400, "invalid_scope")]
    [InlineData("desktop", "", 400, "invalid_request")]
    public async Task Shows_what_is_wrong_with_a_request_on_a_page(
        string client, string scope, int status, string error)
    {
        using var response = await AuthorizeRawAsync(client, Redirect, scope, "");
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains($"Error {status}: {error}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_reach_the_token_endpoint_only_by_name()
    {
        _api.Gmail.Faults.Add(EmulatedFault.BackendError());
        _api.Gmail.Faults.Add(EmulatedFault.OAuthError(400, "invalid_grant", "Bad Request"), "oauth.token");
        var reply = await TokenAsync(("grant_type", "refresh_token"), ("refresh_token", "1//x"));
        Assert.Equal("Bad Request", reply.String("error_description"));
        Assert.Equal(503, (await UseAsync(_api.Token)).Status);
    }

    [Fact]
    public async Task Tells_what_a_token_is_for()
    {
        var uri = "https://oauth2.googleapis.com/tokeninfo?access_token=" + _api.Token;
        var info = await _api.SendAsync(new HttpRequestMessage(HttpMethod.Get, uri));
        Assert.Equal(Api.Anna, info.String("email"));
        Assert.Contains("https://mail.google.com/", info.String("scope"), StringComparison.Ordinal);
    }

    private async Task<string> RefreshTokenAsync()
    {
        var callback = await AuthorizeAsync(more: "&access_type=offline&prompt=consent");
        return (await ExchangeAsync(callback["code"]!)).String("refresh_token");
    }

    private async Task<System.Collections.Specialized.NameValueCollection> AuthorizeAsync(
        string scope = Modify, string more = "")
    {
        using var response = await AuthorizeRawAsync("desktop", Redirect, scope, more);
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        return HttpUtility.ParseQueryString(response.Headers.Location!.Query);
    }

    private Task<HttpResponseMessage> AuthorizeRawAsync(string client, string redirect, string scope, string more) =>
        _api.Http.GetAsync(
            new Uri($"https://accounts.google.com/o/oauth2/v2/auth?client_id={client}&response_type=code"
                + $"&redirect_uri={Uri.EscapeDataString(redirect)}&scope={Uri.EscapeDataString(scope)}{more}"),
            TestContext.Current.CancellationToken);

    private Task<Reply> ExchangeAsync(string code, string redirect = Redirect, string? verifier = null) => TokenAsync(
    [
        ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
        .. verifier is null ? Array.Empty<(string, string)>() : [("code_verifier", verifier)],
    ]);

    private Task<Reply> TokenAsync(params (string Name, string Value)[] form) =>
        PostAsync("/token", [("client_id", "desktop"), ("client_secret", "secret"), .. form]);

    private Task<Reply> RevokeAsync(string token) => PostAsync("/revoke", ("token", token));

    private Task<Reply> PostAsync(string path, params (string Name, string Value)[] form) => _api.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "https://oauth2.googleapis.com" + path)
        {
            Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))),
            Headers = { Authorization = null },
        });

    private Task<Reply> UseAsync(string accessToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/gmail/v1/users/me/profile");
        request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", accessToken);
        return _api.SendAsync(request);
    }

    private static System.Collections.Specialized.NameValueCollection Callback(Reply reply) =>
        HttpUtility.ParseQueryString(new Uri(reply.Headers["Location"]).Query);
}
