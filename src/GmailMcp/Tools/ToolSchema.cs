using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace GmailMcp.Tools;

/// <summary>Turns the schemas that the SDK derives from C# signatures into those that clients see.</summary>
internal static class ToolSchema
{
    /// <summary>Drops null from type unions and null defaults: an optional argument is left out, not null, and unions are
    /// what several model APIs cannot take (MCP Inspector's strict lint).</summary>
    public static JsonNode DropNull(AIJsonSchemaCreateContext context, JsonNode node)
    {
        if (node is not JsonObject schema)
        {
            return node;
        }

        if (schema["type"] is JsonArray types)
        {
            var kept = types.Select(type => type!.GetValue<string>()).Where(type => type != "null").ToList();
            if (kept.Count == 1)
            {
                schema["type"] = kept[0];
            }
        }

        if (schema.TryGetPropertyValue("default", out var value) && value is null)
        {
            schema.Remove("default");
        }

        if (schema["enum"] is JsonArray values && values.Any(item => item is null))
        {
            schema["enum"] = new JsonArray([.. values.Where(item => item is not null).Select(item => item!.DeepClone())]);
        }

        return schema;
    }

    /// <summary>The listed form of an input schema: unknown arguments are refused at every level, whole numbers are called
    /// <c>number</c> as in the servers this one replaces, and nothing that a client does not need costs tokens.</summary>
    public static JsonElement Tidy(JsonElement inputSchema)
    {
        var schema = (JsonObject)JsonNode.Parse(inputSchema.GetRawText())!;
        schema.Remove("$schema");
        schema.Remove("title");
        Close(schema);
        StateOldDefault(schema);
        AllowFiles(schema);
        using var tidy = JsonDocument.Parse(schema.ToJsonString());
        return tidy.RootElement.Clone();
    }

    /// <summary>The listed form of an output schema: every structured result says what it cost (<see cref="ToolResults.WithUnits"/>).</summary>
    public static JsonElement WithUnits(JsonElement outputSchema)
    {
        var schema = (JsonObject)JsonNode.Parse(outputSchema.GetRawText())!;
        if (schema["properties"] is JsonObject properties)
        {
            properties[ToolResults.UnitsSpent] = new JsonObject
            {
                ["description"] = "What the call cost, in Gmail's quota units",
                ["type"] = "integer",
            };
        }

        using var told = JsonDocument.Parse(schema.ToJsonString());
        return told.RootElement.Clone();
    }

    // The old servers' schema states 50, and clients may show or send it; left out, as many go into a request as Gmail takes.
    private static void StateOldDefault(JsonObject schema)
    {
        if (schema["properties"]?["batchSize"] is JsonObject batchSize)
        {
            batchSize["default"] = 50;
        }
    }

    // A file that comes along is an object among paths. Two branches, because several model APIs take no list of types.
    private static void AllowFiles(JsonObject schema)
    {
        if (schema["properties"]?["attachments"] is JsonObject attachments)
        {
            attachments["items"] = JsonNode.Parse("""{"anyOf":[{"type":"string"},{"type":"object"}]}""");
        }
    }

    private static void Close(JsonObject schema)
    {
        if (schema["type"] is JsonValue type && type.GetValue<string>() == "integer")
        {
            schema["type"] = "number";
        }

        if (schema["properties"] is JsonObject properties)
        {
            foreach (var (_, property) in properties)
            {
                Close((JsonObject)property!);
            }

            schema["additionalProperties"] = false;
        }
        else if (schema["type"] is JsonValue kind && kind.GetValue<string>() == "object")
        {
            schema["properties"] = new JsonObject();
            schema["additionalProperties"] = false;
        }

        if (schema["items"] is JsonObject items)
        {
            Close(items);
        }
    }
}
