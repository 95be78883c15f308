using System.Text;
using System.Text.Json.Nodes;

namespace Gmail.Emulator.Tests;

/// <summary>An answer of the emulator, read as JSON.</summary>
internal sealed record Reply(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonObject Json => JsonNode.Parse(Bytes)!.AsObject();

    public string ErrorMessage => Json["error"]!["message"]!.GetValue<string>();

    public string ErrorReason => Json["error"]!["errors"]![0]!["reason"]!.GetValue<string>();

    public JsonNode? this[string name] => Json[name];

    public string String(string name) => Json[name]!.GetValue<string>();

    public IReadOnlyList<JsonObject> Items(string name) =>
        Json[name] is JsonArray array ? [.. array.Select(item => item!.AsObject())] : [];

    public IReadOnlyList<string> Strings(string name) =>
        Json[name] is JsonArray array ? [.. array.Select(item => item!.GetValue<string>())] : [];
}
