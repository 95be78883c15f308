using System.Text;

namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>The lines of a mail with their quote marks taken off.</summary>
internal sealed class MailLines
{
    // Longer lines are prose: no client writes its own words that long, wrapped recipients aside.
    private const int LongestClientLine = 400;

    private readonly List<MailLine> _lines = [];
    private readonly string?[] _plain;
    private readonly (bool IsKnown, HeaderKind? Kind)[] _labels;

    /// <param name="text">The whole text.</param>
    /// <param name="structure">Depth and marks that HTML gives a line, by its number; null for plain text.</param>
    public MailLines(string text, Func<int, (int Depth, LineMarks Marks)>? structure = null)
    {
        Text = text;
        for (var start = 0; start <= text.Length;)
        {
            var next = text.IndexOf('\n', start);
            var end = next < 0 ? text.Length : next;
            next = next < 0 ? text.Length + 1 : next + 1;
            if (end > start && text[end - 1] == '\r')
            {
                end--;
            }

            var (depth, marks) = structure?.Invoke(_lines.Count) ?? (0, LineMarks.None);
            var (written, content) = QuoteMarks(text, start, end);
            _lines.Add(new MailLine(start, end, content, depth + written, marks));
            start = next;
        }

        _plain = new string?[_lines.Count];
        _labels = new (bool, HeaderKind?)[_lines.Count];
    }

    public string Text { get; }

    public int Count => _lines.Count;

    /// <summary>How often any line was looked at: the cost of a reading. Tests hold that it grows with the lines alone.</summary>
    public int Looks { get; private set; }

    public MailLine this[int line]
    {
        get
        {
            Looks++;
            return _lines[line];
        }
    }

    /// <summary>Says that a line has neither words nor a quote mark.</summary>
    public bool IsBlank(int line) => this[line].Depth == 0 && !HasWords(line);

    public bool IsQuoted(int line) => this[line].Depth > 0;

    public bool HasWords(int line) => !Content(line).IsWhiteSpace();

    public ReadOnlySpan<char> Content(int line)
    {
        var (_, end, content, _, _) = this[line];
        return Text.AsSpan(content, end - content);
    }

    /// <summary>The line's words without Markdown's marks and invisible characters, blanks run together; empty for
    /// lines too long to be a client's own.</summary>
    public string Plain(int line)
    {
        Looks++;
        return _plain[line] ??= MakePlain(Content(line));
    }

    /// <summary>What a header line tells; null for other lines.</summary>
    public HeaderKind? Label(int line)
    {
        if (!_labels[line].IsKnown)
        {
            _labels[line] = (true, HeaderBlock.LabelOf(Plain(line)));
        }

        return _labels[line].Kind;
    }

    /// <summary>The next line from <paramref name="line"/> on that is not blank, at most <paramref name="gap"/> lines
    /// on; -1 where there is none.</summary>
    public int NextFull(int line, int gap)
    {
        for (var i = line; i < Count && i <= line + gap; i++)
        {
            if (!IsBlank(i))
            {
                return i;
            }
        }

        return -1;
    }

    private static (int Depth, int Content) QuoteMarks(string text, int start, int end)
    {
        // Mbox writes ">From " where a line of the mail begins with "From ".
        if (text.AsSpan(start, end - start).StartsWith(">From ", StringComparison.Ordinal))
        {
            return (0, start);
        }

        var depth = 0;
        var content = start;
        for (var i = start; i < end; i++)
        {
            if (text[i] == '>')
            {
                depth++;
                content = i + 1;
            }
            else if (text[i] != ' ' || i > content)
            {
                break;
            }
        }

        return (depth, content);
    }

    private static string MakePlain(ReadOnlySpan<char> content)
    {
        content = content.Trim();
        if (content.Length is 0 or > LongestClientLine)
        {
            return "";
        }

        var plain = new StringBuilder(content.Length);
        foreach (var c in content)
        {
            if (char.IsWhiteSpace(c))
            {
                if (plain.Length > 0 && plain[^1] != ' ')
                {
                    plain.Append(' ');
                }
            }
            else if (c is not ('*' or '\\' or '\u200B' or '\uFEFF') && c is not (>= '\u200E' and <= '\u200F')
                && c is not (>= '\u202A' and <= '\u202E') && c is not (>= '\u2066' and <= '\u2069'))
            {
                plain.Append(c);
            }
        }

        return plain.ToString().TrimEnd();
    }
}
