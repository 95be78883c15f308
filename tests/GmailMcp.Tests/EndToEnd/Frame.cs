using System.Text.Json.Nodes;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>JSON-RPC messages as a client writes them by hand.</summary>
internal static class Frame
{
    public const string Newest = "2026-07-28";

    public static string Request(int id, string method, JsonObject? parameters = null) =>
        Message(method, parameters, id).ToJsonString();

    public static string Notification(string method, JsonObject? parameters = null) => Message(method, parameters, id: null).ToJsonString();

    public static string Initialize(string protocolVersion, int id = 0) => Request(id, "initialize", new JsonObject
    {
        ["protocolVersion"] = protocolVersion,
        ["capabilities"] = new JsonObject(),
        ["clientInfo"] = new JsonObject { ["name"] = "end-to-end", ["version"] = "1.0.0" },
    });

    public static string Initialized => Notification("notifications/initialized");

    public static string Call(int id, string tool, JsonObject? arguments = null, string? progressToken = null)
    {
        var parameters = new JsonObject { ["name"] = tool, ["arguments"] = arguments ?? [] };
        if (progressToken is not null)
        {
            parameters["_meta"] = new JsonObject { ["progressToken"] = progressToken };
        }

        return Request(id, "tools/call", parameters);
    }

    /// <summary>A request of the newest revision, which has no handshake: each says its version and the client's capabilities.</summary>
    public static string Modern(int id, string method, JsonObject? parameters = null, string version = Newest)
    {
        parameters ??= [];
        parameters["_meta"] = new JsonObject
        {
            ["io.modelcontextprotocol/protocolVersion"] = version,
            ["io.modelcontextprotocol/clientCapabilities"] = new JsonObject(),
            ["io.modelcontextprotocol/clientInfo"] = new JsonObject { ["name"] = "end-to-end", ["version"] = "1.0.0" },
        };
        return Request(id, method, parameters);
    }

    private static JsonObject Message(string method, JsonObject? parameters, int? id)
    {
        var message = new JsonObject { ["jsonrpc"] = "2.0" };
        if (id is not null)
        {
            message["id"] = id;
        }

        message["method"] = method;
        if (parameters is not null)
        {
            message["params"] = parameters;
        }

        return message;
    }
}
