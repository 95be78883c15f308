using GmailMcp.Accounts;
using GmailMcp.Cli;
using GmailMcp.Tests.EndToEnd;
using GmailMcp.Tests.Hosting.Http;

namespace GmailMcp.Tests.Cli;

/// <summary><c>gmail-mcp test-connection</c> against servers of every kind.</summary>
public sealed class TestConnectionCommandTests : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/mcp")]
    [InlineData("/sse")]
    public async Task Shows_each_step_of_a_server_that_works(string path)
    {
        await using var server = await HttpServer.StartAsync(http => http with { HasSse = true }, isDemo: true);

        Assert.Equal(0, await RunAsync(server.Address.AbsoluteUri.TrimEnd('/') + path));

        Assert.Contains("ok  initialize: gmail", _out.ToString(), StringComparison.Ordinal);
        Assert.Contains("ok  tools/list: 34 tools", _out.ToString(), StringComparison.Ordinal);
        Assert.Contains("ok  GET /health: ok, transport http", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_a_server_that_speaks_only_to_old_clients()
    {
        await using var server = await HttpServer.StartAsync(
            http => http with { HasStreamable = false, HasSse = true }, isDemo: true);

        Assert.Equal(0, await RunAsync(server.Address.AbsoluteUri));

        Assert.Contains("ok  two streams are served", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_a_port_where_nothing_listens()
    {
        Assert.Equal(1, await RunAsync("http://127.0.0.1:9")); // discard: nobody listens

        Assert.StartsWith("Failed: initialize: http://127.0.0.1:9/mcp cannot be reached", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_a_missing_key_from_a_wrong_one()
    {
        await using var server = await HttpServer.StartAsync(http => http with
        {
            FindOwner = key => key == "right" ? Owner.OfKey("a") : null,
            HasKeys = true,
            PublicUrl = new Uri("https://mail.example"),
        });

        Assert.Equal(1, await RunAsync(server.Address.AbsoluteUri));
        Assert.Contains("asks for a key", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync(server.Address.AbsoluteUri, "--key", "wrong"));
        Assert.Contains("does not know this key", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync(server.Address.AbsoluteUri, "--key", "right"));
    }

    [Fact]
    public async Task Names_what_is_no_mcp_server()
    {
        await using var collector = await Collector.StartAsync(); // answers 200 to all

        Assert.Equal(1, await RunAsync(collector.Address));

        Assert.StartsWith("Failed: initialize: ", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_tools_that_are_missing()
    {
        await using var server = await HttpServer.StartAsync(options: options => options with { IsReadOnly = true }, isDemo: true);

        Assert.Equal(1, await RunAsync(server.Address.AbsoluteUri));

        Assert.Contains("send_email", _error.ToString(), StringComparison.Ordinal);
    }

    private Task<int> RunAsync(params string[] arguments) => Commands.RunAsync(
        ["test-connection", .. arguments],
        new Terminal(Stream.Null, Stream.Null, _out, _error),
        TestContext.Current.CancellationToken);
}
