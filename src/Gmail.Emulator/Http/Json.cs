using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gmail.Emulator.Http;

/// <summary>JSON without reflection: arrays, lookups and bytes.</summary>
internal static class Json
{
    public static JsonArray Strings(IEnumerable<string> values) =>
        new([.. values.Select(value => (JsonNode)value)]);

    public static JsonArray Array(IEnumerable<JsonNode> nodes) => new([.. nodes]);

    public static string? Text(this JsonObject node, string name) =>
        node[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Google's parser takes true and "true" alike.</summary>
    public static bool? Flag(this JsonObject node, string name) => node[name] is not JsonValue value
        ? null
        : value.TryGetValue<bool>(out var flag) ? flag
        : value.TryGetValue<string>(out var text) && bool.TryParse(text, out flag) ? flag : null;

    /// <summary>Google's parser takes 64-bit numbers as text and as numbers.</summary>
    public static long? Number(this JsonObject node, string name) => node[name] is not JsonValue value
        ? null
        : value.TryGetValue<long>(out var number) ? number
        : value.TryGetValue<string>(out var text)
            && long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out number) ? number : null;

    public static JsonObject? Child(this JsonObject node, string name) => node[name] as JsonObject;

    public static IReadOnlyList<string> List(this JsonObject node, string name)
    {
        if (node[name] is not JsonArray array)
        {
            return [];
        }

        var texts = new List<string>(array.Count);
        foreach (var item in array)
        {
            if (item is not JsonValue value || !value.TryGetValue<string>(out var text))
            {
                throw GmailApiException.Invalid($"Invalid value at '{name}' (TYPE_STRING), {item?.ToJsonString()}");
            }

            texts.Add(text);
        }

        return texts;
    }

    /// <summary>Bytes as Gmail sends them: indented unless <c>prettyPrint=false</c>.</summary>
    public static byte[] Bytes(JsonNode node, bool indented)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions
        {
            Indented = indented,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            node.WriteTo(writer);
        }

        return stream.ToArray();
    }

    /// <summary>The object in <paramref name="body"/>; nothing at all counts as an empty one.</summary>
    public static JsonObject ParseObject(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty || string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(body[..Math.Min(body.Length, 64)])))
        {
            return [];
        }

        try
        {
            return JsonNode.Parse(body) as JsonObject
                ?? throw GmailApiException.Invalid("Invalid JSON payload received. Root element must be a message.");
        }
        catch (JsonException error)
        {
            throw GmailApiException.ParseError($"Invalid JSON payload received. {error.Message}");
        }
    }
}
