using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Hosting;

/// <summary>Keeps what the server says of itself true: the SDK announces logging to every client of the old revisions and changes
/// of the tool list to all, and this server has neither.</summary>
internal static class Announced
{
    public static McpMessageHandler Wrap(McpMessageHandler next) => (context, cancellationToken) =>
    {
        if (context.JsonRpcMessage is JsonRpcResponse { Result: JsonObject result }
            && (result.ContainsKey("serverInfo") || result.ContainsKey("supportedVersions"))
            && result["capabilities"] is JsonObject capabilities)
        {
            capabilities.Remove("logging");
            (capabilities["tools"] as JsonObject)?.Remove("listChanged");
        }

        return next(context, cancellationToken);
    };
}
