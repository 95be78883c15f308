namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>Quoted lines that follow each other, with nothing but blank lines between.</summary>
internal readonly record struct QuotedRun
{
    private const int LongLine = 60;
    private const int MostWordsOfRest = 3;
    private const int LongestAttribution = 4;

    // Python's prompt is ">>> ".
    private const int DepthOfPrompt = 3;

    public required int First { get; init; }

    public required int Last { get; init; }

    /// <summary>How many lines from the first on are an attribution that is quoted with the rest; 0 where it is not.
    /// </summary>
    public required int Introduction { get; init; }

    private int ShallowestDepth { get; init; }

    private bool HasWords { get; init; }

    public static QuotedRun From(MailLines lines, int first)
    {
        var last = first;
        var depth = int.MaxValue;
        var hasWords = false;
        for (var i = first; i < lines.Count; i++)
        {
            if (lines.IsQuoted(i))
            {
                last = i;
                depth = Math.Min(depth, lines[i].Depth);
                hasWords |= lines.HasWords(i);
            }
            else if (!lines.IsBlank(i) && !IsRestOfLine(lines, i))
            {
                break;
            }
        }

        return new QuotedRun
        {
            First = first,
            Last = last,
            Introduction = IntroductionOf(lines, first, last),
            ShallowestDepth = depth,
            HasWords = hasWords,
        };
    }

    /// <summary>Says that the lines, which no attribution introduces, are not what was said before: a list with arrows,
    /// a session, a diff, words that the writer quotes himself.</summary>
    public bool IsWritersOwn(MailLines lines, int lowest)
    {
        if ((lines[First].Marks & LineMarks.WeakQuote) != 0 || (ShallowestDepth >= DepthOfPrompt && HasWords))
        {
            return true;
        }

        if (First <= lowest || lines.IsBlank(First - 1))
        {
            return false;
        }

        var above = lines.Content(First - 1).TrimEnd();
        return above is [.., ':' or '：'] or "---" || above.StartsWith("< ");
    }

    private static int IntroductionOf(MailLines lines, int first, int last)
    {
        for (var i = first; i <= last && i < first + LongestAttribution; i++)
        {
            if (Attribution.StartOf(lines, i, first) == first)
            {
                return i - first + 1;
            }
        }

        return 0;
    }

    // Programs that wrap a quoted line leave its last words without a mark.
    private static bool IsRestOfLine(MailLines lines, int line)
    {
        if (!lines.IsQuoted(line - 1) || line + 1 >= lines.Count || !lines.IsQuoted(line + 1))
        {
            return false;
        }

        var above = lines.Content(line - 1).TrimEnd();
        var rest = lines.Plain(line);
        return above.Length >= LongLine && above[^1] is not ('.' or '!' or '?' or ':' or ';')
            && rest.Length > 0 && char.IsLower(rest[0]) && rest.AsSpan().Count(' ') < MostWordsOfRest;
    }
}
