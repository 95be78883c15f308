using System.Globalization;
using System.Text;

namespace GmailMcp.Mail.Html;

/// <summary>The small steps of CSS syntax: comments, escapes, where a piece ends. All in one pass over the
/// text.</summary>
internal static class CssText
{
    public static string WithoutComments(string css)
    {
        if (!css.Contains("/*", StringComparison.Ordinal) && !css.Contains("<!--", StringComparison.Ordinal)
            && !css.Contains("-->", StringComparison.Ordinal))
        {
            return css;
        }

        var text = new StringBuilder(css.Length);
        var quote = '\0';
        for (var i = 0; i < css.Length; i++)
        {
            var c = css[i];
            if (quote != '\0')
            {
                quote = c == quote || c == '\n' ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == '/' && i + 1 < css.Length && css[i + 1] == '*')
            {
                var end = css.IndexOf("*/", i + 2, StringComparison.Ordinal);
                i = end < 0 ? css.Length : end + 1;
                c = ' ';
            }
            else if (string.CompareOrdinal(css, i, "<!--", 0, 4) == 0)
            {
                i += 3;
                c = ' ';
            }
            else if (string.CompareOrdinal(css, i, "-->", 0, 3) == 0)
            {
                i += 2;
                c = ' ';
            }

            text.Append(c);
        }

        return text.ToString();
    }

    /// <summary>Where the first of the <paramref name="ends"/> stands outside quotes and brackets; the length if
    /// nowhere.</summary>
    public static int EndOf(string css, int from, string ends)
    {
        var depth = 0;
        var quote = '\0';
        for (var i = from; i < css.Length; i++)
        {
            var c = css[i];
            if (c == '\\')
            {
                i++;
            }
            else if (quote != '\0')
            {
                quote = c == quote || c == '\n' ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c is '(' or '[')
            {
                depth++;
            }
            else if (c is ')' or ']')
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (depth == 0 && ends.Contains(c))
            {
                return i;
            }
        }

        return css.Length;
    }

    /// <summary>Where the block whose inside starts at <paramref name="from"/> ends: its brace, or the
    /// length.</summary>
    public static int EndOfBlock(string css, int from)
    {
        var depth = 0;
        for (var i = EndOf(css, from, "{}"); i < css.Length; i = EndOf(css, i + 1, "{}"))
        {
            if (css[i] == '{')
            {
                depth++;
            }
            else if (depth-- == 0)
            {
                return i;
            }
        }

        return css.Length;
    }

    public static List<string> Split(string text, string separators)
    {
        var parts = new List<string>();
        for (var at = 0; at <= text.Length;)
        {
            var end = EndOf(text, at, separators);
            var part = text[at..end].Trim();
            if (part.Length > 0)
            {
                parts.Add(part);
            }

            at = end + 1;
        }

        return parts;
    }

    public static List<string> Words(string value) => Split(value, " \t\r\n\f");

    public static string Unescape(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\'))
        {
            return text.ToString();
        }

        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                plain.Append(text[i]);
                continue;
            }

            var digits = i + 1;
            while (digits < text.Length && digits < i + 7 && char.IsAsciiHexDigit(text[digits]))
            {
                digits++;
            }

            if (digits == i + 1)
            {
                plain.Append(text[++i]);
                continue;
            }

            var code = int.Parse(text[(i + 1)..digits], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            plain.Append(Rune.IsValid(code) ? new Rune(code).ToString() : "\ufffd");
            i = digits < text.Length && char.IsWhiteSpace(text[digits]) ? digits : digits - 1;
        }

        return plain.ToString();
    }
}
