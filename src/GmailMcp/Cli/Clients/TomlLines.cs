namespace GmailMcp.Cli.Clients;

/// <summary>Cuts TOML into its headers and settings, and refuses what is neither.</summary>
internal sealed class TomlLines
{
    private readonly string _text;
    private readonly List<TomlLine> _lines = [];

    private TomlLines(string text) => _text = text;

    /// <exception cref="ConfigFileException">It is no TOML.</exception>
    public static IReadOnlyList<TomlLine> Read(string text)
    {
        var lines = new TomlLines(text);
        var position = text.StartsWith('\uFEFF') ? 1 : 0;
        while (position < text.Length)
        {
            position = lines.ReadLine(position);
        }

        return lines._lines;
    }

    private int ReadLine(int start)
    {
        var at = Skip(start);
        if (IsLineEnd(at))
        {
            return LineEnd(at) + 1;
        }

        var isHeader = _text[at] == '[';
        var isList = isHeader && at + 1 < _text.Length && _text[at + 1] == '[';
        at += isList ? 2 : isHeader ? 1 : 0;
        var path = new List<string>();
        do
        {
            at = Skip(at);
            at = ReadName(at, path);
            at = Skip(at);
        }
        while (at < _text.Length && _text[at] == '.' && at++ >= 0);

        var valueStart = at;
        if (isHeader)
        {
            at = Expect(at, isList ? "]]" : "]");
            valueStart = at;
        }
        else
        {
            valueStart = Skip(Expect(at, "="));
            at = ValueEnd(valueStart);
            while (char.IsWhiteSpace(_text[at - 1]))
            {
                at--;
            }
        }

        var value = _text[valueStart..at];
        if (!IsLineEnd(Skip(at)))
        {
            throw At(Skip(at), "this is not understood after the value on its line.");
        }

        _lines.Add(new TomlLine(start, at, isHeader, isList, path, value));
        return LineEnd(at) + 1;
    }

    private int ReadName(int at, List<string> path)
    {
        var end = at;
        if (at < _text.Length && _text[at] is '"' or '\'')
        {
            end = StringEnd(at);
            var quoted = _text[at..end];
            path.Add(quoted[0] == '"' ? Field.Unquote(quoted) ?? quoted : quoted[1..^1]);
            return end;
        }

        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '_' or '-'))
        {
            end++;
        }

        path.Add(end > at ? _text[at..end] : throw At(at, "a name is expected here."));
        return end;
    }

    private int Expect(int at, string what) => _text.AsSpan(Math.Min(at, _text.Length)).StartsWith(what, StringComparison.Ordinal)
        ? at + what.Length
        : throw At(at, $"\"{what}\" is expected here.");

    private int ValueEnd(int start)
    {
        if (IsLineEnd(start))
        {
            throw At(start, "a value is expected here.");
        }

        var (at, depth) = (start, 0);
        while (at < _text.Length)
        {
            var character = _text[at];
            if (character is '"' or '\'')
            {
                at = StringEnd(at);
                continue;
            }

            if (depth == 0 && (character is '\n' or '#'))
            {
                return at;
            }

            if (character == '#')
            {
                at = LineEnd(at);
                continue;
            }

            depth += character switch { '[' or '{' => 1, ']' or '}' => -1, _ => 0 };
            at++;
        }

        return depth == 0 ? at : throw At(start, "this list or table is never closed.");
    }

    private int StringEnd(int start)
    {
        var quote = _text[start];
        var three = new string(quote, 3);
        if (_text.AsSpan(start).StartsWith(three, StringComparison.Ordinal))
        {
            return LongStringEnd(start, quote, three);
        }

        for (var at = start + 1; at < _text.Length && _text[at] != '\n'; at++)
        {
            if (_text[at] == quote)
            {
                return at + 1;
            }

            at += _text[at] == '\\' && quote == '"' ? 1 : 0;
        }

        throw At(start, "this string is never closed.");
    }

    private int LongStringEnd(int start, char quote, string three)
    {
        for (var at = start + 3; at < _text.Length; at++)
        {
            if (_text[at] == '\\' && quote == '"')
            {
                at++;
            }
            else if (_text.AsSpan(at).StartsWith(three, StringComparison.Ordinal))
            {
                // Up to two quotes may stand before the three that end it.
                at += 3;
                while (at < _text.Length && _text[at] == quote)
                {
                    at++;
                }

                return at;
            }
        }

        throw At(start, "this string is never closed.");
    }

    private int Skip(int at)
    {
        while (at < _text.Length && _text[at] is ' ' or '\t')
        {
            at++;
        }

        return at;
    }

    private bool IsLineEnd(int at) => at >= _text.Length || _text[at] is '\n' or '#' || (_text[at] == '\r' && IsLineEnd(at + 1));

    private int LineEnd(int at)
    {
        var end = at < _text.Length ? _text.IndexOf('\n', at) : -1;
        return end < 0 ? _text.Length : end;
    }

    private ConfigFileException At(int position, string what) => ConfigFileException.At(_text, position, what);
}
