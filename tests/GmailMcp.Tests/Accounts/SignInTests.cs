using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using GmailMcp.Accounts;

namespace GmailMcp.Tests.Accounts;

public sealed class SignInTests : IDisposable
{
    private readonly SignInScene _scene = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IReadOnlyList<string> Full => SignInScene.Full;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Goes_from_Googles_page_to_stored_credentials()
    {
        var browser = ScriptedBrowser.ThatAllows();

        var signedIn = await _scene.RunAsync(browser);

        Assert.Equal("anna@example.com", signedIn.Account.Address);
        Assert.Empty(signedIn.RefusedScopes);
        var stored = _scene.Folder.Stored();
        Assert.Equal(("access-1", "refresh-1", "sub-1"), (stored.AccessToken, stored.RefreshToken, stored.Subject));
        Assert.Equal(AccountFolder.ClientId, stored.ClientId);
        Assert.Equal(_scene.Folder.Clock.GetUtcNow(), stored.SignedInAt);
        Assert.StartsWith("HTTP/1.1 200 OK", browser.Page!.Answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nAuthentication successful! You can close this window.", browser.Page.Answer, StringComparison.Ordinal);
        Assert.StartsWith("Please visit this URL to authenticate: https://accounts.google.com/o/oauth2/v2/auth?", _scene.Said[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_Google_for_what_is_needed_and_proves_itself_by_PKCE()
    {
        var browser = ScriptedBrowser.ThatAllows();

        await _scene.RunAsync(browser);

        var page = browser.Page!;
        Assert.Equal("accounts.google.com", page.Address.Host);
        Assert.Equal(AccountFolder.ClientId, page["client_id"]);
        Assert.Equal("code", page["response_type"]);
        Assert.Equal($"{AccountFolder.Modify} {AccountFolder.SettingsBasic} openid email", page["scope"]);
        Assert.Equal("offline", page["access_type"]);
        Assert.Equal("consent", page["prompt"]);
        Assert.Equal("S256", page["code_challenge_method"]);
        Assert.Equal(43, page["state"]!.Length);

        var exchange = Assert.Single(_scene.Folder.Google.Calls);
        Assert.Equal("https://oauth2.googleapis.com/token", exchange.Address.AbsoluteUri);
        Assert.Equal("code-1", exchange["code"]);
        Assert.Equal(page["redirect_uri"], exchange["redirect_uri"]);
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(exchange["code_verifier"]!)));
        Assert.Equal(page["code_challenge"], challenge);
    }

    [Fact]
    public async Task Calls_a_desktop_client_back_on_the_literal_loopback_address()
    {
        var browser = ScriptedBrowser.ThatAllows();

        await _scene.RunAsync(browser);

        Assert.Matches("^http://127\\.0\\.0\\.1:[0-9]+/oauth2callback$", browser.Page!["redirect_uri"]!);
    }

    [Fact]
    public async Task Takes_another_port_for_a_desktop_client_when_3000_is_in_use()
    {
        using var holder = Occupy(3000);
        var browser = ScriptedBrowser.ThatAllows();

        await _scene.RunAsync(browser);

        Assert.NotEqual(3000, browser.Page!.Redirect.Port);
        Assert.True(File.Exists(_scene.Folder.CredentialsPath));
    }

    [Theory]
    [InlineData("http://localhost:{0}/oauth2callback")]
    [InlineData("http://localhost:{0}")]
    [InlineData("http://localhost:{0}/a%20path/")]
    public async Task Tells_Google_a_web_clients_registered_address_to_the_byte(string pattern)
    {
        var registered = string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, FreePort());
        var browser = ScriptedBrowser.ThatAllows();

        await _scene.RunAsync(browser, keys: AccountFolder.Keys("web", $"\"https://app.example/cb\",\"{registered}\""));

        Assert.Equal(registered, browser.Page!["redirect_uri"]);
        Assert.Equal(registered, Assert.Single(_scene.Folder.Google.Calls)["redirect_uri"]);
    }

    [Fact]
    public async Task Names_who_holds_a_web_clients_port_and_the_two_ways_out()
    {
        using var holder = Occupy(0);
        var port = ((IPEndPoint)holder!.LocalEndpoint).Port;

        var failure = await Assert.ThrowsAsync<PortBusyException>(() => _scene.RunAsync(
            ScriptedBrowser.ThatAllows(), keys: AccountFolder.Keys("web", $"\"http://localhost:{port}/oauth2callback\"")));

        Assert.Equal(port, failure.Port);
        if (OperatingSystem.IsLinux())
        {
            Assert.Contains($"(process {Environment.ProcessId})", failure.Message, StringComparison.Ordinal);
        }

        Assert.Contains("Either end that program", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"gmail-mcp auth http://localhost:{port + 1}/oauth2callback", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code=code-1")]
    [InlineData("code=code-1&state=")]
    [InlineData("code=code-1&state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("error=access_denied&state=wrong")]
    public async Task Refuses_a_callback_without_the_right_state_and_goes_on_waiting(string query)
    {
        string? refused = null;
        var browser = new ScriptedBrowser(async page =>
        {
            refused = await page.GetAsync($"/oauth2callback?{query}");
            await page.ReturnAsync("code=code-1");
        });

        await _scene.RunAsync(browser);

        Assert.StartsWith("HTTP/1.1 400 ", refused, StringComparison.Ordinal);
        Assert.Single(_scene.Folder.Google.Calls);
    }

    [Fact]
    public async Task Takes_a_callback_once()
    {
        var gate = new TaskCompletionSource();
        _scene.Folder.Google.Gate = gate.Task;
        string? replayed = null;
        var browser = new ScriptedBrowser(async page =>
        {
            var first = page.ReturnAsync("code=code-1");
            while (_scene.Folder.Google.Calls.IsEmpty)
            {
                await Task.Yield();
            }

            replayed = await page.GetAsync($"/oauth2callback?code=code-of-somebody-else&state={page["state"]}");
            gate.SetResult();
            await first;
        });

        await _scene.RunAsync(browser);

        Assert.StartsWith("HTTP/1.1 400 ", replayed, StringComparison.Ordinal);
        Assert.Equal("code-1", Assert.Single(_scene.Folder.Google.Calls)["code"]);
    }

    [Fact]
    public async Task Answers_as_the_old_server_did_when_there_is_no_code_and_for_other_paths()
    {
        List<string> answers = [];
        var browser = new ScriptedBrowser(async page =>
        {
            answers.Add(await page.GetAsync("/oauth2callback"));
            answers.Add(await page.GetAsync("/oauth2callback/"));
            answers.Add(await page.GetAsync("/favicon.ico"));
            answers.Add(await page.GetAsync("/OAUTH2CALLBACK?code=x"));
            await page.ReturnAsync("code=code-1");
        });

        await _scene.RunAsync(browser);

        Assert.StartsWith("HTTP/1.1 400 ", answers[0], StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nNo code provided", answers[0], StringComparison.Ordinal);
        Assert.All(answers[1..], answer => Assert.StartsWith("HTTP/1.1 404 ", answer, StringComparison.Ordinal));
        Assert.All(answers[1..], answer => Assert.EndsWith("\r\n\r\nNot Found", answer, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("access_denied", "declined")]
    [InlineData("admin_policy_enforced", "administrator")]
    [InlineData("org_internal", "Internal")]
    [InlineData("invalid_scope", "scopes")]
    [InlineData("<script>alert(1)</script>", "refused")]
    public async Task Explains_in_words_what_Google_says_on_the_way_back(string error, string word)
    {
        var browser = new ScriptedBrowser(page => page.ReturnAsync($"error={Uri.EscapeDataString(error)}"));

        var failure = await Assert.ThrowsAsync<GoogleOAuthException>(() => _scene.RunAsync(browser));
        await browser.Done;

        Assert.Contains(word, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", browser.Page!.Answer, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ", browser.Page.Answer, StringComparison.Ordinal);
        Assert.Empty(_scene.Folder.Google.Calls);
    }

    [Fact]
    public async Task Says_in_the_browser_too_when_Google_refuses_the_code()
    {
        _scene.Folder.Google.Answer = _ => CannedGoogle.Error(HttpStatusCode.BadRequest, "redirect_uri_mismatch");
        var browser = ScriptedBrowser.ThatAllows();

        var failure = await Assert.ThrowsAsync<GoogleOAuthException>(() => _scene.RunAsync(browser));
        await browser.Done;

        Assert.Contains(browser.Page!["redirect_uri"]!, failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 500 ", browser.Page.Answer, StringComparison.Ordinal);
        Assert.Contains("\r\n\r\nAuthentication failed", browser.Page.Answer, StringComparison.Ordinal);
        Assert.False(File.Exists(_scene.Folder.CredentialsPath));
    }

    [Fact]
    public async Task Gives_up_after_five_minutes_and_stops_listening()
    {
        using var account = _scene.Folder.WithKeys().Open();
        await using var pending = await account.SignIn.StartAsync(new() { Scopes = Full }, Cancellation);
        _scene.Folder.Clock.Advance(TimeSpan.FromMinutes(4.9));
        Assert.False(pending.Completion.IsCompleted);

        _scene.Folder.Clock.Advance(TimeSpan.FromMinutes(0.2));

        var failure = await Assert.ThrowsAsync<AccountException>(() => pending.Completion);
        Assert.StartsWith("Authentication timed out after 5 minutes.", failure.Message, StringComparison.Ordinal);
        await pending.DisposeAsync();
        using var late = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(
            async () => await late.ConnectAsync("127.0.0.1", new Uri(pending.RedirectUri).Port, Cancellation));
    }

    [Fact]
    public async Task Takes_a_pasted_address_where_there_is_no_browser()
    {
        using var account = _scene.Folder.WithKeys().Open();
        var lines = new Queue<string>(["", "nonsense", "http://127.0.0.1:3000/oauth2callback?code=code-1&state=wrong"]);
        var signIn = new BrowserSignIn(account.SignIn, new ScriptedBrowser(_ => throw new InvalidOperationException()));

        var signedIn = await signIn.RunAsync(
            new() { Scopes = Full },
            opensBrowser: false,
            _scene.Said.Add,
            _ => Task.FromResult<string?>(lines.TryDequeue(out var line) ? line : Pasted()),
            findServer: null,
            Cancellation);

        Assert.Equal("anna@example.com", signedIn.Account.Address);
        Assert.Contains(_scene.Said, text => text.StartsWith("That is not the address", StringComparison.Ordinal));

        string Pasted()
        {
            var page = new ConsentPage(_scene.Said[0]["Please visit this URL to authenticate: ".Length..]);
            return $"{page["redirect_uri"]}?state={page["state"]}&code=code-1&scope=openid";
        }
    }

    [Fact]
    public async Task Listens_on_all_addresses_of_a_container_when_told_to()
    {
        using var account = _scene.Folder.WithKeys().Open();
        var port = FreePort();

        await using var pending = await account.SignIn.StartAsync(
            new() { Scopes = Full, CallbackHost = "0.0.0.0", CallbackAddress = $"http://localhost:{port}/oauth2callback" },
            Cancellation);
        var page = new ConsentPage(pending.Address);
        await ScriptedBrowser.SendAsync(
            "127.0.0.1", port, $"GET /oauth2callback?code=code-1&state={page["state"]} HTTP/1.1\r\n\r\n");

        Assert.Equal("anna@example.com", (await pending.Completion).Account.Address);
    }

    [Fact]
    public async Task Is_refused_where_the_tokens_come_from_the_environment()
    {
        _scene.Folder.Set("GMAIL_CLIENT_ID", "id").Set("GMAIL_CLIENT_SECRET", "s").Set("GMAIL_REFRESH_TOKEN", "r");

        var failure = await Assert.ThrowsAsync<AccountException>(() => _scene.RunAsync(ScriptedBrowser.ThatAllows()));

        Assert.Contains("GMAIL_REFRESH_TOKEN", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_before_the_browser_opens_that_there_is_nowhere_to_keep_the_result()
    {
        _scene.Folder.Set("GMAIL_MCP_GOOGLE_OAUTH_ROOT", "http://127.0.0.1:8025").Set("GMAIL_CLIENT_ID", "id").Set("GMAIL_CLIENT_SECRET", "s");
        var browser = ScriptedBrowser.ThatAllows();

        var failure = await Assert.ThrowsAsync<AccountException>(() => _scene.RunAsync(browser));

        Assert.Contains("GMAIL_CREDENTIALS_PATH", failure.Message, StringComparison.Ordinal);
        Assert.Null(browser.Page);
    }

    private static TcpListener? Occupy(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null; // somebody else holds it, which serves as well
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
