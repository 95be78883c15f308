using System.Net.Http.Headers;
using Gmail.Emulator;
using GmailMcp.Accounts;
using GmailMcp.Hosting;
using GmailMcp.Hosting.Http;
using GmailMcp.Tools;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Client;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>The HTTP server on a free loopback port, over an emulated Google with real sign-ins, and clients for it.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<IAsyncDisposable> _clients = [];

    private HttpServer(WebApplication app, EmulatedGmail gmail, string home)
    {
        _app = app;
        Gmail = gmail;
        Home = home;
        Address = new Uri(app.Urls.First());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }

    /// <summary>Google and its mailboxes.</summary>
    public EmulatedGmail Gmail { get; }

    public string Home { get; }

    /// <summary>http://127.0.0.1:PORT/.</summary>
    public Uri Address { get; }

    /// <summary>Follows no redirect and keeps no cookie.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="configure">Changes the HTTP settings.</param>
    /// <param name="options">Changes the settings of all transports.</param>
    /// <param name="isDemo">True for one mailbox that every caller reaches, as with --demo.</param>
    /// <param name="clock">The time; null for the system's.</param>
    /// <param name="more">Adds to the MCP server.</param>
    public static async Task<HttpServer> StartAsync(
        Func<HttpOptions, HttpOptions>? configure = null,
        Func<ServerOptions, ServerOptions>? options = null,
        bool isDemo = false,
        TimeProvider? clock = null,
        Action<IMcpServerBuilder>? more = null)
    {
        var time = clock ?? TimeProvider.System;
        var home = Directory.CreateTempSubdirectory("gmail-mcp-http-").FullName;
        var gmail = new EmulatedGmail(new EmulatedGmailOptions { TimeProvider = time, AutomaticConsent = true, AcceptsAnyClient = true });
        var server = new ServerOptions
        {
            Time = time,
            SendLimits = TestServer.NoWaits,
            Files = LocalFilesSettings.From(home),
            Accounts = AccountSettings.Read(_ => null, home, home) with
            {
                EnvironmentKeys = new OAuthKeys
                {
                    ClientId = "client.apps.googleusercontent.com",
                    ClientSecret = "secret",
                    Kind = ClientKind.Installed,
                    Source = "the test",
                },
            },
        };
        server = options?.Invoke(server) ?? server;
        var http = new HttpOptions { Port = 0 };
        http = configure?.Invoke(http) ?? http;
        var backend = isDemo ? Emulated.Start(server with { IsDemo = true }) : GoogleBackend.Create(server, gmail, gmail);
        var app = HttpHost.Build(server, http, backend, more);
        await HttpHost.StartAsync(app, TestContext.Current.CancellationToken);
        return new HttpServer(app, gmail, home);
    }

    /// <summary>An MCP client over Streamable HTTP, or over HTTP with SSE.</summary>
    public async Task<McpClient> ConnectAsync(
        string? key = null, string? protocolVersion = null, bool isSse = false, McpClientOptions? options = null)
    {
#pragma warning disable CA2000 // disposed with the transport
        var http = new HttpClient();
#pragma warning restore CA2000
        if (key is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        var transport = new HttpClientTransport(
            new HttpClientTransportOptions
            {
                Endpoint = new Uri(Address, isSse ? "/sse" : "/mcp"),
                TransportMode = isSse ? HttpTransportMode.Sse : HttpTransportMode.StreamableHttp,
            },
            http,
            ownsHttpClient: true);
        options ??= new McpClientOptions();
        options.ProtocolVersion ??= protocolVersion;
        var client = await McpClient.CreateAsync(transport, options, cancellationToken: TestContext.Current.CancellationToken);
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        Client.Dispose();
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        Gmail.Dispose();
        Directory.Delete(Home, recursive: true);
    }
}
