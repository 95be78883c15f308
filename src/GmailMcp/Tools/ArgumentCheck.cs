using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GmailMcp.Tools;

/// <summary>Checks the arguments of a call against the tool's schema and coerces what clients commonly get wrong: arrays and
/// numbers sent as text, a single value where a list is meant, null for "left out".</summary>
internal sealed class ArgumentCheck
{
    private static readonly JsonObject StringSchema = new() { ["type"] = "string" };

    // Clients that read "1" or "2026" as a number send it as one. A part of a mail has such a number, and words may be digits.
    private static readonly string[] TextsOfDigits = ["attachmentId", "query", "subject", "body"];

    private readonly List<string> _problems = [];
    private readonly List<string> _unknown = [];

    /// <summary>What is wrong, a sentence each; empty when the call may run.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>A sentence for each argument that the tool does not have.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    /// <summary>The arguments as the tool gets them.</summary>
    public Dictionary<string, JsonElement> Arguments { get; } = new(StringComparer.Ordinal);

    public static ArgumentCheck Run(JsonObject schema, IDictionary<string, JsonElement>? arguments)
    {
        var check = new ArgumentCheck();
        var given = new JsonObject();
        foreach (var (name, value) in arguments ?? new Dictionary<string, JsonElement>())
        {
            check.RefuseTwice(name, value);
            given[name] = JsonNode.Parse(value.GetRawText());
        }

        if (check._problems.Count > 0)
        {
            return check; // what is there twice cannot be read
        }

        var checkedArguments = check.CheckObject("", schema, given);
        foreach (var (name, value) in checkedArguments)
        {
            using var document = JsonDocument.Parse(value!.ToJsonString());
            check.Arguments[name] = document.RootElement.Clone();
        }

        return check;
    }

    // RFC 8259 §4: with a name twice, readers differ in what they see, so neither value is what was certainly meant.
    private void RefuseTwice(string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            var i = 0;
            foreach (var item in value.EnumerateArray())
            {
                RefuseTwice(string.Create(CultureInfo.InvariantCulture, $"{path}[{i++}]"), item);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in value.EnumerateObject())
            {
                if (!names.Add(member.Name))
                {
                    _problems.Add($"Argument \"{path}.{member.Name}\" is given twice.");
                }

                RefuseTwice($"{path}.{member.Name}", member.Value);
            }
        }
    }

    private JsonObject CheckObject(string path, JsonObject schema, JsonObject given)
    {
        var properties = schema["properties"] as JsonObject ?? [];
        var result = new JsonObject();
        foreach (var (name, value) in given)
        {
            var listed = properties.ContainsKey(name) ? name
                : Aliases.Resolve(name, alias => properties.ContainsKey(alias) && !given.ContainsKey(alias));
            if (listed is null)
            {
                _unknown.Add($"Unknown argument \"{path}{name}\"; allowed: {Names(properties)}."
                    + NearMiss.Hint(name, properties.Select(property => property.Key)));
            }
            else if (value is not null && Coerce(path + listed, (JsonObject)properties[listed]!, value) is { } coerced)
            {
                if (result.TryGetPropertyValue(listed, out var other) && !JsonNode.DeepEquals(other, coerced))
                {
                    _problems.Add($"Argument \"{path}{listed}\" is given twice, once as \"{path}{name}\"."); // as with one name twice
                }

                result[listed] = coerced;
            }
        }

        foreach (var required in (schema["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()))
        {
            if (!given.Any(pair => pair.Key == required && pair.Value is not null) && !result.ContainsKey(required))
            {
                _problems.Add($"Missing argument \"{path}{required}\" ({Describe((JsonObject)properties[required]!)}).");
            }
        }

        return result;
    }

    private JsonNode? Coerce(string path, JsonObject schema, JsonNode value)
    {
        var coerced = schema["type"]?.GetValue<string>() switch
        {
            "array" => CoerceArray(path, schema, value),
            "object" => CoerceObject(path, schema, value),
            "number" => CoerceNumber(value),
            "boolean" => CoerceBoolean(value),
            "string" => CoerceText(path, schema, value),
            _ => value.DeepClone(),
        };
        if (coerced is null)
        {
            _problems.Add($"Argument \"{path}\" must be {Describe(schema)}; got {Show(value)}.{EnumHint(schema, value)}");
        }

        return coerced;
    }

    // A list is welcome as JSON text ("[\"a\"]"), and a single value as a list of one.
    private JsonArray? CoerceArray(string path, JsonObject schema, JsonNode value)
    {
        var items = value switch
        {
            JsonArray array => array,
            JsonValue text when AsText(text) is { } json && ParseJson(path, json) is JsonArray parsed => parsed,
            JsonValue text when AsText(text) is { } single =>
                single.Length == 0 ? new JsonArray() : new JsonArray(JsonValue.Create(single)),
            _ => null,
        };
        if (items is null)
        {
            return null;
        }

        var result = new JsonArray();
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i] is { } element
                ? CoerceItem(path, i, (JsonObject)schema["items"]!, element)
                : null;
            if (item is not null)
            {
                result.Add(item);
            }
            else if (items[i] is null)
            {
                _problems.Add($"Argument \"{path}[{i}]\" is null; leave it out.");
            }
        }

        return result;
    }

    // A file that comes along is an object among paths: it is handed on as its JSON.
    private JsonNode? CoerceItem(string path, int index, JsonObject schema, JsonNode item)
    {
        if (schema["anyOf"] is null)
        {
            return Coerce(PathOf(path, index), schema, item);
        }

        var file = item as JsonObject ?? (item is JsonValue text && AsText(text) is { } json ? ParseJson(path, json) as JsonObject : null);
        return file is not null ? JsonValue.Create(file.ToJsonString()) : Coerce(PathOf(path, index), StringSchema, item);
    }

    private static string PathOf(string path, int index) => $"{path}[{index.ToString(CultureInfo.InvariantCulture)}]";

    private JsonObject? CoerceObject(string path, JsonObject schema, JsonNode value)
    {
        var given = value as JsonObject
            ?? (value is JsonValue text && AsText(text) is { } json ? ParseJson(path, json) as JsonObject : null);
        return given is null ? null : CheckObject(path + ".", schema, given);
    }

    // Every number of these tools is a count or a size: whole.
    private static JsonValue? CoerceNumber(JsonNode value)
    {
        decimal number;
        if (value is JsonValue json && json.GetValueKind() == JsonValueKind.Number)
        {
            if (!decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            {
                return null;
            }
        }
        else if (value is not JsonValue text || AsText(text) is not { } digits
            || !decimal.TryParse(digits.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out number))
        {
            return null;
        }

        return number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue
            ? JsonValue.Create((int)number)
            : null;
    }

    private static JsonValue? CoerceBoolean(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        JsonValueKind.String when bool.TryParse(value.GetValue<string>(), out var parsed) => JsonValue.Create(parsed),
        _ => null,
    };

    // A number is no text: an id of Gmail sent as a number has lost digits already, and "2.10" is 2.1 by then.
    private static JsonValue? CoerceText(string path, JsonObject schema, JsonNode value)
    {
        if (value.GetValueKind() == JsonValueKind.Number && TextsOfDigits.Contains(path)
            && value.ToJsonString() is { Length: <= 9 } number && number.All(char.IsAsciiDigit))
        {
            return JsonValue.Create(number);
        }

        if (value is not JsonValue json || AsText(json) is not { } text)
        {
            return null;
        }

        if (schema["enum"] is not JsonArray allowed)
        {
            return JsonValue.Create(text);
        }

        var match = allowed.Select(item => item!.GetValue<string>())
            .FirstOrDefault(item => string.Equals(item, text.Trim(), StringComparison.OrdinalIgnoreCase));
        return match is null ? null : JsonValue.Create(match);
    }

    private static string? AsText(JsonValue value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private JsonNode? ParseJson(string path, string text)
    {
        if (text.TrimStart() is not [('[' or '{') and var first, ..])
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            var known = _problems.Count;
            RefuseTwice(path, document.RootElement);
            return _problems.Count == known ? JsonNode.Parse(text)
                : first == '[' ? new JsonArray()
                : new JsonObject();
        }
        catch (JsonException)
        {
            return null; // plain text that begins with a bracket
        }
    }

    private static string Describe(JsonObject schema)
    {
        if (schema["enum"] is JsonArray values)
        {
            return "one of " + string.Join(", ", values.Select(value => value!.GetValue<string>()));
        }

        return schema["type"]?.GetValue<string>() switch
        {
            "array" => "a list of " + (schema["items"] is { } items && (items["type"] ?? items["anyOf"]?[0]?["type"])?.GetValue<string>() == "string"
                ? "strings"
                : "values"),
            "object" => "an object with " + Names(schema["properties"] as JsonObject ?? []),
            "number" => "a whole number",
            "boolean" => "true or false",
            "string" => "a string",
            _ => "a value",
        };
    }

    private static string EnumHint(JsonObject schema, JsonNode value) =>
        schema["enum"] is JsonArray allowed && value is JsonValue json && AsText(json) is { } text
            ? NearMiss.Hint(text, allowed.Select(item => item!.GetValue<string>()))
            : "";

    private static string Show(JsonNode value)
    {
        var text = value.GetValueKind() switch
        {
            JsonValueKind.String => "the string " + value.ToJsonString(),
            JsonValueKind.Number => "the number " + value.ToJsonString(),
            JsonValueKind.Array => "a list",
            JsonValueKind.Object => "an object",
            _ => value.ToJsonString(),
        };
        return text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 77), "...");
    }

    private static string Names(JsonObject properties) =>
        properties.Count == 0 ? "none" : string.Join(", ", properties.Select(property => property.Key));
}
