using System.Buffers;
using System.Buffers.Text;

namespace GmailMcp.Mail.Reading;

/// <summary>Decodes base64url as Gmail sends it, padded or not, and as others do: the other alphabet, line breaks,
/// padding in the middle, a cut end. What is no base64 is skipped, so a damaged part still shows what is left of
/// it.</summary>
internal static class LenientBase64
{
    public static byte[] Decode(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }

        var buffer = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        var status = Base64Url.DecodeFromChars(text, buffer, out _, out var written);
        if (status != OperationStatus.Done)
        {
            written = Salvage(text, buffer);
        }

        return written == buffer.Length ? buffer : buffer[..written];
    }

    private static int Salvage(string text, byte[] buffer)
    {
        var written = 0;
        var bits = 0;
        var bitCount = 0;
        foreach (var c in text)
        {
            if (c == '=')
            {
                // The end of one encoded piece; another may follow, starting at a byte.
                bitCount = 0;
                continue;
            }

            var sextet = Sextet(c);
            if (sextet < 0)
            {
                continue;
            }

            bits = (bits << 6) | sextet;
            bitCount += 6;
            if (bitCount >= 8 && written < buffer.Length)
            {
                bitCount -= 8;
                buffer[written++] = (byte)(bits >> bitCount);
                bits &= (1 << bitCount) - 1;
            }
        }

        return written;
    }

    private static int Sextet(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '-' or '+' => 62,
        '_' or '/' => 63,
        _ => -1,
    };
}
