using System.Text.Json.Nodes;

namespace Gmail.Emulator.Http;

/// <summary>Checks a JSON request against the discovery document's names, as Google's parser does.</summary>
internal static class RequestBody
{
    public static void Check(JsonObject body, string schema, string path = "")
    {
        if (Schemas.Find(schema) is not { } known)
        {
            return;
        }

        foreach (var (name, value) in body)
        {
            if (!known.TryGetValue(name, out var field))
            {
                throw GmailApiException.Invalid(
                    $"Invalid JSON payload received. Unknown name \"{name}\"{At(path)}: Cannot find field.");
            }

            var here = path.Length == 0 ? name : path + "." + name;
            CheckValue(value, field, here);
        }
    }

    private static void CheckValue(JsonNode? value, SchemaField field, string path)
    {
        switch (value)
        {
            case null:
                return;
            case JsonArray array when field.IsList:
                foreach (var item in array.OfType<JsonObject>())
                {
                    Check(item, field.Schema ?? "", path);
                }

                return;
            case JsonArray:
                throw GmailApiException.Invalid(
                    $"Invalid JSON payload received. Unknown name \"{field.Name}\": Proto field is not repeating, "
                    + "cannot start list.");
            case JsonObject child when field.Schema is not null && !field.IsList:
                Check(child, field.Schema, path);
                return;
            case JsonValue when field is { Schema: null, IsList: false }:
                return;
            default:
                throw GmailApiException.Invalid($"Invalid value at '{path}'");
        }
    }

    private static string At(string path) => path.Length == 0 ? "" : $" at '{path}'";
}
