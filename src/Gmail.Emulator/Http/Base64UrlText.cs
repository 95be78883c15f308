using System.Buffers.Text;

namespace Gmail.Emulator.Http;

/// <summary>base64url (RFC 4648 §5): padded on the way out as Gmail does, with or without padding on the way
/// in.</summary>
internal static class Base64UrlText
{
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = Base64Url.EncodeToString(bytes);
        return (text.Length % 4) switch
        {
            2 => text + "==",
            3 => text + "=",
            _ => text,
        };
    }

    /// <summary>Takes the ordinary alphabet too: Google's JSON parser does.</summary>
    public static byte[] Decode(string text, string fieldName)
    {
        try
        {
            return Base64Url.DecodeFromChars(text.Replace('+', '-').Replace('/', '_').TrimEnd('='));
        }
        catch (FormatException)
        {
            throw GmailApiException.Invalid($"Invalid value at '{fieldName}' (TYPE_BYTES), Base64 decoding failed");
        }
    }
}
