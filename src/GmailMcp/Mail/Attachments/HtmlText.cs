using System.Net;

namespace GmailMcp.Mail.Attachments;

/// <summary>The text of an HTML file: the one place where attachments meet the HTML reader.</summary>
internal static class HtmlText
{
    public static AttachmentReading Read(byte[] content)
    {
        var sink = new TextSink();
        sink.Append(ToText(PlainTextFile.Decode(content).Text));
        return sink.ToReading();
    }

    public static string ToText(string html)
    {
        var sink = new TextSink();
        var at = 0;
        while (at < html.Length && !sink.IsFull)
        {
            var open = html.IndexOf('<', at);
            var end = open < 0 ? html.Length : open;
            sink.Append(WebUtility.HtmlDecode(html[at..end]));
            if (open < 0)
            {
                break;
            }

            var close = html.IndexOf('>', open);
            at = close < 0 ? html.Length : close + 1;
            at = SkipUnseen(html, open, at);
            if (IsBlock(html.AsSpan(open)))
            {
                sink.EndLine();
            }
        }

        return sink.ToString();
    }

    private static int SkipUnseen(string html, int open, int after)
    {
        foreach (var name in (ReadOnlySpan<string>)["script", "style", "head"])
        {
            if (html.AsSpan(open + 1).StartsWith(name, StringComparison.OrdinalIgnoreCase)
                && html.AsSpan(open + 1 + name.Length) is [' ' or '>' or '\n' or '\t', ..])
            {
                var end = html.IndexOf("</" + name, after, StringComparison.OrdinalIgnoreCase);
                return end < 0 ? html.Length : end;
            }
        }

        if (html.AsSpan(open).StartsWith("<!--", StringComparison.Ordinal))
        {
            var end = html.IndexOf("-->", open + 4, StringComparison.Ordinal);
            return end < 0 ? html.Length : end + 3;
        }

        return after;
    }

    private static bool IsBlock(ReadOnlySpan<char> tag)
    {
        var name = tag[1..].TrimStart('/');
        foreach (var block in (ReadOnlySpan<string>)["p", "div", "br", "tr", "li", "h", "table", "ul", "ol", "blockquote"])
        {
            if (name.StartsWith(block, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
