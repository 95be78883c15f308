namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>Tells a mail's new text from its history, line by line from above; each line is looked at a bounded number
/// of times.</summary>
internal sealed class QuoteScanner
{
    private const int GapBelowAttribution = 6;
    private const int GapBelowRule = 3;

    private readonly MailLines _lines;
    private readonly bool _isForwarded;
    private readonly List<Segment> _segments = [];

    // Text that no segment holds yet begins here.
    private int _pending;
    private bool _hasText;

    private QuoteScanner(MailLines lines, bool isForwarded)
    {
        _lines = lines;
        _isForwarded = isForwarded;
    }

    /// <summary>The mail in segments, in order; lines in none are blank.</summary>
    /// <param name="lines">The mail.</param>
    /// <param name="isForwarded">The subject says that the mail is handed on: an earlier mail in it is the content.
    /// </param>
    public static IReadOnlyList<Segment> Scan(MailLines lines, bool isForwarded)
    {
        var scanner = new QuoteScanner(lines, isForwarded);
        for (var line = 0; line < lines.Count;)
        {
            line = scanner.Step(line);
        }

        scanner.Flush(lines.Count);
        return scanner._segments;
    }

    private int Step(int line)
    {
        if (_lines.IsBlank(line))
        {
            return line + 1;
        }

        if ((_lines[line].Marks & LineMarks.Signature) != 0)
        {
            return MarkedSignature(line);
        }

        if (Separators.IsForward(_lines.Plain(line)))
        {
            return TakeAsContent(line);
        }

        if (_lines.IsQuoted(line))
        {
            return Quote(line, line, 0);
        }

        if (!_isForwarded && EarlierMail(line, out var introduction))
        {
            return IsContent(line) ? line + introduction : TakeToEnd(WithRule(line), line + introduction);
        }

        return Introduced(line);
    }

    // "On … wrote:" and what follows.
    private int Introduced(int line)
    {
        var first = line;
        var last = line;
        if ((_lines[line].Marks & LineMarks.Introduction) != 0)
        {
            while (last + 1 < _lines.Count && (_lines[last + 1].Marks & LineMarks.Introduction) != 0)
            {
                last++;
            }
        }
        else
        {
            first = Attribution.StartOf(_lines, line, _pending);
        }

        if (first < 0)
        {
            return line + 1;
        }

        var next = _lines.NextFull(last + 1, GapBelowAttribution);
        if (next >= 0 && _lines.IsQuoted(next))
        {
            Flush(first);
            return Quote(first, next, next - first);
        }

        return !_isForwarded && next >= 0 && Attribution.IsCertain(Attribution.Joined(_lines, first, last))
            ? TakeToEnd(first, last + 1)
            : last + 1;
    }

    // The lines above a mail that Outlook and others quote without marks.
    private bool EarlierMail(int line, out int introduction)
    {
        var after = HeaderBlock.EndOf(_lines, line);
        if (IsMarkedEarlier(line))
        {
            var headers = after < 0 ? _lines.NextFull(line + 1, GapBelowRule) : -1;
            after = headers < 0 ? after : HeaderBlock.EndOf(_lines, headers);
            introduction = after < 0 ? 1 : after - line;
            return true;
        }

        introduction = after - line;
        return after >= 0;
    }

    private bool IsMarkedEarlier(int line) =>
        (_lines[line].Marks & LineMarks.HistoryStart) != 0 || Separators.IsOriginal(_lines.Plain(line));

    // "A new message from your form:" — then the header lines are what the mail is about; so are those of a digest,
    // which Mailman numbers.
    private bool IsContent(int line)
    {
        if (IsMarkedEarlier(line))
        {
            return false;
        }

        var above = line - 1;
        while (above >= _pending && _lines.IsBlank(above))
        {
            above--;
        }

        return above >= _pending && (_lines.Content(above).TrimEnd() is [.., ':' or '：']
            || _lines.Plain(above).StartsWith("Message: ", StringComparison.Ordinal));
    }

    private int WithRule(int line)
    {
        for (var above = line - 1; above >= _pending && above >= line - GapBelowRule; above--)
        {
            if (Separators.IsRule(_lines.Content(above)))
            {
                return above;
            }

            if (!_lines.IsBlank(above))
            {
                break;
            }
        }

        return line;
    }

    private int TakeToEnd(int first, int afterIntroduction)
    {
        Flush(first);
        if (!_hasText)
        {
            return TakeAsContent(first);
        }

        _segments.Add(new Segment(SegmentKind.History, first, _lines.Count - 1, afterIntroduction - first));
        return _pending = _lines.Count;
    }

    private int TakeAsContent(int first)
    {
        Flush(first);
        _hasText = true;
        _segments.Add(new Segment(SegmentKind.Text, first, _lines.Count - 1));
        return _pending = _lines.Count;
    }

    private int MarkedSignature(int line)
    {
        Flush(line);
        var last = line;
        for (var i = line; i < _lines.Count && (_lines.IsBlank(i) || IsMarked(i)); i++)
        {
            last = IsMarked(i) ? i : last;
        }

        _segments.Add(new Segment(SegmentKind.Signature, line, last));
        return _pending = last + 1;

        bool IsMarked(int i) => (_lines[i].Marks & LineMarks.Signature) != 0;
    }

    private int Quote(int first, int firstQuoted, int introduction)
    {
        var run = QuotedRun.From(_lines, firstQuoted);
        if (introduction == 0)
        {
            introduction = run.Introduction;
            if (introduction == 0 && run.IsWritersOwn(_lines, _pending))
            {
                return run.Last + 1;
            }
        }

        Flush(first);
        _segments.Add(new Segment(SegmentKind.Quote, first, run.Last, introduction));
        return _pending = run.Last + 1;
    }

    // Ends the pending text before a line.
    private void Flush(int end)
    {
        if (_pending >= end)
        {
            return;
        }

        var signature = Signatures.StartIn(_lines, _pending, end, end == _lines.Count);
        if (signature > _pending)
        {
            _hasText |= _lines.NextFull(_pending, signature - 1 - _pending) >= 0;
            _segments.Add(new Segment(SegmentKind.Text, _pending, signature - 1));
        }

        if (signature < end)
        {
            _segments.Add(new Segment(SegmentKind.Signature, signature, end - 1));
        }

        _pending = end;
    }
}
