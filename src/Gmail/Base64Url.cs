using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Gmail;

/// <summary>The encoding of bytes in Gmail's JSON: RFC 4648 §5. Written without padding; read with or without it, in
/// the
/// alphabet of URLs or of MIME, because Gmail and its imitators differ.</summary>
public static class Base64Url
{
    /// <summary>Encodes bytes, without padding.</summary>
    /// <param name="bytes">What to encode.</param>
    /// <returns>Text of A–Z, a–z, 0–9, - and _.</returns>
    public static string Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    /// <summary>Decodes text.</summary>
    /// <param name="text">Either alphabet; padding and line ends are optional.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="FormatException">The text holds another character or ends inside a byte.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text) =>
        TryDecode(text, out var bytes) ? bytes : throw new FormatException("The text is not base64url.");

    /// <summary>Decodes text that may be something else.</summary>
    /// <param name="text">Either alphabet; padding and line ends are optional.</param>
    /// <param name="bytes">The bytes; null when the text is not base64url.</param>
    /// <returns>Whether it was base64url.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        var decoded = new byte[Base64UrlDecoder.MaxDecodedLength(text.Length)];
        var decoder = new Base64UrlDecoder();
        var length = 0;
        Span<byte> ascii = stackalloc byte[1_024];
        while (text.Length > 0)
        {
            var chunk = text[..Math.Min(text.Length, ascii.Length)];
            text = text[chunk.Length..];
            if (!Ascii.IsValid(chunk))
            {
                return false;
            }

            Encoding.ASCII.GetBytes(chunk, ascii);
            if (!decoder.TryDecode(ascii[..chunk.Length], decoded.AsSpan(length), out var written))
            {
                return false;
            }

            length += written;
        }

        if (!decoder.IsComplete)
        {
            return false;
        }

        bytes = length == decoded.Length ? decoded : decoded[..length];
        return true;
    }
}
