using System.Globalization;
using AngleSharp.Dom;

namespace GmailMcp.Mail.Html;

internal sealed partial class MarkdownRenderer
{
    private const int MostColumns = 12;

    /// <summary>A cell longer than this holds a text, not a datum.</summary>
    private const int LongestDatum = 160;

    private sealed record Cell(string Text, int Columns, bool IsHeading);

    private void Table(IElement table, ComputedStyle style, Flow flow)
    {
        var rows = new List<List<Cell>>();
        var before = new Flow();
        Rows(table, style, rows, before);
        flow.Block(before.Finish(), 1);
        rows.RemoveAll(row => row.TrueForAll(cell => cell.Text.Length == 0));
        if (rows.Count == 0)
        {
            return;
        }

        if (IsData(table, rows))
        {
            flow.Block(AsMarkdown(rows), 2);
            return;
        }

        flow.Break(1);
        foreach (var row in rows)
        {
            var text = AsText(row);
            flow.Block(text, text.Contains('\n') || text.StartsWith('#') ? 2 : 1);
        }

        flow.Break(1);
    }

    private void Rows(IElement parent, ComputedStyle style, List<List<Cell>> rows, Flow others)
    {
        foreach (var child in parent.Children)
        {
            var childStyle = cascade.Of(child, style);
            if (childStyle.IsGone)
            {
                HiddenCharacters += Tags.HoldsNoText(child.LocalName) ? 0 : Letters(TextOf(child));
                continue;
            }

            switch (child.LocalName)
            {
                case "thead" or "tbody" or "tfoot":
                    Rows(child, childStyle, rows, others);
                    break;
                case "tr":
                    rows.Add(Cells(child, childStyle));
                    break;
                default:
                    Element(child, style, others);
                    others.Break(1);
                    break;
            }
        }
    }

    private List<Cell> Cells(IElement row, ComputedStyle style)
    {
        var cells = new List<Cell>();
        foreach (var child in row.Children)
        {
            var childStyle = cascade.Of(child, style);
            if (childStyle.IsGone)
            {
                HiddenCharacters += Tags.HoldsNoText(child.LocalName) ? 0 : Letters(TextOf(child));
                continue;
            }

            _nodes++;
            var wish = child.GetAttribute("colspan");
            var columns = int.TryParse(wish, NumberStyles.None, CultureInfo.InvariantCulture, out var span)
                ? Math.Clamp(span, 1, MostColumns)
                : 1;
            cells.Add(new Cell(Inside(child, childStyle), columns, child.LocalName == "th"));
        }

        return cells;
    }

    /// <summary>Data are short, in at least two columns and two rows, and most rows have as many columns; all else is
    /// there
    /// to place things.</summary>
    private static bool IsData(IElement table, List<List<Cell>> rows)
    {
        if (table.GetAttribute("role") is "presentation" or "none" || rows.Count < 2)
        {
            return false;
        }

        var hasHeadings = rows.Exists(row => row.Count(cell => cell.IsHeading) >= 2);
        var isShort = rows.TrueForAll(row => row.TrueForAll(
            cell => cell.Text.Length <= LongestDatum
                && (!cell.Text.Contains('\n') || (hasHeadings && !cell.Text.Contains("\n\n", StringComparison.Ordinal)))));
        var wide = rows.Count(row => row.Count(cell => cell.Text.Length > 0) >= 2);
        var columns = rows.Max(row => row.Sum(cell => cell.Columns));
        return isShort && wide >= 2 && wide * 10 >= rows.Count * 6 && columns is >= 2 and <= MostColumns;
    }

    private static string AsMarkdown(List<List<Cell>> rows)
    {
        var used = UsedColumns(rows);
        var lines = new List<string>();
        foreach (var row in rows)
        {
            var cells = new List<string>();
            var column = 0;
            foreach (var cell in row)
            {
                for (var i = 0; i < cell.Columns; i++, column++)
                {
                    if (used.Contains(column))
                    {
                        cells.Add(i == 0 ? InCell(cell.Text) : "");
                    }
                }
            }

            while (cells.Count < used.Count)
            {
                cells.Add("");
            }

            lines.Add($"| {string.Join(" | ", cells)} |");
            if (lines.Count == 1)
            {
                lines.Add("|" + string.Concat(Enumerable.Repeat("---|", used.Count)));
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>Columns in which something stands: spacers are left out.</summary>
    private static HashSet<int> UsedColumns(List<List<Cell>> rows)
    {
        var used = new HashSet<int>();
        foreach (var row in rows)
        {
            var column = 0;
            foreach (var cell in row)
            {
                if (cell.Text.Length > 0)
                {
                    used.Add(column);
                }

                column += cell.Columns;
            }
        }

        return used;
    }

    private static string InCell(string text) => OneLine(text).Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>A row that places things: short pieces on one line, texts below each other.</summary>
    private static string AsText(List<Cell> row)
    {
        var texts = row.Where(cell => cell.Text.Length > 0).Select(cell => cell.Text).ToList();
        return string.Join(texts.Exists(text => text.Contains('\n')) ? "\n\n" : "  ", texts);
    }
}
