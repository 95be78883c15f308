using System.Text.Json.Nodes;

namespace Gmail.Emulator.Http;

/// <summary>The <c>fields</c> parameter: <c>a,b/c,d(e,f/g),*</c> (Google's guide to partial responses).</summary>
internal sealed class PartialResponse
{
    private readonly Dictionary<string, PartialResponse> _children = new(StringComparer.Ordinal);

    /// <summary>A selector without children keeps everything below it.</summary>
    private bool KeepsAll => _children.Count == 0;

    /// <summary>Null when no selection was asked for.</summary>
    public static PartialResponse? Parse(string? fields, string? schema)
    {
        if (string.IsNullOrWhiteSpace(fields) || fields == "*")
        {
            return null;
        }

        var position = 0;
        var root = new PartialResponse();
        ParseList(fields, ref position, root);
        if (position != fields.Length)
        {
            throw Invalid(fields);
        }

        root.CheckNames(schema);
        return root;
    }

    public JsonNode Apply(JsonNode node)
    {
        switch (node)
        {
            case JsonArray array:
                return Json.Array(array.Where(item => item is not null).Select(item => Apply(item!)));
            case JsonObject parent when !KeepsAll:
                var kept = new JsonObject();
                foreach (var (name, value) in parent)
                {
                    if (value is not null
                        && (_children.TryGetValue(name, out var child) || _children.TryGetValue("*", out child))
                        && child.Select(value) is { } selected)
                    {
                        kept[name] = selected;
                    }
                }

                return kept;
            default:
                return node.DeepClone();
        }
    }

    /// <summary>Null when nothing below was selected: Google then leaves the parent out.</summary>
    private JsonNode? Select(JsonNode value)
    {
        if (!KeepsAll && value is JsonValue)
        {
            return null;
        }

        var selected = Apply(value);
        return selected is JsonObject { Count: 0 } && !KeepsAll ? null : selected;
    }

    // list = path *("," path); path = name ["/" path] / name "(" list ")"
    private static void ParseList(string text, ref int position, PartialResponse parent)
    {
        while (true)
        {
            ParsePath(text, ref position, parent);
            if (position >= text.Length || text[position] != ',')
            {
                return;
            }

            position++;
        }
    }

    private static void ParsePath(string text, ref int position, PartialResponse parent)
    {
        var start = position;
        while (position < text.Length && text[position] is not (',' or '/' or '(' or ')'))
        {
            position++;
        }

        var name = text[start..position].Trim();
        if (name.Length == 0)
        {
            throw Invalid(text);
        }

        if (!parent._children.TryGetValue(name, out var node))
        {
            node = parent._children[name] = new PartialResponse();
        }

        if (position < text.Length && text[position] == '/')
        {
            position++;
            ParsePath(text, ref position, node);
        }
        else if (position < text.Length && text[position] == '(')
        {
            position++;
            ParseList(text, ref position, node);
            if (position >= text.Length || text[position] != ')')
            {
                throw Invalid(text);
            }

            position++;
        }
    }

    private void CheckNames(string? schema)
    {
        if (Schemas.Find(schema) is not { } known)
        {
            return;
        }

        foreach (var (name, child) in _children)
        {
            if (name == "*")
            {
                continue;
            }

            if (!known.TryGetValue(name, out var field))
            {
                throw Invalid(name);
            }

            child.CheckNames(field.Schema);
        }
    }

    private static GmailApiException Invalid(string what) => new(
        400, "INVALID_ARGUMENT", "invalidParameter", $"Invalid field selection {what}")
    {
        Location = ("fields", "parameter"),
    };
}
