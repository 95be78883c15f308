using System.IO.Pipelines;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Hosting;

/// <summary>An MCP client connected to this server in the same process: what <c>call</c>, <c>demo</c> and the tests speak through.
/// The same host, gate and protocol as over stdio; only the pipe is in memory.</summary>
internal sealed class LocalClient : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly PipeWriter _toServer;
    private readonly Task _server;

    private LocalClient(ServiceProvider services, PipeWriter toServer, Task server, McpClient client)
    {
        _services = services;
        _toServer = toServer;
        _server = server;
        Mcp = client;
    }

    public McpClient Mcp { get; }

    /// <param name="options">The server to start.</param>
    /// <param name="backend">Its mailboxes.</param>
    /// <param name="client">Client options, such as the protocol version; null for the newest.</param>
    /// <param name="tap">Sees every frame: direction ("-&gt;" to the server) and text; null for nobody.</param>
    public static async Task<LocalClient> ConnectAsync(
        ServerOptions options, Backend backend, McpClientOptions? client, Action<string, string>? tap, CancellationToken cancellationToken)
    {
        Pipe toServer = new(), toClient = new();
        var services = new ServiceCollection();
        services.AddGmailMcp(options, backend);
        var provider = services.BuildServiceProvider();
        var server = McpServer.Create(
            new StreamServerTransport(toServer.Reader.AsStream(), Tap(toClient.Writer.AsStream(), "<-", tap), "gmail"),
            provider.GetRequiredService<IOptions<McpServerOptions>>().Value,
            serviceProvider: provider);
        var running = server.RunAsync(CancellationToken.None);
        var mcp = await McpClient.CreateAsync(
            new StreamClientTransport(Tap(toServer.Writer.AsStream(), "->", tap), toClient.Reader.AsStream()),
            client ?? new McpClientOptions { ClientInfo = new() { Name = "gmail-mcp", Version = ServerOptions.ProductVersion } },
            cancellationToken: cancellationToken);
        return new LocalClient(provider, toServer.Writer, running, mcp);
    }

    public async ValueTask DisposeAsync()
    {
        await _toServer.CompleteAsync(); // the end of its input ends the server, as on stdio
        await _server;
        await Mcp.DisposeAsync();
        await _services.DisposeAsync();
    }

    private static Stream Tap(Stream stream, string direction, Action<string, string>? tap) =>
        tap is null ? stream : new TappedStream(stream, line => tap(direction, line));
}
