using System.Text.Json;

namespace GmailMcp.Accounts;

/// <summary>JSON that holds what it seems to: no name twice in an object, no half characters.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <exception cref="JsonException">It is not JSON, or not of this kind.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(utf8, Options);
            ReadTexts(document.RootElement);
            var whole = document;
            document = null;
            return whole;
        }
        catch (InvalidOperationException half)
        {
            // RFC 8259 §8.2: the grammar allows "\uD800", which is no character; .NET throws when it is read.
            throw new JsonException("A text holds half of a surrogate pair.", half);
        }
        finally
        {
            document?.Dispose();
        }
    }

    private static void ReadTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    ReadTexts(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    ReadTexts(member.Value);
                }

                break;
            default:
                break;
        }
    }
}
