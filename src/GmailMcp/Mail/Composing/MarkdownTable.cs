using System.Text;

namespace GmailMcp.Mail.Composing;

/// <summary>The columns of a table, by the line below its head.</summary>
/// <remarks>https://github.github.com/gfm/#tables-extension-</remarks>
internal sealed record MarkdownTable(IReadOnlyList<string> Alignments)
{
    /// <summary>A row with fewer cells is filled up, so columns without end would make much of little.</summary>
    private const int MaxColumns = 50;

    /// <summary>The table that begins here; null for none.</summary>
    public static MarkdownTable? Read(IReadOnlyList<MarkdownLine> lines, int at)
    {
        var marks = lines[at + 1];
        if (!lines[at].Text.Contains('|') || marks.Indent >= 4 || marks.Text.AsSpan().IndexOfAnyExcept("|-: ") >= 0
            || !marks.Text.Contains('-'))
        {
            return null;
        }

        var columns = Cells(marks.Text);
        return columns.Count <= MaxColumns && columns.Count == Cells(lines[at].Text).Count && columns.All(IsMark)
            ? new MarkdownTable([.. columns.Select(Alignment)])
            : null;
    }

    /// <summary>The texts between the bars; a bar after a backslash is one of the text.</summary>
    public static IReadOnlyList<string> Cells(string line)
    {
        var row = line.AsSpan().Trim();
        row = row.StartsWith('|') ? row[1..] : row;
        var cells = new List<string>();
        var cell = new StringBuilder();
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] == '\\' && i + 1 < row.Length)
            {
                i++;
                cell.Append(row[i] == '|' ? "" : "\\").Append(row[i]);
            }
            else if (row[i] == '|')
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
                if (i == row.Length - 1)
                {
                    return cells;
                }
            }
            else
            {
                cell.Append(row[i]);
            }
        }

        cells.Add(cell.ToString().Trim());
        return cells;
    }

    private static bool IsMark(string cell)
    {
        var hyphens = cell.AsSpan(cell.StartsWith(':') ? 1 : 0);
        hyphens = hyphens.EndsWith(':') ? hyphens[..^1] : hyphens;
        return !hyphens.IsEmpty && hyphens.IndexOfAnyExcept('-') < 0;
    }

    private static string Alignment(string mark) => (mark.StartsWith(':'), mark.EndsWith(':')) switch
    {
        (true, true) => "center",
        (false, true) => "right",
        _ => "left",
    };
}
