using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Hosting;

/// <summary>Answers requests whose parameters are of a wrong shape with -32602 and says what is wrong; the SDK would answer
/// -32603 "An error occurred."</summary>
internal static class CallShape
{
    public static McpMessageHandler Wrap(McpMessageHandler next) => (context, cancellationToken) =>
        context.JsonRpcMessage is JsonRpcRequest request && Find(request.Method, request.Params as JsonObject) is { } problem
            ? throw new McpProtocolException($"{request.Method}: {problem}", McpErrorCode.InvalidParams)
            : next(context, cancellationToken);

    /// <summary>What is wrong with the parameters; null where nothing is.</summary>
    internal static string? Find(string method, JsonObject? parameters) => method switch
    {
        "tools/call" => Need(parameters, "name", JsonValueKind.String, "the tool's name as a string")
            ?? Allow(parameters, "arguments", JsonValueKind.Object, "an object")
            ?? Meta(parameters),
        "tools/list" => Allow(parameters, "cursor", JsonValueKind.String, "a string") ?? Meta(parameters),
        "initialize" => Need(parameters, "protocolVersion", JsonValueKind.String, "a revision of MCP as a string")
            ?? Need(parameters, "capabilities", JsonValueKind.Object, "an object")
            ?? Need(parameters, "clientInfo", JsonValueKind.Object, "an object with name and version")
            ?? Need(parameters?["clientInfo"] as JsonObject, "name", JsonValueKind.String, "in clientInfo, as a string")
            ?? Need(parameters?["clientInfo"] as JsonObject, "version", JsonValueKind.String, "in clientInfo, as a string"),
        "resources/read" => Need(parameters, "uri", JsonValueKind.String, "the resource's URI as a string") ?? Meta(parameters),
        "resources/list" or "resources/templates/list" or "prompts/list" =>
            Allow(parameters, "cursor", JsonValueKind.String, "a string") ?? Meta(parameters),
        "prompts/get" => Need(parameters, "name", JsonValueKind.String, "the prompt's name as a string")
            ?? Allow(parameters, "arguments", JsonValueKind.Object, "an object")
            ?? Texts(parameters?["arguments"] as JsonObject, "arguments")
            ?? Meta(parameters),
        "completion/complete" => Need(parameters, "ref", JsonValueKind.Object, "an object with type and name or uri")
            ?? Reference(parameters!["ref"]!.AsObject()) // just seen to be there
            ?? Need(parameters, "argument", JsonValueKind.Object, "an object with name and value")
            ?? Need(parameters!["argument"] as JsonObject, "name", JsonValueKind.String, "in argument, as a string")
            ?? Need(parameters["argument"] as JsonObject, "value", JsonValueKind.String, "in argument, as a string")
            ?? Allow(parameters, "context", JsonValueKind.Object, "an object")
            ?? Allow(parameters["context"] as JsonObject, "arguments", JsonValueKind.Object, "an object of strings")
            ?? Texts(parameters["context"]?["arguments"] as JsonObject, "context.arguments")
            ?? Meta(parameters),
        _ => Meta(parameters),
    };

    private static string? Reference(JsonObject reference) =>
        Need(reference, "type", JsonValueKind.String, "in ref, ref/prompt or ref/resource") ?? ((string?)reference["type"] switch
        {
            "ref/prompt" => Need(reference, "name", JsonValueKind.String, "in ref, as a string"),
            "ref/resource" => Need(reference, "uri", JsonValueKind.String, "in ref, as a string"),
            _ => "\"ref.type\" must be ref/prompt or ref/resource.",
        })
        ?? Allow(reference, "name", JsonValueKind.String, "a string")
        ?? Allow(reference, "title", JsonValueKind.String, "a string")
        ?? Allow(reference, "uri", JsonValueKind.String, "a string");

    private static string? Texts(JsonObject? fields, string name) =>
        fields?.FirstOrDefault(field => field.Value?.GetValueKind() != JsonValueKind.String).Key is { } wrong
            ? $"\"{name}.{wrong}\" must be a string."
            : null;

    private static string? Meta(JsonObject? parameters) => Allow(parameters, "_meta", JsonValueKind.Object, "an object");

    private static string? Need(JsonObject? parameters, string name, JsonValueKind kind, string what) =>
        parameters?[name]?.GetValueKind() == kind ? null : $"\"{name}\" must be there: {what}.";

    private static string? Allow(JsonObject? parameters, string name, JsonValueKind kind, string what) =>
        parameters?[name] is not { } value || value.GetValueKind() == kind ? null : $"\"{name}\" must be {what}.";
}
