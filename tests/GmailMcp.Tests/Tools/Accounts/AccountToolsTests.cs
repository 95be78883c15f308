using Gmail.Emulator;

namespace GmailMcp.Tests.Tools.Accounts;

// The emulator stands for Google and its person consents at once; the callback listener is the real one on loopback.
public class AccountToolsTests
{
    [Fact]
    public async Task Gives_a_link_with_real_line_breaks_a_state_and_pkce()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("get_auth_url", """{"clientId":"some-client","clientSecret":"some-secret","callbackUrl":"http://localhost:0/oauth2callback"}""");

        // Defect 29: the old text had a literal \n.
        Assert.StartsWith("🔗 Authentication URL ready!\n\nUser: auto-detected\nSession: auth-default\nCallback URL: ", result.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("\\n", result.Text(), StringComparison.Ordinal);

        // Defect 31: neither state nor PKCE.
        var url = new Uri(result.Field("url")!);
        Assert.Equal("accounts.google.com", url.Host);
        Assert.Contains("code_challenge_method=S256", url.Query, StringComparison.Ordinal);
        Assert.Matches("[?&]state=[A-Za-z0-9_-]{43}", url.Query);
        Assert.DoesNotContain("some-secret", result.AllText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_nothing_was_started()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("check_authentication");

        Assert.True(result.IsError);
        Assert.Equal(
            "❌ No pending authentication found for session auth-default.\n\nPlease call 'get_auth_url' first to initiate the authentication process.",
            result.Text());
    }

    [Fact]
    public async Task Follows_a_sign_in_from_the_link_to_the_end()
    {
        await using var server = await TestServer.StartAsync();
        var started = await server.CallAsync("get_auth_url", $$"""{"callbackUrl":"http://127.0.0.1:{{FreePort()}}/oauth2callback"}""");

        var waiting = await server.CallAsync("check_authentication");
        await VisitAsync(server.Gmail, started.Field("url")!);
        var done = await server.CallAsync("check_authentication", """{"userId":"me"}""");
        var again = await server.CallAsync("check_authentication");

        Assert.StartsWith("⏳ Authentication not yet complete.\n\n", waiting.Text(), StringComparison.Ordinal);
        Assert.Equal("✅ Authentication completed successfully!\n\nUser: me\nSession: auth-default", done.Text());
        Assert.Contains($"Signed in as {TestServer.Address}.", done.AllText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Session Token", done.AllText(), StringComparison.Ordinal);
        Assert.StartsWith("❌ No pending", again.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signs_in_and_waits_for_the_end()
    {
        await using var server = await TestServer.StartAsync();
        var callback = $"http://127.0.0.1:{FreePort()}/oauth2callback";

        var result = await server.CallAsync("setup_authentication", $$"""{"callbackUrl":"{{callback}}"}""");

        Assert.Equal($"🎉 Authentication successful!\n\nUser: auto-detected\nSession: auth-default\nCallback URL: {callback}", result.Text());
    }

    // Defect 37: userId and storagePath wrote outside the store.
    [Theory]
    [InlineData("../escape")]
    [InlineData("/tmp/elsewhere")]
    public async Task Refuses_another_store(string path)
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("get_auth_url", $$"""{"storagePath":"{{path}}","userId":"../escape"}""");

        Assert.True(result.IsError);
        Assert.Contains("storagePath", result.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(server.Home, "*", SearchOption.AllDirectories), file => file.Contains("escape", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("get_auth_url")]
    [InlineData("setup_authentication")]
    public async Task Refuses_half_of_an_OAuth_client(string tool)
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync(tool, """{"clientId":"some-client"}""");

        Assert.True(result.IsError);
        Assert.Contains("clientId and clientSecret belong together", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_callback_on_another_machine()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("get_auth_url", """{"callbackUrl":"http://thief.example/oauth2callback"}""");

        Assert.True(result.IsError);
        Assert.Contains("callbackUrl", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_session_token_that_it_never_gave()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("authenticate_with_token", """{"sessionToken":"mcp_token_0"}""");

        Assert.True(result.IsError);
        Assert.Equal(
            "❌ Authentication failed: Invalid or expired session token.\n\nPlease use setup_authentication to get a new token.",
            result.Text());
        Assert.Contains("This connection needs no session token", result.AllText(), StringComparison.Ordinal);
    }

    private static async Task VisitAsync(EmulatedGmail gmail, string url)
    {
        using var google = new HttpClient(gmail, disposeHandler: false);
        using var consent = await google.GetAsync(new Uri(url), TestContext.Current.CancellationToken);
        using var loopback = new HttpClient();
        using var back = await loopback.GetAsync(consent.Headers.Location, TestContext.Current.CancellationToken);
        Assert.Equal("Authentication successful! You can close this window.", await back.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
