namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>Finds what was said before, and signatures, in plain text and in Markdown made of HTML.</summary>
/// <remarks>Reads each line a bounded number of times: a megabyte of quote marks costs what a megabyte of prose does.
/// A mail that is handed on is content, and so is a quote of a few lines with its answer below.</remarks>
internal static class QuotedText
{
    // "> Shall I order the paint?" is what "Yes" answers; the minutes of a meeting are not.
    private const int MostKeptLines = 3;
    private const int MostKeptCharacters = 300;

    /// <param name="text">A mail's text.</param>
    /// <param name="isForwarded">The subject says that the mail is handed on (see <see cref="ForwardSubject"/>), so
    /// that an earlier mail in it is content.</param>
    public static QuoteCut Find(string text, bool isForwarded = false) => Find(new MailLines(text), isForwarded);

    internal static QuoteCut Find(MailLines lines, bool isForwarded)
    {
        var parts = new List<FoldedPart>();
        foreach (var (kind, segment) in Folded(lines, isForwarded))
        {
            if (PartOf(lines, kind, segment) is { } part)
            {
                parts.Add(part);
            }
        }

        return new QuoteCut { Text = lines.Text, Parts = parts };
    }

    /// <summary>The segments that are folded.</summary>
    internal static IEnumerable<(FoldedKind Kind, Segment Segment)> Folded(MailLines lines, bool isForwarded)
    {
        var segments = QuoteScanner.Scan(lines, isForwarded);

        // A mail that is all signature is shown: people write inside the block their phone made for it.
        if (!segments.Any(segment => segment.Kind is not SegmentKind.Signature && IsFull(lines, segment)))
        {
            yield break;
        }

        for (var i = 0; i < segments.Count; i++)
        {
            if (segments[i].Kind is SegmentKind.Signature)
            {
                yield return (FoldedKind.Signature, segments[i]);
            }
            else if (segments[i].Kind is SegmentKind.History
                || (segments[i].Kind is SegmentKind.Quote && !IsKept(lines, segments, i)))
            {
                yield return (FoldedKind.History, segments[i]);
            }
        }
    }

    /// <summary>What is told of a folded segment; null where it is blank.</summary>
    internal static FoldedPart? PartOf(MailLines lines, FoldedKind kind, Segment segment)
    {
        var (first, last) = (segment.First, segment.Last);
        while (first <= last && lines.IsBlank(first))
        {
            first++;
        }

        while (last >= first && lines.IsBlank(last))
        {
            last--;
        }

        if (first > last)
        {
            return null;
        }

        var introduced = kind == FoldedKind.Signature && Signatures.IsDelimiter(lines.Content(first))
            ? first + 1
            : Math.Min(segment.First + segment.Introduction, last + 1);
        var count = CountWords(lines, introduced, last);
        var introduction = kind == FoldedKind.History ? Introduction(lines, first, introduced) : "";
        return new FoldedPart
        {
            Kind = kind,
            Start = lines[first].Start,
            Length = lines[last].End - lines[first].Start,
            Lines = count > 0 ? count : Math.Max(1, CountWords(lines, first, last)),
            Date = QuoteDate.In(introduction),
            From = AddressIn(introduction),
        };
    }

    private static bool IsKept(MailLines lines, IReadOnlyList<Segment> segments, int quote) =>
        IsAnswered(lines, segments, quote) && IsShort(lines, segments[quote]);

    private static bool IsAnswered(MailLines lines, IReadOnlyList<Segment> segments, int quote)
    {
        for (var i = quote + 1; i < segments.Count && segments[i].Kind is not SegmentKind.Quote; i++)
        {
            if (segments[i].Kind is SegmentKind.Text && IsFull(lines, segments[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFull(MailLines lines, Segment segment) =>
        lines.NextFull(segment.First, segment.Last - segment.First) >= 0;

    private static bool IsShort(MailLines lines, Segment quote)
    {
        var (full, characters) = (0, 0);
        for (var i = quote.First + quote.Introduction; i <= quote.Last; i++)
        {
            full += lines.HasWords(i) ? 1 : 0;
            characters += lines[i].End - lines[i].Start;
            if (full > MostKeptLines || characters > MostKeptCharacters)
            {
                return false;
            }
        }

        return full > 0;
    }

    private static int CountWords(MailLines lines, int first, int last)
    {
        var count = 0;
        for (var i = first; i <= last; i++)
        {
            count += lines.HasWords(i) ? 1 : 0;
        }

        return count;
    }

    // Of header lines only those that name writer and day: the subject may hold another date.
    private static string Introduction(MailLines lines, int first, int end)
    {
        var words = new List<string>();
        var isHeaders = false;
        for (var i = first; i < end; i++)
        {
            var kind = lines.Label(i);
            isHeaders |= kind is not null;
            if (kind is HeaderKind.From or HeaderKind.Sent or HeaderKind.Date || (kind is null && !isHeaders))
            {
                words.Add(lines.Plain(i));
            }
        }

        return string.Join(' ', words);
    }

    private static string? AddressIn(string words)
    {
        var at = words.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var (start, end) = (at, at + 1);
        while (start > 0 && IsInAddress(words[start - 1]))
        {
            start--;
        }

        while (end < words.Length && IsInAddress(words[end]))
        {
            end++;
        }

        return start < at && end > at + 1 ? words[start..end] : null;
    }

    private static bool IsInAddress(char c) => !char.IsWhiteSpace(c) && c is not ('<' or '>' or '(' or ')' or '[' or ']'
        or '"' or '@' or ',' or ';' or ':');
}
