using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GmailMcp.Cli.Clients;

/// <summary>One setting of an entry.</summary>
/// <param name="Key">Its name in the client's file.</param>
/// <param name="Value">Written as JSON writes it: YAML and TOML read strings, numbers, booleans and lists of strings the same way.</param>
/// <param name="IsSoft">One that the person may have set: where it stands already it stays.</param>
internal sealed record Field(string Key, string Value, bool IsSoft = false)
{
    public static Field Of(string key, string value) => new(key, Quote(value));

    public static Field Of(string key, IEnumerable<string> values) => new(key, $"[{string.Join(", ", values.Select(Quote))}]");

    public static string Quote(string value) =>
        $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>The text between the quotes of a JSON string; null when it is none.</summary>
    public static string? Unquote(string json)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The strings of a JSON list; null when it is none.</summary>
    public static IReadOnlyList<string>? List(string json)
    {
        try
        {
            using var list = JsonDocument.Parse(json, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return list.RootElement.ValueKind == JsonValueKind.Array
                && list.RootElement.EnumerateArray().All(element => element.ValueKind == JsonValueKind.String)
                    ? [.. list.RootElement.EnumerateArray().Select(element => element.GetString()!)] // a string is not null
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
