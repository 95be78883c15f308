using GmailMcp.Authorization;

namespace GmailMcp.Hosting.Http;

/// <summary>The old HTTP server's endpoints beside MCP: /health, /sessions and /. In full with the operator's key; without
/// it a session is named by the start of its id alone, because the whole one is as good as a password.</summary>
internal sealed class Endpoints(
    HttpOptions options, Sessions sessions, StatusPage page, IHostApplicationLifetime life, TimeProvider time)
{
    public const string ReadyPath = "/health/ready";
    public const string LivePath = "/health/live";

    /// <summary>Whether a load balancer's probe and a person's browser reach this path without a key.</summary>
    public static bool IsOpen(PathString path) => IsOpenWhenClosed(path) || path == ReadyPath;

    /// <summary>The same while nobody has presented the key that was made for the one who set the server up.</summary>
    public static bool IsOpenWhenClosed(PathString path) => path == "/" || path == LivePath;

    public void Map(WebApplication app)
    {
        app.MapGet("/health", HealthAsync);
        app.MapGet(LivePath, (HttpContext context) => context.Response.WriteAsync("live"));
        app.MapGet(ReadyPath, ReadyAsync);
        app.MapGet("/sessions", ListAsync);
        app.MapGet("/", AboutAsync);
    }

    /// <summary>Answers DELETE /sessions/ID by a DELETE of the session itself, so that it ends the same way.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Method != HttpMethods.Delete
            || !context.Request.Path.StartsWithSegments("/sessions", out var rest)
            || rest.Value is not { Length: > 1 } path)
        {
            await next(context);
            return;
        }

        var id = path[1..];
        var isOperator = CallerIdentity.IsOperator(context.User);
        var entry = sessions.Find(id) ?? (isOperator ? sessions.FindByStart(id) : null);
        if (entry is null)
        {
            await Refusal.WriteAsync(context, StatusCodes.Status404NotFound, $"Session {id} not found");
            return;
        }

        if (!isOperator && !entry.Owner.IsSession && CallerIdentity.OwnerOf(context.User) != entry.Owner)
        {
            await Refusal.WriteAsync(
                context, StatusCodes.Status403Forbidden, "The session is another caller's. Its owner or the operator can end it.");
            return;
        }

        await EndAsync(context, entry, next);
        await WriteAsync(context, new MessageAnswer($"Session {id} closed successfully"), HttpJson.Default.MessageAnswer);
    }

    private static async Task EndAsync(HttpContext context, SessionEntry entry, RequestDelegate next)
    {
        if (entry.IsSse)
        {
            entry.End();
            return;
        }

        context.User = entry.User;
        context.Request.Path = McpPaths.Mcp;
        context.Request.Headers[McpPaths.SessionHeader] = entry.SessionId;
        await next(context);
        context.Response.StatusCode = StatusCodes.Status200OK;
    }

    private Task HealthAsync(HttpContext context)
    {
        var all = sessions.All.ToList();
        return WriteAsync(
            context,
            new HealthAnswer(
                "ok",
                options.TransportName,
                time.GetUtcNow(),
                ServerOptions.ProductVersion,
                new ActiveSessions(
                    all.Count(session => !session.IsSse),
                    all.Count(session => session.IsSse),
                    [.. all.Select(session => Describe(session, context))])),
            HttpJson.Default.HealthAnswer);
    }

    // A server that is ending still answers what runs, and wants nothing new.
    private Task ReadyAsync(HttpContext context)
    {
        var isReady = !life.ApplicationStopping.IsCancellationRequested;
        context.Response.StatusCode = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsync(isReady ? "ready" : "stopping");
    }

    private Task ListAsync(HttpContext context)
    {
        var all = sessions.All.Select(session => Describe(session, context)).ToList();
        return WriteAsync(context, new SessionsAnswer(all.Count, all), HttpJson.Default.SessionsAnswer);
    }

    private Task AboutAsync(HttpContext context)
    {
        context.Response.Headers.Append("Vary", "Accept");
        if (StatusPage.IsWanted(context.Request))
        {
            return page.WriteAsync(context);
        }

        var endpoints = new Dictionary<string, string>();
        if (options.HasStreamable)
        {
            endpoints["mcp"] = "ALL /mcp - MCP Streamable HTTP endpoint";
        }

        if (options.HasSse)
        {
            endpoints["sse"] = "GET /sse - SSE connection endpoint";
            endpoints["messages"] = "POST /messages - Message handling endpoint";
        }

        endpoints["health"] = "GET /health - Health check";
        return WriteAsync(
            context,
            new AboutAnswer(
                "Gmail MCP Server",
                ServerOptions.ProductVersion,
                options.TransportName,
                options.HasStreamable
                    ? $"Streamable HTTP ({ProtocolRevisions.Names})"
                    : "SSE (deprecated) (2024-11-05)",
                endpoints,
                "https://modelcontextprotocol.io/docs"),
            HttpJson.Default.AboutAnswer);
    }

    private SessionAnswer Describe(SessionEntry session, HttpContext context)
    {
        var id = CallerIdentity.IsOperator(context.User) ? session.SessionId : CallerFilter.Shorten(session.SessionId);
        return new(id, "auth-" + id, session.RequestCount, (long)(time.GetUtcNow() - session.Since).TotalMilliseconds);
    }

    private static Task WriteAsync<T>(HttpContext context, T answer, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(answer, type, cancellationToken: context.RequestAborted);
    }
}
