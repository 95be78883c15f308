using GmailMcp.Authorization;
using ModelContextProtocol.AspNetCore;

namespace GmailMcp.Hosting.Http;

/// <summary>
/// HTTP with SSE, the transport of MCP 2024-11-05, at the addresses of the servers that this one replaces: /sse, which
/// announces /messages?sessionId=. The SDK has both below the MCP endpoint and calls the second one "message".
/// </summary>
internal sealed class LegacySse(Sessions sessions)
{
    private const string InnerStream = McpPaths.Mcp + "/sse";
    private const string InnerMessages = McpPaths.Mcp + "/message";

    public static void Enable(HttpServerTransportOptions transport) =>
#pragma warning disable MCP9004 // deprecated, and what --sse is for
        transport.EnableLegacySse = true;
#pragma warning restore MCP9004

    /// <summary>Without --http there is no /mcp: clients that know both transports take the 404 for a sign to use /sse.</summary>
    public static Task OnlyAsync(HttpContext context, RequestDelegate next) => context.Request.Path == McpPaths.Mcp
        ? Refusal.WriteAsync(
            context, StatusCodes.Status404NotFound, "This server speaks HTTP with SSE alone, at /sse. Started with --http too, it has /mcp.")
        : next(context);

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (path == McpPaths.Messages)
        {
            // Here and not in the SDK, whose refusals need services that this server has no other use for.
            if (sessions.Of(context.Request) is not { IsSse: true } session)
            {
                return Refusal.WriteAsync(context, StatusCodes.Status404NotFound, "No transport found for sessionId");
            }

            if (CallerIdentity.OwnerOf(session.User) != CallerIdentity.OwnerOf(context.User))
            {
                return Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, "The session is another caller's. Open one of your own at /sse.");
            }

            context.Request.Path = InnerMessages;
        }
        else if (path == McpPaths.Sse)
        {
            context.Request.Path = InnerStream;
            context.Response.Body = new AnnouncingStream(context.Response.Body, sessions);
        }
        else if (path.StartsWithSegments(McpPaths.Mcp, out var rest) && rest.HasValue)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound; // the SDK's own addresses are nobody's
            return Task.CompletedTask;
        }

        return next(context);
    }
}
