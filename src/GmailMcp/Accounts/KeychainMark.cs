using System.Text.Json;

namespace GmailMcp.Accounts;

/// <summary>
/// What the credentials file holds while the tokens are in the system's keychain:
/// <c>{"gmail_mcp": {"kept_in": "keychain", "signed_in": true}}</c>. Each server that reads the file finds the tokens by it, and it is
/// written again whenever they change.
/// </summary>
/// <param name="IsSignedIn">Whether the keychain holds any. One that is locked gives none, which must not pass for this.</param>
internal sealed record KeychainMark(bool IsSignedIn)
{
    private const string Ours = "gmail_mcp";
    private const string KeptIn = "kept_in";
    private const string TheKeychain = "keychain";
    private const string SignedIn = "signed_in";

    /// <summary>The mark, or null where the file is another.</summary>
    public static KeychainMark? Find(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = StrictJson.Parse(Utf8Text.WithoutMark(utf8));
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty(Ours, out var ours)
                && ours.ValueKind == JsonValueKind.Object
                && ours.TryGetProperty(KeptIn, out var place)
                && place.ValueEquals(TheKeychain)
                    ? new(ours.TryGetProperty(SignedIn, out var state) && state.GetBoolean())
                    : null;
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public byte[] Serialize()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartObject(Ours);
            json.WriteString(KeptIn, TheKeychain);
            json.WriteBoolean(SignedIn, IsSignedIn);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
