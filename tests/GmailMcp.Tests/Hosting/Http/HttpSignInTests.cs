using System.Net;
using GmailMcp.Accounts;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>Signing in over HTTP: each caller for himself, through a page that asks whether it was meant.</summary>
public sealed class HttpSignInTests
{
    private const string Ann = "ann@example.com";
    private const string Bob = "bob@example.com";

    private static readonly Dictionary<string, Owner> Keys = new() { ["key-a"] = Owner.OfKey("a"), ["key-b"] = Owner.OfKey("b") };

    [Fact]
    public async Task A_caller_without_a_key_signs_in_for_the_session()
    {
        await using var server = await StartAsync();
        var session = await server.ConnectAsync(protocolVersion: "2025-06-18");
        Assert.StartsWith("Error: No authentication found for session auth-", await TextAsync(session, "list_email_labels"));

        await SignInAsync(server, session, Ann);

        var done = await TextAsync(session, "check_authentication");
        Assert.Contains("Authentication completed successfully", done);
        Assert.Contains("Your Session Token", done);
        Assert.StartsWith("Found ", await TextAsync(session, "list_email_labels"));
        var other = await server.ConnectAsync(protocolVersion: "2025-06-18");
        Assert.StartsWith("Error: No authentication found", await TextAsync(other, "list_email_labels"));
    }

    [Fact]
    public async Task A_key_keeps_its_sign_in_across_sessions_and_revisions()
    {
        await using var server = await StartAsync();
        var first = await server.ConnectAsync("key-a", "2025-11-25");
        await SignInAsync(server, first, Ann);
        await TextAsync(first, "check_authentication");

        var later = await server.ConnectAsync("key-a", "2026-07-28");
        Assert.StartsWith("Found ", await TextAsync(later, "list_email_labels"));
        var other = await server.ConnectAsync("key-b", "2026-07-28");
        Assert.StartsWith("Error: No authentication found", await TextAsync(other, "list_email_labels"));
    }

    [Fact]
    public async Task A_sessionless_caller_without_a_key_is_told_how_to_get_one()
    {
        await using var server = await StartAsync();
        var client = await server.ConnectAsync(protocolVersion: "2026-07-28");

        Assert.Contains("Authorization: Bearer KEY", await TextAsync(client, "list_email_labels"));
        Assert.Contains("Authorization: Bearer KEY", await TextAsync(client, "get_auth_url"));
    }

    [Fact]
    public async Task A_callback_in_a_browser_that_did_not_say_yes_signs_nobody_in()
    {
        await using var server = await StartAsync();
        var attacker = await server.ConnectAsync(protocolVersion: "2025-06-18");
        using var attackersBrowser = new SignedInBrowser(server.Gmail);
        using var victimsBrowser = new SignedInBrowser(server.Gmail);
        var google = await attackersBrowser.ConfirmAsync(await LinkAsync(attacker));

        using var end = await victimsBrowser.ReturnAsync(await victimsBrowser.ConsentAsync(google, Ann));

        Assert.Equal(HttpStatusCode.BadRequest, end.StatusCode);
        Assert.Contains("not yet complete", await TextAsync(attacker, "check_authentication"));
    }

    [Fact]
    public async Task What_Google_refuses_is_told_with_the_way_in_that_the_caller_has()
    {
        await using var server = await StartAsync();
        var session = await server.ConnectAsync(protocolVersion: "2025-06-18");
        using var browser = new SignedInBrowser(server.Gmail);
        var callback = await browser.ConsentAsync(await browser.ConfirmAsync(await LinkAsync(session)), Ann);
        var withUsedCode = new UriBuilder(callback) { Query = callback.Query.Replace("code=", "code=old", StringComparison.Ordinal) }.Uri;

        using var end = await browser.ReturnAsync(withUsedCode);
        var told = await TextAsync(session, "check_authentication");

        Assert.Contains("Google refused the sign-in's code", told);
        Assert.Contains("the tool get_auth_url", told);
        Assert.DoesNotContain("gmail-mcp auth", told);
    }

    [Fact]
    public async Task A_callback_arrives_at_whatever_path_the_client_has_registered()
    {
        await using var server = await StartAsync();
        var session = await server.ConnectAsync(protocolVersion: "2025-06-18");
        var callback = $"http://localhost:{server.Address.Port}/google/back";
        var started = await session.CallToolAsync(
            "get_auth_url",
            new Dictionary<string, object?> { ["callbackUrl"] = callback },
            cancellationToken: TestContext.Current.CancellationToken);
        using var browser = new SignedInBrowser(server.Gmail);

        var end = await browser.SignInAsync(started.StructuredContent!.Value.GetProperty("url").GetString()!, Ann);

        Assert.Equal(callback, started.StructuredContent!.Value.GetProperty("callbackUrl").GetString());
        Assert.Contains("Authentication successful", end, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_may_send_the_form_and_follow_it_to_Google()
    {
        await using var server = await StartAsync();
        var session = await server.ConnectAsync(protocolVersion: "2025-06-18");
        using var browser = new SignedInBrowser(server.Gmail);

        using var page = await browser.OpenAsync(await LinkAsync(session));

        // With no-referrer browsers name the form's origin "null", and another site's forms are refused.
        Assert.Equal("same-origin", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.Contains(
            "form-action 'self' https://accounts.google.com;", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callback_is_taken_once()
    {
        await using var server = await StartAsync();
        var session = await server.ConnectAsync(protocolVersion: "2025-06-18");
        using var browser = new SignedInBrowser(server.Gmail);
        var callback = await browser.ConsentAsync(await browser.ConfirmAsync(await LinkAsync(session)), Ann);

        using var first = await browser.ReturnAsync(callback);
        using var replay = await browser.ReturnAsync(callback);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, replay.StatusCode);
    }

    [Fact]
    public async Task A_form_that_another_site_posts_confirms_nothing()
    {
        await using var server = await StartAsync();
        var session = await server.ConnectAsync(protocolVersion: "2025-06-18");
        var link = new Uri(await LinkAsync(session));
        var cancellation = TestContext.Current.CancellationToken;

        using var blind = await server.Client.PostAsync(link, new FormUrlEncodedContent([new("form", "guess")]), cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, link) { Content = new FormUrlEncodedContent([new("form", "x")]) };
        request.Headers.Add("Origin", "https://evil.example");
        request.Headers.Add("Cookie", "gmail_mcp_form=x");
        using var foreign = await server.Client.SendAsync(request, cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, blind.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
    }

    [Fact]
    public async Task The_page_names_the_client_shows_the_code_and_lets_nothing_in()
    {
        await using var server = await StartAsync();
        var session = await server.ConnectAsync(
            protocolVersion: "2025-06-18",
            options: new McpClientOptions { ClientInfo = new() { Name = "<b>Mail & co</b>", Version = "1" } });
        var started = await session.CallToolAsync("get_auth_url", cancellationToken: TestContext.Current.CancellationToken);
        var facts = started.StructuredContent!.Value;
        using var browser = new SignedInBrowser(server.Gmail);

        using var page = await browser.OpenAsync(facts.GetProperty("url").GetString()!);

        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Did you start this", html);
        Assert.Contains("&lt;b&gt;Mail &amp; co&lt;/b&gt;", html);
        Assert.Contains(facts.GetProperty("code").GetString()!, html);
        Assert.Contains("frame-ancestors 'none'", page.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task A_session_that_ends_takes_its_sign_in_along()
    {
        await using var server = await StartAsync();
        var session = await server.ConnectAsync(protocolVersion: "2025-06-18");
        await SignInAsync(server, session, Bob);
        await TextAsync(session, "check_authentication");
        var owner = Owner.OfSession(session.SessionId!);
        var accounts = (OwnerAccounts)server.Services.GetService(typeof(OwnerAccounts))!;
        Assert.NotNull(accounts.FindGrantedScopes(owner));

        using var end = await server.Client.DeleteAsync(
            new Uri($"/sessions/{session.SessionId}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, end.StatusCode);
        Assert.Null(accounts.FindGrantedScopes(owner));
    }

    private static async Task<HttpServer> StartAsync()
    {
        var server = await HttpServer.StartAsync(http => http with { FindOwner = Keys.GetValueOrDefault, HasKeys = true });
        server.Gmail.AddAccount(Ann, "Ann");
        server.Gmail.AddAccount(Bob, "Bob");
        return server;
    }

    private static async Task SignInAsync(HttpServer server, McpClient client, string address)
    {
        using var browser = new SignedInBrowser(server.Gmail);
        Assert.Contains("Authentication successful", await browser.SignInAsync(await LinkAsync(client), address));
    }

    private static async Task<string> LinkAsync(McpClient client)
    {
        var result = await client.CallToolAsync("get_auth_url", cancellationToken: TestContext.Current.CancellationToken);
        return result.StructuredContent!.Value.GetProperty("url").GetString()!;
    }

    private static async Task<string> TextAsync(McpClient client, string tool)
    {
        var result = await client.CallToolAsync(tool, cancellationToken: TestContext.Current.CancellationToken);
        return string.Join("\n\n", result.Content.OfType<TextContentBlock>().Select(block => block.Text));
    }
}
