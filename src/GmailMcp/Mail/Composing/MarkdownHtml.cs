using System.Text;

namespace GmailMcp.Mail.Composing;

/// <summary>Markdown → the HTML of a mail: CommonMark's blocks without raw HTML and link definitions, with GitHub's tables and
/// strikethrough. Time grows with the length of the text and nothing else.</summary>
/// <remarks>https://spec.commonmark.org/0.31.2/, https://github.github.com/gfm/#tables-extension-</remarks>
internal sealed class MarkdownHtml
{
    /// <summary>Quotes and lists inside each other; what is deeper is a paragraph.</summary>
    private const int MaxDepth = 16;

    private const string QuoteTag = "<blockquote style=\"margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex\">\n";

    private readonly StringBuilder _html = new();

    private MarkdownHtml()
    {
    }

    /// <summary>A whole document. HTML in the text is shown as it is written, and links lead to web and mail addresses only.</summary>
    public static string Convert(string markdown)
    {
        var writer = new MarkdownHtml();
        writer._html.Append("<!DOCTYPE html>\n<html><body>\n");
        writer.Blocks(MarkdownLine.Split(markdown), depth: 0, isTight: false);
        return writer._html.Append("</body></html>\n").ToString();
    }

    private void Blocks(IReadOnlyList<MarkdownLine> lines, int depth, bool isTight)
    {
        var i = 0;
        while (i < lines.Count)
        {
            i = lines[i].IsBlank ? i + 1 : Block(lines, i, depth, isTight);
        }
    }

    /// <returns>The line after the block.</returns>
    private int Block(IReadOnlyList<MarkdownLine> lines, int at, int depth, bool isTight)
    {
        var line = lines[at];
        if (line.IsIndentedCode)
        {
            return IndentedCode(lines, at);
        }

        if (line.Fence is { } fence)
        {
            return FencedCode(lines, at, fence);
        }

        if (line.HeadingLevel is var level and > 0)
        {
            Heading(level, line.HeadingText);
            return at + 1;
        }

        if (line.IsRule)
        {
            _html.Append("<hr>\n");
            return at + 1;
        }

        if (depth < MaxDepth && line.IsQuote)
        {
            return Quote(lines, at, depth);
        }

        if (depth < MaxDepth && line.Bullet is { } bullet)
        {
            return List(lines, at, bullet, depth);
        }

        return at + 1 < lines.Count && MarkdownTable.Read(lines, at) is { } table
            ? Table(table, lines, at)
            : Paragraph(lines, at, depth, isTight);
    }

    private int IndentedCode(IReadOnlyList<MarkdownLine> lines, int at)
    {
        var end = at;
        for (var i = at; i < lines.Count && (lines[i].IsBlank || lines[i].IsIndentedCode); i++)
        {
            end = lines[i].IsBlank ? end : i + 1;
        }

        Code(lines.Skip(at).Take(end - at).Select(line => line.Without(4)));
        return end;
    }

    private int FencedCode(IReadOnlyList<MarkdownLine> lines, int at, MarkdownFence fence)
    {
        var end = at + 1;
        while (end < lines.Count && !lines[end].Closes(fence))
        {
            end++;
        }

        Code(lines.Skip(at + 1).Take(end - at - 1).Select(line => line.Without(Math.Min(line.Indent, fence.Indent))));
        return Math.Min(end + 1, lines.Count);
    }

    private void Code(IEnumerable<MarkdownLine> lines)
    {
        _html.Append("<pre style=\"background:#f5f5f5;padding:8px\"><code>");
        foreach (var line in lines)
        {
            MarkdownInline.AppendEscaped(_html, line.Text);
            _html.Append('\n');
        }

        _html.Append("</code></pre>\n");
    }

    private void Heading(int level, string text) =>
        _html.Append('<').Append('h').Append(level).Append('>').Append(MarkdownInline.Convert(text)).Append("</h").Append(level).Append(">\n");

    private int Quote(IReadOnlyList<MarkdownLine> lines, int at, int depth)
    {
        var inner = new List<MarkdownLine>();
        var end = at;
        for (; end < lines.Count; end++)
        {
            if (lines[end].IsQuote)
            {
                inner.Add(lines[end].WithoutQuoteMark());
            }
            else if (inner[^1].IsText && lines[end].ContinuesText)
            {
                inner.Add(lines[end]);
            }
            else
            {
                break;
            }
        }

        _html.Append(QuoteTag);
        Blocks(inner, depth + 1, isTight: false);
        _html.Append("</blockquote>\n");
        return end;
    }

    private int List(IReadOnlyList<MarkdownLine> lines, int at, MarkdownBullet first, int depth)
    {
        var items = new List<List<MarkdownLine>>();
        var isLoose = false;
        var end = at;
        while (end < lines.Count && !lines[end].IsRule && lines[end].Bullet is { } bullet && bullet.IsLike(first))
        {
            var (item, next) = Item(lines, end, bullet);
            end = next;
            isLoose |= HasGap(item) || (lines[next - 1].IsBlank && next < lines.Count && !lines[next].IsRule
                && lines[next].Bullet is { } other && other.IsLike(first));
            items.Add(item);
        }

        var tag = first.Number is null ? "ul" : "ol";
        _html.Append('<').Append(tag).Append(first.Number is { } start && start != 1 ? $" start=\"{start}\"" : "").Append(">\n");
        foreach (var item in items)
        {
            _html.Append("<li>");
            Blocks(item, depth + 1, isTight: !isLoose);
            TrimLineBreak();
            _html.Append("</li>\n");
        }

        _html.Append("</").Append(tag).Append(">\n");
        return end;
    }

    // The item's lines without its indent, and the line after it (blank lines at its end belong to nobody).
    private static (List<MarkdownLine> Lines, int Next) Item(IReadOnlyList<MarkdownLine> lines, int at, MarkdownBullet bullet)
    {
        var item = new List<MarkdownLine> { lines[at].Without(bullet.Width) };
        var i = at + 1;
        for (; i < lines.Count; i++)
        {
            if (lines[i].IsBlank)
            {
                if (item is [{ IsBlank: true }])
                {
                    break; // an item that begins with a blank line is empty
                }

                item.Add(MarkdownLine.Blank);
            }
            else if (lines[i].Indent >= bullet.Width)
            {
                item.Add(lines[i].Without(bullet.Width));
            }
            else if (item[^1].IsText && lines[i].ContinuesText && lines[i].Bullet is null)
            {
                item.Add(lines[i]);
            }
            else
            {
                break;
            }
        }

        while (item.Count > 1 && item[^1].IsBlank)
        {
            item.RemoveAt(item.Count - 1);
        }

        return (item, i);
    }

    // A blank line between two blocks of the item itself; one inside a list below it or in code is not its own.
    private static bool HasGap(List<MarkdownLine> item)
    {
        var wasBlank = false;
        var isCode = false;
        foreach (var line in item)
        {
            isCode ^= line.Fence is not null;
            if (wasBlank && !isCode && line is { IsBlank: false, Indent: < 2 })
            {
                return true;
            }

            wasBlank = line.IsBlank;
        }

        return false;
    }

    private int Table(MarkdownTable table, IReadOnlyList<MarkdownLine> lines, int at)
    {
        _html.Append("<table style=\"border-collapse:collapse\">\n");
        Row("th", MarkdownTable.Cells(lines[at].Text), table);
        var end = at + 2;
        for (; end < lines.Count && lines[end] is { IsBlank: false, StartsOther: false }; end++)
        {
            Row("td", MarkdownTable.Cells(lines[end].Text), table);
        }

        _html.Append("</table>\n");
        return end;
    }

    private void Row(string tag, IReadOnlyList<string> cells, MarkdownTable table)
    {
        _html.Append("<tr>");
        for (var i = 0; i < table.Alignments.Count; i++)
        {
            _html.Append('<').Append(tag).Append(" style=\"border:1px solid #ccc;padding:4px 8px;text-align:")
                .Append(table.Alignments[i]).Append("\">")
                .Append(i < cells.Count ? MarkdownInline.Convert(cells[i]) : "")
                .Append("</").Append(tag).Append('>');
        }

        _html.Append("</tr>\n");
    }

    private int Paragraph(IReadOnlyList<MarkdownLine> lines, int at, int depth, bool isTight)
    {
        var text = new StringBuilder(lines[at].Text.TrimStart());
        var i = at + 1;
        for (; i < lines.Count && !lines[i].IsBlank; i++)
        {
            if (lines[i].UnderlineLevel is var level and > 0)
            {
                Heading(level, text.ToString());
                return i + 1;
            }

            if (depth < MaxDepth && !lines[i].ContinuesText)
            {
                break;
            }

            text.Append('\n').Append(lines[i].Text.TrimStart());
        }

        var html = MarkdownInline.Convert(text.ToString().TrimEnd());
        _html.Append(isTight ? html + "\n" : $"<p>{html}</p>\n");
        return i;
    }

    private void TrimLineBreak()
    {
        if (_html[^1] == '\n')
        {
            _html.Length--;
        }
    }
}
