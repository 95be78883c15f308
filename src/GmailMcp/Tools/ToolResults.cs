using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tools;

/// <summary>Makes the results of tools: the old server's text first, facts as structured content, extra sentences in blocks of their own.</summary>
internal static class ToolResults
{
    /// <summary>The property of every structured result that says what the call cost.</summary>
    public const string UnitsSpent = "unitsSpent";

    /// <summary>A success: <paramref name="text"/> is the first block, <paramref name="record"/> the structured content.</summary>
    public static CallToolResult Of<T>(string text, T record, JsonTypeInfo<T> type, params IEnumerable<string?> notes) => new()
    {
        Content = [Text(text), .. notes.Where(note => note is { Length: > 0 }).Select(note => Text(note!))],
        StructuredContent = JsonSerializer.SerializeToElement(record, type),
    };

    /// <summary>The result with what it cost: every structured result says so.</summary>
    public static CallToolResult WithUnits(CallToolResult result, long units)
    {
        if (result.StructuredContent is not { ValueKind: JsonValueKind.Object } record)
        {
            return result;
        }

        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var property in record.EnumerateObject())
            {
                property.WriteTo(json);
            }

            json.WriteNumber(UnitsSpent, units);
            json.WriteEndObject();
        }

        result.StructuredContent = JsonElement.Parse(bytes.WrittenSpan);
        return result;
    }

    /// <summary>A failure, marked as one; begins with <c>Error: </c> as in the servers this one replaces.</summary>
    /// <param name="message">The first block, whose words may be the old servers'.</param>
    /// <param name="advice">What to do next, in a block of its own, where the message does not say it.</param>
    public static CallToolResult Error(string message, string? advice = null) => new()
    {
        Content = advice is { Length: > 0 } ? [Text($"Error: {message}"), Text(advice)] : [Text($"Error: {message}")],
        IsError = true,
    };

    public static TextContentBlock Text(string text) => new() { Text = text };
}
