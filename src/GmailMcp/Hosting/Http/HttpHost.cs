using System.Net;
using GmailMcp.Accounts;
using GmailMcp.Authorization;
using Microsoft.AspNetCore.HttpOverrides;
using ModelContextProtocol.Server;

namespace GmailMcp.Hosting.Http;

/// <summary>Serves MCP over HTTP: Streamable HTTP in every revision, and HTTP with SSE where asked for.</summary>
internal static class HttpHost
{
    /// <summary>Serves until cancelled or told to stop by a signal.</summary>
    public static async Task RunAsync(
        ServerOptions options, HttpOptions http, Func<string, Task> say, CancellationToken cancellationToken)
    {
        await PortCheck.RequireAsync(http, options.Time);
        await using var app = Build(options, http, Backend.For(options));
        await StartAsync(app, cancellationToken);
        await say($"gmail-mcp {ServerOptions.ProductVersion} listens on {string.Join(" and ", app.Urls)}");
        await app.WaitForShutdownAsync(cancellationToken);
    }

    /// <summary>Listens; the door of the sign-ins learns the port.</summary>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await app.StartAsync(cancellationToken);
        app.Services.GetRequiredService<SignInDoor>().Port = new Uri(app.Urls.First()).Port;
    }

    /// <summary>The server, not started yet.</summary>
    /// <param name="options">Every setting that all transports share.</param>
    /// <param name="http">The settings of this one.</param>
    /// <param name="backend">Where mailboxes come from.</param>
    /// <param name="more">Adds tools and filters of a test's own.</param>
    public static WebApplication Build(
        ServerOptions options, HttpOptions http, Backend backend, Action<IMcpServerBuilder>? more = null)
    {
        // Empty: no configuration files of whatever folder the server was started in, no default logging to stdout.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, http));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = http.Limits.Shutdown);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(http);
        builder.Services.AddSingleton(http.Limits);
        builder.Services.AddSingleton(new SignInDoor(http.PublicUrl));
        builder.Services.AddSingleton(backend);
        builder.Services.AddSingleton(backend.Accounts);
        builder.Services.AddSingleton<Sessions>();
        builder.Services.AddSingleton<Admission>();
        builder.Services.AddSingleton<RateLimits>();
        builder.Services.AddSingleton<HostAndOrigin>();
        builder.Services.AddSingleton(new OperatorSessions(options.Time));
        builder.Services.AddSingleton(new RequestFigures(options.Time));
        builder.Services.AddSingleton<OperatorRoutes>();
        builder.Services.AddSingleton<StatusPage>();
        builder.Services.AddSingleton<Endpoints>();
        builder.Services.AddSingleton<SignInPage>();
        builder.Services.AddSingleton<SignInRoutes>();
        builder.Services.AddSingleton(new CallbackRelay(options.Time));
        builder.Services.AddSingleton<CallbackRelayRoutes>();
        builder.Services.AddSingleton<CallerFilter>();
        builder.Services.AddSingleton<WrittenLists>();
        builder.Services.AddHostedService<SessionSweeper>();

        // Before the gate: filters run in the order in which they were added.
        builder.Services.AddOptions<McpServerOptions>().Configure<CallerFilter, RateLimits, WrittenLists>((server, callers, limits, lists) =>
        {
            server.Filters.Request.CallToolFilters.Add(limits.WrapCall);
            server.Filters.Request.CallToolFilters.Add(callers.WrapCall);
            server.Filters.Request.ListToolsFilters.Add(callers.WrapList);
            BindOthers(server.Filters.Request, callers, limits);
            server.Filters.Message.OutgoingFilters.Add(lists.Wrap);
        });
        var mcp = builder.Services.AddGmailMcp(options, backend, hasManyCallers: true)
            .WithHttpTransport();
        builder.Services.AddOptions<ModelContextProtocol.AspNetCore.HttpServerTransportOptions>()
            .Configure<Sessions>((transport, sessions) =>
            {
                sessions.Configure(transport);
                if (http.HasSse)
                {
                    LegacySse.Enable(transport);
                }
            });
        more?.Invoke(mcp);

        var app = builder.Build();
        UsePipeline(app, http, options);
        return app;
    }

    private static void BindOthers(McpRequestFilters filters, CallerFilter callers, RateLimits limits)
    {
        filters.ReadResourceFilters.Add(limits.WrapOther);
        filters.ReadResourceFilters.Add(callers.WrapOther);
        filters.CompleteFilters.Add(limits.WrapOther);
        filters.CompleteFilters.Add(callers.WrapOther);
        filters.ListResourcesFilters.Add(callers.WrapOther);
        filters.ListResourceTemplatesFilters.Add(callers.WrapOther);
        filters.ListPromptsFilters.Add(callers.WrapOther);
        filters.GetPromptFilters.Add(callers.WrapOther);
    }

    private static void Listen(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions kestrel, HttpOptions http)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = http.Limits.LargestBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = http.Limits.LargestHead;
        kestrel.Limits.RequestHeadersTimeout = http.Limits.HeadPatience;
        kestrel.Limits.KeepAliveTimeout = http.Limits.KeepAlive;
        kestrel.Limits.MaxConcurrentConnections = http.Limits.MostConnections;
        kestrel.Limits.MinRequestBodyDataRate = new(http.Limits.SlowestUpload, http.Limits.SlowGrace);
        kestrel.Limits.MinResponseDataRate = new(http.Limits.SlowestDownload, http.Limits.SlowGrace);
        if (http.Host == "localhost" && http.Port != 0)
        {
            kestrel.ListenLocalhost(http.Port); // both families
        }
        else
        {
            kestrel.Listen(http.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(http.Host), http.Port);
        }
    }

    private static void UsePipeline(WebApplication app, HttpOptions http, ServerOptions options)
    {
        var services = app.Services;
        var signIns = services.GetRequiredService<SignInRoutes>();
        var sessions = services.GetRequiredService<Sessions>();
        var endpoints = services.GetRequiredService<Endpoints>();
        var relay = services.GetRequiredService<CallbackRelayRoutes>();
        var limits = services.GetRequiredService<RateLimits>();
        var callers = new CallerAuthentication(new CallerPolicy
        {
            FindOwner = http.FindOwner,
            IsOperatorKey = http.IsOperatorKey,
            IsOpenToLoopback = http.IsOpenToLoopback,
            IsSingleUser = http.IsSingleUser,
            IsOpenPath = path => http.IsClosed
                ? Endpoints.IsOpenWhenClosed(path)
                : Endpoints.IsOpen(path) || OperatorRoutes.IsOpen(path) || signIns.IsOpen(path),
            Scope = options.Profile.ToString().ToLowerInvariant(),
            Refuse = limits.RefuseAsync,
        });

        if (http.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders(ForwardedBy(http.TrustedProxies));
        }

        app.Use(McpPaths.WithoutSlashAsync);
        app.Use(services.GetRequiredService<RequestFigures>().InvokeAsync);
        app.Use(services.GetRequiredService<Admission>().InvokeAsync);
        app.Use(services.GetRequiredService<HostAndOrigin>().InvokeAsync);
        app.Use(relay.InvokeAsync);
        app.Use(callers.InvokeAsync);
        app.Use(limits.InvokeAsync);
        if (!http.HasStreamable)
        {
            app.Use(LegacySse.OnlyAsync);
        }

        app.Use(AcceptHeader.InvokeAsync);
        app.Use(BodyCheck.InvokeAsync);
        app.Use(ProtocolRevisions.InvokeAsync);
        app.Use(new SessionCheck(sessions).InvokeAsync);
        app.Use(sessions.InvokeAsync);
        app.Use(new CancelledPosts(sessions).InvokeAsync);
        app.Use(endpoints.InvokeAsync);
        if (http.HasSse)
        {
            app.Use(new LegacySse(sessions).InvokeAsync);
        }

        app.Use(signIns.InvokeAsync);
        app.UseRouting();
        endpoints.Map(app);
        services.GetRequiredService<OperatorRoutes>().Map(app);
        signIns.Map(app);
        relay.Map(app);
        app.MapMcp(McpPaths.Mcp);
    }

    // The caller's address and scheme, as far as proxies that are trusted vouch for them.
    private static ForwardedHeadersOptions ForwardedBy(IReadOnlyList<System.Net.IPNetwork> proxies)
    {
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null, // each hop is checked
        };
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        foreach (var proxy in proxies)
        {
            forwarded.KnownIPNetworks.Add(proxy);
        }

        return forwarded;
    }
}
