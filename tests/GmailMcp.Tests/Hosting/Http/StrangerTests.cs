using System.Net;
using System.Text.Json.Nodes;
using GmailMcp.Accounts;
using GmailMcp.Tests.EndToEnd;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>Web pages, callers who prove nothing, and arguments that want out of the store: each is refused.</summary>
public sealed class StrangerTests
{
    private static readonly Dictionary<string, Owner> Keys = new() { ["key-a"] = Owner.OfKey("a"), ["key-b"] = Owner.OfKey("b") };

    public static TheoryData<string, string> Doors { get; } = new()
    {
        { "POST", "/mcp" },
        { "GET", "/mcp" },
        { "DELETE", "/mcp" },
        { "OPTIONS", "/mcp" },
        { "GET", "/sse" },
        { "POST", "/messages?sessionId=x" },
        { "GET", "/health" },
        { "GET", "/sessions" },
        { "DELETE", "/sessions/x" },
        { "GET", "/" },
    };

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_web_page_of_another_site_reaches_nothing(string method, string path)
    {
        await using var server = await StartAsync();
        foreach (var origin in new[] { "https://evil.example", "http://localhost.evil.example", "null", "http://127.0.0.1:1" })
        {
            using var answer = await SendAsync(server, method, path, "Origin", origin);

            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_name_that_was_bent_to_this_computer_reaches_nothing(string method, string path)
    {
        await using var server = await StartAsync();
        foreach (var host in new[] { "evil.example", $"evil.example:{server.Address.Port}", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1" })
        {
            using var answer = await SendAsync(server, method, path, "Host", host);

            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    // The server before this one answered 500 and exposed no header.
    [Fact]
    public async Task A_browser_that_asks_first_is_told_what_is_allowed()
    {
        await using var server = await HttpServer.StartAsync(
            http => http with { AllowedOrigins = ["https://app.example"] }, isDemo: true);

        using var asked = await SendAsync(server, "OPTIONS", "/mcp", "Origin", "https://app.example");
        using var foreign = await SendAsync(server, "OPTIONS", "/mcp", "Origin", "https://other.example");

        Assert.Equal(HttpStatusCode.NoContent, asked.StatusCode);
        Assert.Equal("https://app.example", asked.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("mcp-session-id", asked.Headers.GetValues("Access-Control-Expose-Headers").Single());
        Assert.Contains("DELETE", asked.Headers.GetValues("Access-Control-Allow-Methods").Single());
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer guess")]
    [InlineData("Bearer key-a key-a")]
    [InlineData("Basic a2V5LWE6a2V5LWE=")]
    [InlineData("key-a")]
    [InlineData("Bearer key-a", "Bearer key-b")]
    [InlineData("Bearer key-a", "Bearer key-a")]
    [InlineData("Bearer key-a, Bearer key-b")]
    public async Task Whoever_does_not_prove_himself_by_one_key_gets_401(params string?[] authorization)
    {
        await using var server = await StartAsync(isPublic: true);
        foreach (var path in new[] { "/mcp", "/mcp?key=key-a", "/mcp?access_token=key-a", "/health", "/sessions" })
        {
            var lines = string.Concat((authorization ?? [null]).OfType<string>().Select(value => $"Authorization: {value}\r\n"));
            using var connection = await RawConnection.OpenAsync(server.Address);
            var method = path.StartsWith("/mcp", StringComparison.Ordinal) ? "POST" : "GET";

            await connection.SendAsync($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n{lines}\r\n");
            var answer = await connection.ReadToEndAsync();

            Assert.Equal(401, RawConnection.Status(answer));
            Assert.Contains("WWW-Authenticate: Bearer", answer);
            Assert.DoesNotContain("key-a", answer);
            Assert.DoesNotContain("guess", answer);
        }
    }

    [Fact]
    public async Task A_key_in_the_address_proves_nothing()
    {
        await using var server = await StartAsync(isDemo: false);
        server.Gmail.AddAccount("ann@example.com", "Ann");
        var caller = new RawCaller(server.Address, server.Client) { IsModern = true };
        using var request = caller.Call("list_email_labels");
        request.RequestUri = new Uri(server.Address, "/mcp?access_token=key-a&key=key-a");

        using var answer = await caller.SendAsync(request);

        Assert.Contains("This request came without a key", await TextAsync(answer));
    }

    [Theory]
    [InlineData("Forwarded", "for=192.0.2.1")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("x-forwarded-host", "localhost")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Anything", "")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("Host", "mail.example.com")]
    [InlineData("Origin", "https://evil.example")]
    public async Task A_single_users_mailbox_is_not_for_whoever_comes_through_a_proxy_or_a_page(string header, string value)
    {
        await using var server = await HttpServer.StartAsync(http => http with { IsSingleUser = true }, isDemo: true);
        using var refused = await SendAsync(server, "POST", "/mcp", header, value);
        using var own = await new RawCaller(server.Address, server.Client).PostAsync(Frame.Initialize("2025-06-18"));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Theory]
    [InlineData("userId", "../x")]
    [InlineData("userId", "/etc/x")]
    [InlineData("userId", "..\\x")]
    [InlineData("storagePath", "/etc")]
    [InlineData("storagePath", "..")]
    public async Task An_argument_leads_no_file_out_of_the_store(string name, string value)
    {
        await using var server = await StartAsync(isDemo: false);
        foreach (var tool in new[] { "get_auth_url", "setup_authentication", "check_authentication" })
        {
            var caller = await new RawCaller(server.Address, server.Client).OpenAsync();

            var (status, body) = await caller.CallAsync(tool, new JsonObject { [name] = value });

            Assert.Equal(200, status);
            if (name == "storagePath" && tool != "check_authentication")
            {
                Assert.Contains("\"isError\":true", body);
            }
        }

        Assert.DoesNotContain(Directory.GetFileSystemEntries(server.Home, "*", SearchOption.AllDirectories), File.Exists);
        Assert.False(Path.Exists(Path.Combine(server.Home, "..", "x")));
        Assert.False(Path.Exists("/etc/x") || Path.Exists("/etc/gcp-oauth.keys.json"));
    }

    [Fact]
    public async Task Sse_callers_are_not_one_person()
    {
        await using var server = await StartAsync(isDemo: false, hasSse: true);
        server.Gmail.AddAccount("ann@example.com", "Ann");
        var ann = await server.ConnectAsync(isSse: true);
        var link = await ann.CallToolAsync("get_auth_url", cancellationToken: TestContext.Current.CancellationToken);
        using var browser = new SignedInBrowser(server.Gmail);
        await browser.SignInAsync(link.StructuredContent!.Value.GetProperty("url").GetString()!, "ann@example.com");
        await ann.CallToolAsync("check_authentication", cancellationToken: TestContext.Current.CancellationToken);
        var other = await server.ConnectAsync(isSse: true);

        var hers = await ann.CallToolAsync("list_email_labels", cancellationToken: TestContext.Current.CancellationToken);
        var others = await other.CallToolAsync("list_email_labels", cancellationToken: TestContext.Current.CancellationToken);

        Assert.NotEqual(true, hers.IsError);
        Assert.StartsWith("Error: No authentication found", others.Text());
    }

    [Fact]
    public async Task Somebody_elses_sse_session_takes_no_messages_and_a_lost_one_is_named()
    {
        await using var server = await StartAsync(hasSse: true);
        var victim = new RawCaller(server.Address, server.Client, "key-a");
        using var stream = await victim.SendAsync(victim.Request(HttpMethod.Get, "/sse"));
        var sessions = (GmailMcp.Hosting.Http.Sessions)server.Services.GetService(typeof(GmailMcp.Hosting.Http.Sessions))!;
        await Patience.UntilAsync(() => Task.FromResult(sessions.All.Any()));
        var path = $"/messages?sessionId={sessions.All.Single().SessionId}";
        foreach (var key in new[] { "key-b", null })
        {
            var thief = new RawCaller(server.Address, server.Client, key);
            using var answer = await thief.SendAsync(thief.Request(HttpMethod.Post, path, Json(Frame.Request(1, "ping"))));
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        using var own = await victim.SendAsync(victim.Request(HttpMethod.Post, path, Json(Frame.Request(1, "ping"))));
        Assert.Equal(HttpStatusCode.Accepted, own.StatusCode);
        using var lost = await victim.SendAsync(victim.Request(HttpMethod.Post, "/messages?sessionId=gone", Json(Frame.Request(1, "ping"))));
        Assert.Equal(HttpStatusCode.NotFound, lost.StatusCode);
    }

    private static StringContent Json(string json) => new(json, System.Text.Encoding.UTF8, "application/json");

    private static Task<HttpServer> StartAsync(bool isDemo = true, bool isPublic = false, bool hasSse = true) => HttpServer.StartAsync(
        http => http with
        {
            FindOwner = Keys.GetValueOrDefault,
            HasKeys = true,
            HasSse = hasSse,
            PublicUrl = isPublic ? new Uri("https://mail.example.com") : null,
        },
        isDemo: isDemo);

    private static async Task<HttpResponseMessage> SendAsync(HttpServer server, string method, string path, string header, string value)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.Address, path));
        request.Headers.TryAddWithoutValidation(header, value);
        if (method == "POST")
        {
            request.Content = Json(Frame.Initialize("2025-06-18"));
        }

        return await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
