using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using GmailMcp.Accounts;
using GmailMcp.Authorization;
using GmailMcp.Hosting.Http;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>The operator's part of the page for people: in by the key in a form, kept by a cookie, out by a button.</summary>
public sealed partial class OperatorPageTests
{
    private const string Key = "an operator's key that nobody guesses";
    private const string SessionTable = "<caption id=\"sessions\">";

    private static readonly Dictionary<string, Owner> Keys = new() { ["key-a"] = Owner.OfKey("ann<b>") };

    [Fact]
    public async Task Shows_the_sessions_and_requests_to_whoever_typed_the_key()
    {
        await using var server = await StartAsync();
        await Caller(server).OpenAsync();
        var ann = await Caller(server, "key-a").OpenAsync();
        using var browser = new Browser(server);

        using var answer = await browser.SignInAsync(Key);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
        var html = await browser.ReadAsync();
        Assert.Contains("2 sessions are open", html, StringComparison.Ordinal);
        Assert.Contains(ann.SessionId![..8], html, StringComparison.Ordinal);
        Assert.DoesNotContain(ann.SessionId, html, StringComparison.Ordinal);
        Assert.Contains("<td>ann&lt;b&gt;</td>", html, StringComparison.Ordinal);
        Assert.Contains("no key", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">Received</th>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_no_session_without_the_cookie()
    {
        await using var server = await StartAsync();
        var session = await Caller(server).OpenAsync();
        using var browser = new Browser(server);

        var html = await browser.ReadAsync();

        Assert.DoesNotContain(session.SessionId![..8], html, StringComparison.Ordinal);
        Assert.DoesNotContain(SessionTable, html, StringComparison.Ordinal);
        Assert.Contains("action=\"/operator\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_wrong_key_in_words_and_says_nothing_of_the_right_one()
    {
        await using var server = await StartAsync();
        using var browser = new Browser(server);

        using var answer = await browser.SignInAsync("not " + Key);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var html = await TextAsync(answer);
        Assert.Matches("role=\"alert\"[^>]*>This is not the operator", html);
        Assert.DoesNotContain("nobody guesses", html, StringComparison.Ordinal);
        Assert.Matches("type=\"password\"[^>]*autocomplete=\"current-password\"", html);
    }

    [Theory]
    [InlineData(null, @"^gmail_mcp_operator_\d+=[\w-]{43}; Path=/; Max-Age=28800; HttpOnly; SameSite=Strict$")]
    [InlineData("https://mail.example.com", "^__Host-gmail_mcp_operator=[\\w-]{43}; Path=/; Max-Age=28800; HttpOnly; SameSite=Strict; Secure$")]
    public async Task Gives_a_cookie_that_is_not_the_key_and_stays_with_this_site(string? publicUrl, string expected)
    {
        await using var server = await StartAsync(http => http with { PublicUrl = publicUrl is null ? null : new Uri(publicUrl) });
        using var browser = new Browser(server, publicUrl);

        using var first = await browser.SignInAsync(Key);
        using var second = await browser.SignInAsync(Key);

        Assert.Matches(expected, first.Headers.GetValues("Set-Cookie").Single());
        Assert.NotEqual(first.Headers.GetValues("Set-Cookie").Single(), second.Headers.GetValues("Set-Cookie").Single());
        Assert.Contains(SessionTable[..8], await browser.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Works_behind_a_proxy_that_is_trusted_to_name_the_scheme()
    {
        await using var server = await StartAsync(http => http with { TrustedProxies = [IPNetwork.Parse("127.0.0.1/32")] });
        using var browser = new Browser(server, "https://localhost");
        browser.Headers["X-Forwarded-Proto"] = "https";

        using var answer = await browser.SignInAsync(Key);

        Assert.StartsWith("__Host-", answer.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Contains("Sign out", await browser.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgets_the_browser_after_a_days_work()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await StartAsync(clock: clock);
        using var browser = new Browser(server);
        using var answer = await browser.SignInAsync(Key);

        clock.Advance(OperatorSessions.Life - TimeSpan.FromSeconds(1));
        Assert.Contains("Sign out", await browser.ReadAsync(), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.DoesNotContain("Sign out", await browser.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_so_many_browsers_and_ends_the_oldest()
    {
        await using var server = await StartAsync(http => http with { Limits = new HttpLimits { OperatorTries = 100 } });
        using var oldest = new Browser(server);
        using var second = new Browser(server);
        using var first = await oldest.SignInAsync(Key);
        using var then = await second.SignInAsync(Key);

        for (var i = 1; i < OperatorSessions.Most; i++)
        {
            using var another = new Browser(server);
            using var answer = await another.SignInAsync(Key);
        }

        Assert.DoesNotContain("Sign out", await oldest.ReadAsync(), StringComparison.Ordinal);
        Assert.Contains("Sign out", await second.ReadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://evil.example", null)]
    [InlineData("null", null)]
    [InlineData("", null)]
    [InlineData("https://app.example.com", null)] // may call MCP, and no more
    [InlineData(null, "cross-site")]
    [InlineData(null, "same-site")] // another port of this computer
    public async Task Takes_no_form_of_another_site(string? origin, string? fetchSite)
    {
        await using var server = await StartAsync(http => http with { AllowedOrigins = ["https://app.example.com"] });
        using var browser = new Browser(server);
        using var signedIn = await browser.SignInAsync(Key);
        var form = await browser.FormTokenAsync();
        browser.Origin = origin ?? browser.Origin;
        browser.Headers["Sec-Fetch-Site"] = fetchSite ?? "same-origin";

        using var signIn = await browser.PostAsync("/operator", "key", Key);
        using var signOut = await browser.PostAsync("/operator/sign-out", "form", form);

        Assert.Equal(HttpStatusCode.Forbidden, signIn.StatusCode);
        Assert.False(signIn.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.Forbidden, signOut.StatusCode);
        browser.Headers.Remove("Sec-Fetch-Site");
        Assert.Contains("Sign out", await browser.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_in_the_address_does_nothing()
    {
        await using var server = await StartAsync();
        using var browser = new Browser(server);
        var query = "?key=" + Uri.EscapeDataString(Key);

        using var got = await browser.GetAsync("/operator" + query);
        using var posted = await browser.PostAsync("/operator" + query, "other", "");

        Assert.Equal(HttpStatusCode.SeeOther, got.StatusCode);
        Assert.Equal("/", got.Headers.Location!.OriginalString);
        Assert.False(got.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.Forbidden, posted.StatusCode);
        Assert.False(posted.Headers.Contains("Set-Cookie"));
        Assert.DoesNotContain("Sign out", await browser.ReadAsync("/" + query), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_cookie_and_not_only_in_this_browser()
    {
        await using var server = await StartAsync();
        using var browser = new Browser(server);
        using var signedIn = await browser.SignInAsync(Key);
        var copy = browser.Cookie;

        using var forged = await browser.PostAsync("/operator/sign-out", "form", "guess");
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        using var answer = await browser.PostAsync("/operator/sign-out", "form", await browser.FormTokenAsync());

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("Max-Age=0;", answer.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        browser.Cookie = copy;
        Assert.DoesNotContain("Sign out", await browser.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looks_at_few_keys_of_one_address_and_then_not_even_at_the_right_one()
    {
        await using var server = await StartAsync(
            http => http with { Limits = new HttpLimits { OperatorTries = 3, OperatorPause = TimeSpan.FromHours(1) } });
        using var browser = new Browser(server);
        for (var i = 0; i < 3; i++)
        {
            using var wrong = await browser.SignInAsync("guess " + i);
            Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        }

        using var refused = await browser.SignInAsync(Key);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Assert.Contains("role=\"alert\"", await TextAsync(refused), StringComparison.Ordinal);
        Assert.Equal(2, (await SessionsAsync(server, Key)).Count); // the key itself is never refused for its address
    }

    [Fact]
    public async Task The_cookie_opens_nothing_to_programs()
    {
        await using var server = await StartAsync(http => http with { PublicUrl = new Uri("https://mail.example.com") });
        using var browser = new Browser(server, "https://mail.example.com");
        using var signedIn = await browser.SignInAsync(Key);

        foreach (var path in new[] { "/sessions", "/health" })
        {
            using var answer = await browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        using var callback = await browser.PostAsync("/operator/callbacks", "state", "x");
        Assert.Equal(HttpStatusCode.Unauthorized, callback.StatusCode);
        browser.Accept = "application/json";
        var withCookie = await browser.ReadAsync();
        browser.Cookie = "";
        Assert.Equal(await browser.ReadAsync(), withCookie);
        Assert.StartsWith("{\"name\":\"Gmail MCP Server\",", withCookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offers_no_form_where_there_is_no_key()
    {
        await using var server = await StartAsync(http => http with { HasOperatorKey = false, IsOperatorKey = _ => false });
        using var browser = new Browser(server);

        Assert.DoesNotContain("<form", await browser.ReadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk\r\n--x--\r\n", 403)]
    [InlineData("application/x-www-form-urlencoded", "a&a&a&a", 403)]
    [InlineData("application/x-www-form-urlencoded", "", 403)]
    [InlineData("application/json", "{}", 403)]
    [InlineData("application/x-www-form-urlencoded", null, 413)] // more than any key
    public async Task Answers_what_is_no_form_of_its_own(string type, string? body, int status)
    {
        await using var server = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/operator", UriKind.Relative));
        request.Content = new StringContent(body is "a&a&a&a" ? string.Join('&', Enumerable.Repeat("a", 2000)) : body ?? "key=" + new string('k', 5000));
        request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        request.Headers.Add("Origin", server.Address.GetLeftPart(UriPartial.Authority));

        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    private static RawCaller Caller(HttpServer server, string? key = null) => new(server.Address, server.Client, key);

    private static Task<HttpServer> StartAsync(Func<HttpOptions, HttpOptions>? configure = null, TimeProvider? clock = null) =>
        HttpServer.StartAsync(
            http =>
            {
                http = http with
                {
                    FindOwner = Keys.GetValueOrDefault,
                    HasKeys = true,
                    IsOperatorKey = key => key == Key,
                    HasOperatorKey = true,
                };
                return configure?.Invoke(http) ?? http;
            },
            isDemo: true,
            clock: clock);

    private static async Task<IReadOnlyList<string?>> SessionsAsync(HttpServer server, string key)
    {
        await Caller(server).OpenAsync();
        await Caller(server).OpenAsync();
        var caller = Caller(server, key);
        using var answer = await caller.SendAsync(caller.Request(HttpMethod.Get, "/sessions"));
        using var document = JsonDocument.Parse(await TextAsync(answer));
        return [.. document.RootElement.GetProperty("sessions").EnumerateArray().Select(session => session.GetProperty("sessionId").GetString())];
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex FormValue();

    /// <summary>A browser as far as this page needs one: it keeps the cookie and names the origin of its forms.</summary>
    private sealed class Browser(HttpServer server, string? publicUrl = null) : IDisposable
    {
        private readonly List<IDisposable> _requests = [];

        public Dictionary<string, string> Headers { get; } = [];

        public string Origin { get; set; } = publicUrl ?? server.Address.GetLeftPart(UriPartial.Authority);

        public string Cookie { get; set; } = "";

        public string Accept { get; set; } = "text/html";

        public Task<HttpResponseMessage> SignInAsync(string key) => PostAsync("/operator", "key", key);

        public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

        public async Task<string> ReadAsync(string path = "/")
        {
            using var answer = await GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await TextAsync(answer);
        }

        public async Task<string> FormTokenAsync() => FormValue().Match(await ReadAsync()).Groups[1].Value;

        public async Task<HttpResponseMessage> PostAsync(string path, string field, string value)
        {
            var answer = await SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent([new(field, value)]));
            Cookie = answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Single().Split(';')[0] : Cookie;
            return answer;
        }

        public void Dispose() => _requests.ForEach(request => request.Dispose());

        private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null)
        {
            var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
            _requests.Add(request);
            request.Headers.Accept.ParseAdd(Accept);
            request.Headers.Host = publicUrl is null ? null : new Uri(publicUrl).Host;
            if (method == HttpMethod.Post && Origin.Length > 0)
            {
                request.Headers.Add("Origin", Origin);
            }

            if (Cookie.Length > 0)
            {
                request.Headers.Add("Cookie", Cookie);
            }

            foreach (var (name, value) in Headers)
            {
                request.Headers.Add(name, value);
            }

            return server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        }
    }
}
