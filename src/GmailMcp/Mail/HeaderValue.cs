using System.Text;
using MimeKit.Utils;

namespace GmailMcp.Mail;

/// <summary>Turns header values into text of one line.</summary>
internal static class HeaderValue
{
    /// <summary>The limit for the header block of a message; one value cannot be longer.</summary>
    private const int MaxLengthInChars = 1024 * 1024;

    /// <summary>Decodes encoded words (RFC 2047, broken ones as far as they go) and unfolds. Gmail sends some headers
    /// decoded already; those pass through unchanged.</summary>
    public static string Decode(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return "";
        }

        if (value.Length > MaxLengthInChars)
        {
            value = value[..MaxLengthInChars];
        }

        return value.Contains("=?", StringComparison.Ordinal)
            ? OneLine(DecodeWords(OneLine(value)))
            : OneLine(value);
    }

    /// <summary>Decodes the encoded words alone: behind a "=?" that begins none, MimeKit would take the letters of other scripts for
    /// Latin-1.</summary>
    private static string DecodeWords(string text)
    {
        var result = new StringBuilder(text.Length);
        var last = text.LastIndexOf("?=", StringComparison.Ordinal);
        var copied = 0;
        for (var start = text.IndexOf("=?", StringComparison.Ordinal);
            start >= 0;
            start = text.IndexOf("=?", Math.Max(copied, start + 1), StringComparison.Ordinal))
        {
            var end = EndOfWord(text, start, last);
            if (end < 0)
            {
                continue;
            }

            // RFC 2047 §6.2: white space between two of them is none, which the decoder knows.
            for (var next = end; next >= 0; next = EndOfWord(text, Skip(text, end), last))
            {
                end = next;
            }

            result.Append(text, copied, start - copied).Append(Rfc2047.DecodeText(Encoding.UTF8.GetBytes(text[start..end])));
            copied = end;
        }

        return result.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>Where the encoded word ends that begins here, <c>=?charset?Q?text?=</c>; -1 where none does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where it may begin.</param>
    /// <param name="last">Where the last "?=" of the text stands, so that none is looked for in vain again and again.</param>
    private static int EndOfWord(string text, int start, int last)
    {
        if (!text.AsSpan(start).StartsWith("=?", StringComparison.Ordinal))
        {
            return -1;
        }

        var charset = text.IndexOf('?', start + 2);
        if (charset < 0 || charset + 3 > last || text[charset + 1] is not ('B' or 'b' or 'Q' or 'q') || text[charset + 2] != '?')
        {
            return -1;
        }

        return text.IndexOf("?=", charset + 3, StringComparison.Ordinal) + 2; // there is one: the last at the latest
    }

    private static int Skip(string text, int start)
    {
        while (start < text.Length && text[start] == ' ')
        {
            start++;
        }

        return start;
    }

    /// <summary>Unfolds and trims: a run of white space that holds a line break, a tab or another control character
    /// becomes one space. An encoded word can bring a line break of its own, and a line that looks like the next field
    /// of our answer.</summary>
    public static string OneLine(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return "";
        }

        if (!value.AsSpan().ContainsAnyInRange('\0', '\u001F') && !value.AsSpan().ContainsAnyInRange('\u007F', '\u009F')
            && value.AsSpan().IndexOfAny('\u2028', '\u2029') < 0)
        {
            return value.Trim();
        }

        return Unfold(value);
    }

    private static string Unfold(string value)
    {
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length;)
        {
            var runEnd = i;
            var hasBreak = false;
            while (runEnd < value.Length && (value[runEnd] == ' ' || IsBreak(value[runEnd])))
            {
                hasBreak |= IsBreak(value[runEnd]);
                runEnd++;
            }

            if (runEnd == i)
            {
                text.Append(value[i]);
                i++;
                continue;
            }

            text.Append(' ', hasBreak ? 1 : runEnd - i);
            i = runEnd;
        }

        return text.ToString().Trim();
    }

    private static bool IsBreak(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
