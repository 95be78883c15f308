using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using GmailMcp.Hosting.Http;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace GmailMcp.Hosting;

/// <summary>Checks a running HTTP server from outside, as a client would: <c>gmail-mcp test-connection</c>.</summary>
/// <param name="address">The MCP endpoint; without a path, the one for new clients, or else the one for old ones.</param>
/// <param name="key">The caller's bearer key; null for none.</param>
/// <param name="expectedTools">The tools that must be there.</param>
/// <param name="say">Told each step that passes.</param>
internal sealed class ConnectionTest(Uri address, string? key, IReadOnlyList<string> expectedTools, Func<string, Task> say)
{
    private const string SessionRevision = "2025-06-18"; // the newest that most clients speak; it has sessions
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Uri _endpoint = address.AbsolutePath == "/" ? new Uri(address, McpPaths.Mcp) : address;

    private bool IsSse => _endpoint.AbsolutePath.EndsWith(McpPaths.Sse, StringComparison.Ordinal);

    /// <summary>Runs the steps in order.</summary>
    /// <returns>Null when all passed; else what failed, in which step, and what to do.</returns>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var step = "initialize";
        try
        {
            await using var first = await FindAsync(patience.Token);
            await say($"ok  initialize: {first.ServerInfo?.Name} {first.ServerInfo?.Version}, revision {first.NegotiatedProtocolVersion}");
            step = "tools/list";
            var tools = (await first.ListToolsAsync(cancellationToken: patience.Token)).Select(tool => tool.Name).ToList();
            if (expectedTools.Except(tools).ToList() is { Count: > 0 } missing)
            {
                return $"tools/list has {tools.Count} tools, but not {string.Join(", ", missing)}. "
                    + "The server runs with a lower --profile or --read-only, or the sign-in did not grant what they need.";
            }

            await say($"ok  tools/list: {tools.Count} tools");
            step = "GET /health";
            if (await AskHealthAsync(patience.Token) is not { } health)
            {
                return "GET /health answers, but not as gmail-mcp does. Is another server, or a proxy, between?";
            }

            await say($"ok  GET /health: {health}");
            step = "a second session";
            await using var second = await ConnectAsync(patience.Token);
            if (!IsSse && (first.SessionId is null || first.SessionId == second.SessionId))
            {
                return "Two sessions are not told apart: the server gave both the same id, or none. Is something between that answers itself?";
            }

            await say(IsSse ? "ok  two streams are served" : "ok  two sessions differ"); // the SDK's client does not tell a stream's id
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{step}: no answer from {_endpoint} within {Patience.TotalSeconds:0} s. Is it an MCP server?";
        }
        catch (HttpRequestException failure)
        {
            return $"{step}: {Explain(failure)}";
        }
        catch (Exception failure) when (failure is McpException or IOException or JsonException)
        {
            return $"{step}: {_endpoint} answers, but not as an MCP server does ({failure.Message}). Check the address and its path.";
        }
    }

    private async Task<McpClient> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ConnectAsync(cancellationToken);
        }
        catch (HttpRequestException missing) when (missing.StatusCode == HttpStatusCode.NotFound && address.AbsolutePath == "/")
        {
            _endpoint = new Uri(address, McpPaths.Sse);
            return await ConnectAsync(cancellationToken);
        }
    }

    private async Task<McpClient> ConnectAsync(CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // disposed with the client
        var transport = new HttpClientTransport(
            new HttpClientTransportOptions
            {
                Endpoint = _endpoint,
                TransportMode = IsSse ? HttpTransportMode.Sse : HttpTransportMode.StreamableHttp,
            },
            CreateHttp(),
            ownsHttpClient: true);
#pragma warning restore CA2000
        return await McpClient.CreateAsync(
            transport,
            new McpClientOptions
            {
                ClientInfo = new() { Name = "gmail-mcp test-connection", Version = ServerOptions.ProductVersion },
                ProtocolVersion = SessionRevision,
            },
            cancellationToken: cancellationToken);
    }

    // Null when it is not what gmail-mcp says of itself.
    private async Task<string?> AskHealthAsync(CancellationToken cancellationToken)
    {
        using var http = CreateHttp();
        using var answer = await http.GetAsync(new Uri(_endpoint, "/health"), cancellationToken);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            return "reachable, and closed without the operator's key";
        }

        answer.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        return json.RootElement is { ValueKind: JsonValueKind.Object } health
            && health.TryGetProperty("status", out var status)
            && health.TryGetProperty("transport", out var transport)
            ? $"{status}, transport {transport}"
            : null;
    }

    private HttpClient CreateHttp()
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }); // a key follows no redirect
        if (key is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return http;
    }

    private string Explain(HttpRequestException failure) => failure.StatusCode switch
    {
        null => $"{_endpoint} cannot be reached ({failure.Message}). Start the server with gmail-mcp --http, or correct the address.",
        HttpStatusCode.Unauthorized when key is null => $"{_endpoint} asks for a key. Give it with --key or GMAIL_MCP_KEY.",
        HttpStatusCode.Unauthorized => $"{_endpoint} does not know this key. Ask its operator for a new one.",
        HttpStatusCode.NotFound => $"there is no MCP endpoint at {_endpoint}. It is usually /mcp, or /sse for old clients.",
        { } status => $"{_endpoint} answered {(int)status}.",
    };
}
