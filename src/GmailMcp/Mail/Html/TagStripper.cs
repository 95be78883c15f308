using System.Net;
using System.Text;

namespace GmailMcp.Mail.Html;

/// <summary>The last resort for markup that cannot be parsed in time: text without tags, in one pass.</summary>
internal static class TagStripper
{
    private static readonly string[] Unread = ["style", "script", "title", "template"];

    public static string Strip(string html)
    {
        var text = new StringBuilder(Math.Min(html.Length, 1 << 16));
        var at = 0;
        while (at < html.Length)
        {
            var tag = html.IndexOf('<', at);
            if (tag < 0)
            {
                tag = html.Length;
            }

            Append(text, WebUtility.HtmlDecode(html[at..tag]));
            at = tag < html.Length ? AfterTag(html, tag, text) : tag;
        }

        return text.ToString().Trim();
    }

    private static int AfterTag(string html, int tag, StringBuilder text)
    {
        if (string.CompareOrdinal(html, tag, "<!--", 0, 4) == 0)
        {
            return After(html, "-->", tag + 4);
        }

        foreach (var name in Unread)
        {
            if (string.Compare(html, tag + 1, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return After(html, ">", After(html, "</" + name, tag + 1));
            }
        }

        if (text.Length > 0 && !char.IsWhiteSpace(text[^1]))
        {
            text.Append(' ');
        }

        return After(html, ">", tag + 1);
    }

    private static int After(string html, string end, int from)
    {
        var found = html.IndexOf(end, Math.Min(from, html.Length), StringComparison.OrdinalIgnoreCase);
        return found < 0 ? html.Length : found + end.Length;
    }

    private static void Append(StringBuilder text, string piece)
    {
        foreach (var c in piece)
        {
            if (!char.IsWhiteSpace(c))
            {
                text.Append(c);
            }
            else if (text.Length > 0 && !char.IsWhiteSpace(text[^1]))
            {
                text.Append(c == '\n' ? '\n' : ' ');
            }
        }
    }
}
