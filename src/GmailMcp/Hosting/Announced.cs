using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Hosting;

/// <summary>Keeps what the server says of itself true: the SDK announces logging to every client of the old revisions and changes
/// of the tool list to all. This server has no logging, and its list changes only within a session over HTTP, when somebody
/// signs in there.</summary>
internal static class Announced
{
    /// <param name="signsInWithinSessions">True over HTTP.</param>
    /// <param name="next">The next filter.</param>
    public static McpMessageHandler Wrap(bool signsInWithinSessions, McpMessageHandler next) => (context, cancellationToken) =>
    {
        if (context.JsonRpcMessage is JsonRpcResponse { Result: JsonObject result }
            && (result.ContainsKey("serverInfo") || result.ContainsKey("supportedVersions"))
            && result["capabilities"] is JsonObject capabilities)
        {
#pragma warning disable MCP9005 // deprecated; a test's server has it
            if (context.Server.ServerOptions.Handlers.SetLoggingLevelHandler is null)
#pragma warning restore MCP9005
            {
                capabilities.Remove("logging");
            }

            if (!signsInWithinSessions || result.ContainsKey("supportedVersions"))
            {
                (capabilities["tools"] as JsonObject)?.Remove("listChanged");
            }
        }

        return next(context, cancellationToken);
    };
}
