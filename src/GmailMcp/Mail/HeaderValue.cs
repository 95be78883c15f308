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
            ? OneLine(Rfc2047.DecodeText(Encoding.UTF8.GetBytes(OneLine(value))))
            : OneLine(value);
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
