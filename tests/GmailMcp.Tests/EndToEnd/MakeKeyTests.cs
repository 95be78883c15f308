using System.Net;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>--make-key, as the container image starts: open to the network, and no caller has a key yet.</summary>
public sealed class MakeKeyTests : IDisposable
{
    private static readonly Dictionary<string, string> Image = new() { ["GMAIL_MCP_HOST"] = "0.0.0.0", ["GMAIL_MCP_MAKE_KEY"] = "1" };

    private readonly Storage.ScratchFolder _home = new();

    private string KeyFile => Path.Combine(_home.Path, ".gmail-mcp", "caller.key");

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_new_server_shows_its_page_and_that_it_lives_and_nothing_else_until_its_key_comes()
    {
        await using var server = await HttpProcess.StartAsync(_home.Path, Image);
        var key = await ReadKeyAsync();
        (string Path, HttpStatusCode Closed)[] closed =
        [
            ("/", HttpStatusCode.OK), ("/health/live", HttpStatusCode.OK), ("/health/ready", HttpStatusCode.Unauthorized),
            ("/health", HttpStatusCode.Unauthorized), ("/sessions", HttpStatusCode.Unauthorized), ("/operator", HttpStatusCode.Unauthorized),
            ("/mcp", HttpStatusCode.Unauthorized), ("/oauth2callback", HttpStatusCode.Unauthorized),
        ];
        foreach (var (path, status) in closed)
        {
            Assert.Equal((path, status), (path, await StatusAsync(server, path)));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, "/health/ready", "a guess of nobody's"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, "/health/ready"));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "/health/ready", key));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "/health/ready"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, "/sessions"));
        using var opened = await server.SendAsync(HttpMethod.Post, "/mcp", key, json: HttpProcess.Initialize);
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        Assert.Contains(KeyFile, server.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(key, server.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_new_server_says_where_its_key_is_and_no_more()
    {
        await using var server = await HttpProcess.StartAsync(_home.Path, Image);
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        var page = await http.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("caller.key", page, StringComparison.Ordinal);
        Assert.Contains("YOUR-KEY", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
        Assert.DoesNotContain(_home.Path, page, StringComparison.Ordinal);
        Assert.DoesNotContain(await ReadKeyAsync(), page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_the_operator_gave_leave_nothing_to_make()
    {
        var keys = new Dictionary<string, string>(Image) { ["GMAIL_MCP_AUTH_KEYS"] = $"ann:{new string('1', 64)}" };

        await using var server = await HttpProcess.StartAsync(_home.Path, keys);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "/health/ready"));
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public async Task Health_tells_a_server_that_lives_from_none()
    {
        await using var server = await HttpProcess.StartAsync(_home.Path, Image);
        Assert.Equal((0, ""), await HttpProcess.RunAsync(_home.Path, "health", server.Address.AbsoluteUri));

        var (code, error) = await HttpProcess.RunAsync(_home.Path, "health", "http://127.0.0.1:1");

        Assert.Equal(1, code);
        Assert.Contains("Failed: http://127.0.0.1:1/health/live cannot be reached", error, StringComparison.Ordinal);
    }

    private async Task<string> ReadKeyAsync() => (await File.ReadAllTextAsync(KeyFile, TestContext.Current.CancellationToken)).Trim();

    private static async Task<HttpStatusCode> StatusAsync(HttpProcess server, string path, string? key = null)
    {
        using var answer = await server.SendAsync(HttpMethod.Get, path, key);
        return answer.StatusCode;
    }
}
