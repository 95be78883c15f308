namespace GmailMcp.Hosting.Http;

/// <summary>The paths that MCP clients use.</summary>
internal static class McpPaths
{
    /// <summary>Streamable HTTP (MCP 2025-03-26 and later).</summary>
    public const string Mcp = "/mcp";

    /// <summary>HTTP with SSE (MCP 2024-11-05): the stream.</summary>
    public const string Sse = "/sse";

    /// <summary>HTTP with SSE: where the client posts.</summary>
    public const string Messages = "/messages";

    public const string SessionHeader = "Mcp-Session-Id";

    /// <summary>Takes the slash off the end of an address that a client wrote as "/mcp/": routing takes it for the same, and so must
    /// every check before it.</summary>
    public static Task WithoutSlashAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.Value is [.., '/'] path && new PathString(path.TrimEnd('/')) is var bare && IsMcp(bare))
        {
            context.Request.Path = bare;
        }

        return next(context);
    }

    public static bool IsMcp(PathString path) => path == Mcp || path == Sse || path == Messages;
}
