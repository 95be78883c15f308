using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Hosting;

/// <summary>
/// Keeps the answers to tools/list as JSON. Clients of 2026-07-28 have no session and ask again and again for the same 25 KB, of which
/// there are as many as there are sets of tools; the SDK would write each from its objects, read it and write it again.
/// </summary>
internal sealed class WrittenLists
{
    // Carries the key from the handler, which knows the caller, to the outgoing filter, which sees JSON. Never leaves the process.
    private const string Mark = "gmail-mcp/list";

    private static readonly JsonTypeInfo<ListToolsResult> ListType =
        (JsonTypeInfo<ListToolsResult>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ListToolsResult));

    private readonly ConcurrentDictionary<string, JsonElement> _lists = new(StringComparer.Ordinal);

    /// <summary>Takes the tools out of an answer and leaves a mark in their place.</summary>
    public ListToolsResult Take(ListToolsResult result, IReadOnlyList<Tool> tools)
    {
        var key = string.Join(' ', tools.Select(tool => tool.Name));
        _lists.GetOrAdd(key, static (_, tools) => Write(tools), tools);
        result.Tools = [];
        (result.Meta ??= [])[Mark] = key;
        return result;
    }

    /// <summary>Puts them back as JSON.</summary>
    public McpMessageHandler Wrap(McpMessageHandler next) => (context, cancellationToken) =>
    {
        if (context.JsonRpcMessage is JsonRpcResponse { Result: JsonObject result }
            && result["_meta"] is JsonObject meta
            && meta[Mark] is { } mark
            && _lists.TryGetValue(mark.GetValue<string>(), out var list))
        {
            meta.Remove(Mark);
            if (meta.Count == 0)
            {
                result.Remove("_meta");
            }

            result["tools"] = JsonArray.Create(list);
        }

        return next(context, cancellationToken);
    };

    private static JsonElement Write(IReadOnlyList<Tool> tools) =>
        JsonSerializer.SerializeToElement(new ListToolsResult { Tools = [.. tools] }, ListType).GetProperty("tools");
}
