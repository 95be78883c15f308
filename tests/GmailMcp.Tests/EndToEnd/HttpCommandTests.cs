using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>The HTTP server as its operator starts and ends it.</summary>
public sealed class HttpCommandTests : IDisposable
{
    private readonly Storage.ScratchFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("needs keys for its callers", "--http", "--host", "0.0.0.0")]
    [InlineData("needs keys for its callers", "--http", "--public-url", "https://mail.example.com")]
    [InlineData("needs keys for its callers", "--http", "--trusted-proxy", "10.0.0.1")]
    [InlineData("--single-user serves this computer alone", "--http", "--single-user", "--host", "0.0.0.0")]
    [InlineData("--single-user serves this computer alone", "--http", "--single-user", "--public-url", "https://mail.example.com")]
    [InlineData("--single-user serves this computer alone", "--http", "--single-user", "--trusted-proxy", "127.0.0.1")]
    [InlineData("--host takes an IP address", "--http", "--host", "mail.example.com")]
    [InlineData("--public-url takes an https address", "--http", "--public-url", "http://mail.example.com")]
    [InlineData("--public-url takes an https address without a path", "--http", "--public-url", "https://example.com/mail")]
    [InlineData("--allow-origin takes scheme, host and port", "--http", "--allow-origin", "*")]
    [InlineData("--trusted-proxy takes an address", "--http", "--trusted-proxy", "proxy")]
    [InlineData("--rate-limit takes requests per second", "--http", "--rate-limit=-1")]
    [InlineData("is not there", "--http", "--auth-keys", "missing.keys")]
    [InlineData("needs --service-account", "--delegate", "ann@example.com")]
    [InlineData("must be 0 to 65535", "--http", "--port", "65536")]
    public async Task Refuses_to_start_on_settings_that_contradict_each_other_or_are_wrong(string why, params string[] arguments)
    {
        var (code, error) = await HttpProcess.RunAsync(_home.Path, arguments);

        Assert.Equal(1, code);
        Assert.Contains(why, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Makes_the_operators_key_at_the_first_start_and_shows_him_everything()
    {
        await using var server = await HttpProcess.StartAsync(_home.Path, variables: null);
        using var opened = await server.SendAsync(HttpMethod.Post, "/mcp", json: HttpProcess.Initialize);
        var sessionId = opened.Headers.GetValues("Mcp-Session-Id").Single();
        var file = Path.Combine(_home.Path, ".gmail-mcp", "admin.key");
        var key = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim();

        Assert.Equal([sessionId[..8]], await SessionIdsAsync(server, key: null));
        Assert.Equal([sessionId], await SessionIdsAsync(server, key));
        Assert.DoesNotContain(key, server.Error, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        using var cut = await server.SendAsync(HttpMethod.Delete, $"/sessions/{sessionId[..8]}");
        Assert.Equal(HttpStatusCode.NotFound, cut.StatusCode);
        using var whole = await server.SendAsync(HttpMethod.Delete, $"/sessions/{sessionId[..8]}", key);
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        Assert.Empty(await SessionIdsAsync(server, key));
    }

    [Fact]
    public async Task A_key_that_is_taken_out_of_the_file_ends()
    {
        var file = _home["callers.keys"];
        Write(file, Line("ann", "key of ann") + Line("bob", "key of bob"));
        await using var server = await HttpProcess.StartAsync(_home.Path, variables: null, "--auth-keys", file);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "key of ann"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, "key of eve"));

        Write(file, Line("bob", "key of bob"));

        await Patience.UntilAsync(async () => await StatusAsync(server, "key of ann") == HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "key of bob"));
    }

    [Fact]
    public async Task Keys_come_from_the_variable_too_and_nobody_else_gets_in_from_outside()
    {
        var variables = new Dictionary<string, string> { ["GMAIL_MCP_AUTH_KEYS"] = Line("ann", "key of ann").Trim() };
        await using var server = await HttpProcess.StartAsync(_home.Path, variables, "--host", "127.0.0.1", "--public-url", "https://m.example");

        using var refused = await server.SendAsync(HttpMethod.Post, "/mcp", json: HttpProcess.Initialize);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Contains("scope=\"full\"", refused.Headers.WwwAuthenticate.Single().Parameter, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "key of ann"));
    }

    [Fact]
    public async Task Your_own_mailbox_is_served_over_http_only_when_you_say_so()
    {
        await using var gmail = EmulatorProcess.Start("--port", "0");
        var greeting = await gmail.GreetingAsync();
        var root = greeting.Split('\n')[0].Split(": ")[^1].TrimEnd('/');
        var variables = SignedIn.Write(_home.Path, root, greeting.Split("Bearer ")[1].Split('\'')[0]);
        variables["GMAIL_MCP_AUTH_KEYS"] = Line("local", "my own key").Trim();

        await using (var closed = await HttpProcess.StartAsync(_home.Path, variables))
        {
            Assert.Contains("No authentication found", await LabelsAsync(closed, key: null), StringComparison.Ordinal);
            Assert.Contains("System Labels", await LabelsAsync(closed, "my own key"), StringComparison.Ordinal);
        }

        await using var open = await HttpProcess.StartAsync(_home.Path, variables, "--single-user");
        Assert.Contains("System Labels", await LabelsAsync(open, key: null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_with_0_when_told_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var server = await HttpProcess.StartAsync(_home.Path, variables: null, "--demo");

        Assert.Equal(0, await server.EndAsync("TERM"));
    }

    private static async Task<string> LabelsAsync(HttpProcess server, string? key)
    {
        using var opened = await server.SendAsync(HttpMethod.Post, "/mcp", key, HttpProcess.Initialize);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/mcp"));
        request.Headers.Add("Mcp-Session-Id", opened.Headers.GetValues("Mcp-Session-Id"));
        request.Content = new StringContent(
            """{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"list_email_labels","arguments":{}}}""",
            Encoding.UTF8,
            "application/json");
        if (key is not null)
        {
            request.Headers.Authorization = new("Bearer", key);
        }

        using var http = new HttpClient();
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpProcess server, string key)
    {
        using var answer = await server.SendAsync(HttpMethod.Post, "/mcp", key, HttpProcess.Initialize);
        return answer.StatusCode;
    }

    private static async Task<IEnumerable<string>> SessionIdsAsync(HttpProcess server, string? key)
    {
        using var answer = await server.SendAsync(HttpMethod.Get, "/sessions", key);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return [.. document.RootElement.GetProperty("sessions").EnumerateArray().Select(session => session.GetProperty("sessionId").GetString()!)];
    }

    private static string Line(string name, string key) =>
        $"{name}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}\n";

    private static void Write(string file, string text)
    {
        File.WriteAllText(file, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
