using System.Text;

namespace GmailMcp.Mail.Composing;

/// <summary>Text that ASCII cannot hold → encoded words (RFC 2047), always UTF-8.</summary>
/// <remarks>MimeKit's own goes past 75 characters for some texts and loses white space at the ends of others.</remarks>
internal static class EncodedWords
{
    /// <summary>RFC 2047 §2: an encoded word has at most 75 characters.</summary>
    public const int MaxLength = 75;

    private const int FrameLength = 12; // =?utf-8?Q? and ?=

    /// <summary>The words in order, to be separated by white space, which readers drop.</summary>
    /// <param name="text">Lone surrogates become U+FFFD.</param>
    /// <param name="maxLengthOfFirst">Smaller than <see cref="MaxLength"/> where the first stands behind a field
    /// name.</param>
    public static IReadOnlyList<string> Encode(string text, int maxLengthOfFirst = MaxLength)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var lengthInQ = 0;
        foreach (var b in bytes)
        {
            lengthInQ += LengthInQ(b);
        }

        var useBase64 = lengthInQ > (bytes.Length + 2) / 3 * 4;
        var words = new List<string>();
        var start = 0;
        while (start < bytes.Length)
        {
            var room = (words.Count == 0 ? maxLengthOfFirst : MaxLength) - FrameLength;
            var end = EndOfWord(bytes, start, room, useBase64);
            var piece = bytes.AsSpan(start, end - start);
            words.Add(useBase64 ? $"=?utf-8?B?{Convert.ToBase64String(piece)}?=" : $"=?utf-8?Q?{ToQ(piece)}?=");
            start = end;
        }

        return words;
    }

    /// <summary>RFC 2047 §5: a character is never split over two words.</summary>
    private static int EndOfWord(byte[] bytes, int start, int room, bool useBase64)
    {
        var end = start;
        var used = 0;
        while (end < bytes.Length)
        {
            var next = end + 1;
            while (next < bytes.Length && (bytes[next] & 0xC0) == 0x80)
            {
                next++;
            }

            if (useBase64)
            {
                used = (next - start + 2) / 3 * 4;
            }
            else
            {
                for (var i = end; i < next; i++)
                {
                    used += LengthInQ(bytes[i]);
                }
            }

            if (used > room && end > start)
            {
                return end;
            }

            end = next;
        }

        return end;
    }

    private static string ToQ(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (var b in bytes)
        {
            if (b == ' ')
            {
                text.Append('_');
            }
            else if (IsPlainInQ(b))
            {
                text.Append((char)b);
            }
            else
            {
                text.Append('=').Append(Convert.ToHexString([b]));
            }
        }

        return text.ToString();
    }

    private static int LengthInQ(byte b) => b == ' ' || IsPlainInQ(b) ? 1 : 3;

    /// <summary>RFC 2047 §5 (3): these are safe in display names too, where much else is not.</summary>
    private static bool IsPlainInQ(byte b) => char.IsAsciiLetterOrDigit((char)b) || "!*+-/"u8.Contains(b);
}
