using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GmailMcp.Tools.Rendering;

/// <summary>Takes the marks of a <see cref="Fence"/> out of arguments: a model that answers a mail may copy a fenced subject or
/// address as it stands.</summary>
internal static class FenceMarks
{
    // A model copies a handful; a text with more marks than this is about something else.
    private const int MostMarks = 200;

    private const string EscapedOpen = "\\u003C\\u003C"; // the same, as some clients write it

    public static void RemoveFrom(Dictionary<string, JsonElement> arguments)
    {
        foreach (var (name, value) in arguments.Where(argument => argument.Value.ValueKind is not JsonValueKind.Undefined).ToList())
        {
            var json = value.GetRawText();
            if (json.Contains(Fence.Open, StringComparison.Ordinal) || json.Contains(EscapedOpen, StringComparison.OrdinalIgnoreCase))
            {
                using var cleaned = JsonDocument.Parse(Clean(JsonNode.Parse(json))?.ToJsonString() ?? "null");
                arguments[name] = cleaned.RootElement.Clone();
            }
        }
    }

    private static JsonNode? Clean(JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Remove(text)),
        JsonArray array => new JsonArray([.. array.Select(Clean)]),
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Clean(field.Value)))),
        _ => node?.DeepClone(),
    };

    internal static string Remove(string text)
    {
        var result = new StringBuilder(text.Length);
        var from = 0;
        for (var marks = 0; marks < MostMarks && text.IndexOf(Fence.Open, from, StringComparison.Ordinal) is var open and >= 0; marks++)
        {
            var inside = open + Fence.Open.Length + Fence.IdLength + 1;
            if (inside > text.Length || !Fence.IsId(text.AsSpan(open + Fence.Open.Length, Fence.IdLength)) || text[inside - 1] != ' ')
            {
                result.Append(text, from, open + 1 - from);
                from = open + 1;
                continue;
            }

            var close = text.IndexOf(string.Concat(text.AsSpan(open + Fence.Open.Length, Fence.IdLength), Fence.Close), inside, StringComparison.Ordinal);
            if (close < 0)
            {
                break;
            }

            result.Append(text, from, open - from).Append(text, inside, close - inside - 1);
            from = close + Fence.IdLength + Fence.Close.Length;
        }

        return result.Append(text, from, text.Length - from).ToString();
    }
}
