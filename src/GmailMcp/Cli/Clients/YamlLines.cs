namespace GmailMcp.Cli.Clients;

/// <summary>
/// Cuts block YAML into the lines that begin something. It is no YAML parser: it knows what spans several lines (block scalars,
/// quoted strings, flow collections), so that nothing inside of them is taken for a key, and refuses the rest.
/// </summary>
internal sealed class YamlLines
{
    private readonly string _text;
    private readonly List<YamlLine> _lines = [];

    private YamlLines(string text) => _text = text;

    /// <exception cref="ConfigFileException">A form that is not understood for certain.</exception>
    public static IReadOnlyList<YamlLine> Read(string text)
    {
        var lines = new YamlLines(text);
        var position = text.StartsWith('\uFEFF') ? 1 : 0;
        while (position < text.Length)
        {
            position = lines.ReadLine(position);
        }

        return lines._lines;
    }

    // Gives the start of the next line that is not part of this one.
    private int ReadLine(int start)
    {
        var (first, end) = (start, LineEnd(start));
        while (first < end && _text[first] == ' ')
        {
            first++;
        }

        if (first == end || _text[first] is '#' or '\r')
        {
            return Next(end);
        }

        var line = _text[start..end];
        if (_text[first] == '\t')
        {
            throw At(first, "a tab indents this line, which YAML does not allow. Use spaces.");
        }

        if (first == start && (line.StartsWith("---", StringComparison.Ordinal) || line[0] == '%' || line.TrimEnd() == "..."))
        {
            return line.TrimEnd() == "---" && _lines.Count == 0
                ? Next(end)
                : throw At(start, "this begins or ends a YAML document, and only files with one are changed.");
        }

        return ReadContent(start, first);
    }

    private int ReadContent(int start, int first)
    {
        var at = first;
        var isItem = false;
        while (IsDash(at))
        {
            isItem = true;
            at = SkipSpaces(at + 1);
        }

        var (key, afterKey) = ReadKey(at);
        var valueStart = SkipProperties(SkipSpaces(afterKey));
        var indent = first - LineStart(start);
        var keyIndent = at - LineStart(start);
        var valueEnd = ValueEnd(valueStart, key is null ? indent : keyIndent, out var value);
        var end = valueEnd;
        while (end > start && _text[end - 1] is '\n' or '\r' or ' ')
        {
            end--;
        }

        _lines.Add(new YamlLine(start, end, indent, isItem, keyIndent, key, value));
        return Next(LineEnd(valueEnd));
    }

    private bool IsDash(int at) =>
        at < _text.Length && _text[at] == '-' && (at + 1 == _text.Length || _text[at + 1] is ' ' or '\r' or '\n');

    // A key ends with a colon that a space or the line's end follows. Quoted keys are read without their quotes.
    private (string? Key, int After) ReadKey(int at)
    {
        var end = LineEnd(at);
        if (at < end && _text[at] is '"' or '\'')
        {
            var close = _text.IndexOf(_text[at], at + 1, end - at - 1);
            return close > 0 && close + 1 < end && _text[close + 1] == ':' && IsGap(close + 2, end)
                ? (_text[(at + 1)..close], close + 2)
                : (null, at);
        }

        if (at < end && _text[at] is '?' && IsGap(at + 1, end))
        {
            throw At(at, "this writes a key in YAML's long form (\"? key\"), which is not changed here.");
        }

        for (var position = at; position < end && _text[at] is not ('[' or '{'); position++)
        {
            if (_text[position] == '#' && position > at && _text[position - 1] == ' ')
            {
                break;
            }

            if (_text[position] == ':' && IsGap(position + 1, end))
            {
                if (_text[at] is '&' or '*' or '!')
                {
                    throw At(at, "a key with an anchor, an alias or a tag is not changed here.");
                }

                return (_text[at..position].TrimEnd(), position + 1);
            }
        }

        return (null, at);
    }

    private bool IsGap(int at, int end) => at >= end || _text[at] is ' ' or '\r' or '\t';

    // An anchor or a tag before the value.
    private int SkipProperties(int at)
    {
        while (at < _text.Length && _text[at] is '&' or '!')
        {
            while (at < _text.Length && !char.IsWhiteSpace(_text[at]))
            {
                at++;
            }

            at = SkipSpaces(at);
        }

        return at;
    }

    private int ValueEnd(int at, int indent, out string value)
    {
        var end = LineEnd(at);
        var begin = at < end ? _text[at] : '\n';
        if (begin is '|' or '>')
        {
            value = "|";
            return BlockEnd(Next(end), indent);
        }

        if (begin is '"' or '\'' or '[' or '{')
        {
            var close = CloseOf(at);
            RefuseTail(close);
            value = _text[at..close];
            return LineEnd(close);
        }

        var comment = _text.IndexOf(" #", at, end - at, StringComparison.Ordinal);
        value = begin == '#' ? "" : _text[at..(comment < 0 ? end : comment)].Trim();
        return end;
    }

    // The lines of a block scalar are those that stand deeper, and blank ones.
    private int BlockEnd(int start, int indent)
    {
        var last = start;
        for (var position = start; position < _text.Length; position = Next(LineEnd(position)))
        {
            var first = SkipSpaces(position);
            var isBlank = first >= LineEnd(position) || _text[first] == '\r';
            if (!isBlank && first - position <= indent)
            {
                break;
            }

            last = isBlank ? last : LineEnd(position);
        }

        return Math.Max(last == start ? start - 1 : last, 0);
    }

    // After a quoted string or a flow collection only a comment may stand on its line.
    private void RefuseTail(int at)
    {
        var tail = _text[at..LineEnd(at)].Trim();
        if (tail.Length > 0 && tail[0] != '#')
        {
            throw At(at, "what follows the end of the value on this line is not understood. Correct it, or change the file by hand.");
        }
    }

    private int CloseOf(int start)
    {
        var open = new Stack<char>();
        var at = start;
        while (at < _text.Length)
        {
            var character = _text[at];
            if (character is '"' or '\'' && (at == start || _text[at - 1] is ' ' or '[' or '{' or ',' or ':' or '\n'))
            {
                at = QuoteEnd(at);
            }
            else
            {
                Balance(open, at);
                at = character == '#' && char.IsWhiteSpace(_text[at - 1]) ? LineEnd(at) : at + 1;
            }

            if (open.Count == 0)
            {
                return at;
            }
        }

        throw At(start, "this is never closed.");
    }

    private void Balance(Stack<char> open, int at)
    {
        if (_text[at] is '[' or '{')
        {
            open.Push(_text[at] == '[' ? ']' : '}');
        }
        else if (_text[at] is ']' or '}' && open.Pop() != _text[at])
        {
            throw At(at, "this closes what was not opened.");
        }
    }

    private int QuoteEnd(int start)
    {
        var quote = _text[start];
        for (var at = start + 1; at < _text.Length; at++)
        {
            if (_text[at] == '\\' && quote == '"')
            {
                at++;
            }
            else if (_text[at] == quote)
            {
                if (quote == '\'' && at + 1 < _text.Length && _text[at + 1] == '\'')
                {
                    at++;
                }
                else
                {
                    return at + 1;
                }
            }
        }

        throw At(start, "this string is never closed.");
    }

    private int SkipSpaces(int at)
    {
        while (at < _text.Length && _text[at] == ' ')
        {
            at++;
        }

        return at;
    }

    private int LineStart(int at) => at == 1 && _text[0] == '\uFEFF' ? 1 : at;

    private int LineEnd(int at)
    {
        var end = at < _text.Length ? _text.IndexOf('\n', at) : -1;
        return end < 0 ? _text.Length : end;
    }

    private static int Next(int lineEnd) => lineEnd + 1;

    private ConfigFileException At(int position, string what) => ConfigFileException.At(_text, position, what);
}
