using System.Text;

namespace GmailMcp.Mail.Composing;

/// <summary>The text of one Markdown block as HTML: emphasis, code, links, pictures, line breaks. Everything else is the
/// writer's own letters, escaped.</summary>
internal sealed class MarkdownInline
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary>Brackets open at the same time; more are letters.</summary>
    private const int MaxOpenBrackets = 100;

    private const int MaxEntity = 32;

    private readonly string _text;
    private readonly List<MarkdownPiece> _pieces = [];
    private readonly List<Bracket> _brackets = [];

    /// <summary>Where runs of so many backticks begin, from the last to the first.</summary>
    private readonly Dictionary<int, Stack<int>> _ticks = [];
    private readonly StringBuilder _letters = new();
    private int _at;

    /// <summary>Brackets below this stand around a link already, and links hold no links.</summary>
    private int _firstLinkable;

    private MarkdownInline(string text)
    {
        _text = text;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (text[i] == '`')
            {
                var end = i;
                while (i > 0 && text[i - 1] == '`')
                {
                    i--;
                }

                (_ticks.TryGetValue(end - i + 1, out var places) ? places : _ticks[end - i + 1] = new()).Push(i);
            }
        }
    }

    private readonly record struct Bracket(int Piece, bool IsPicture);

    /// <summary>The text of a paragraph, a heading or a cell.</summary>
    public static string Convert(string text)
    {
        var inline = new MarkdownInline(text);
        while (inline._at < text.Length)
        {
            inline.Next();
        }

        inline.EndLetters();
        MarkdownEmphasis.Resolve(inline._pieces, 0);
        return string.Concat(inline._pieces.Select(piece => piece.Html));
    }

    /// <summary>Text as it stands.</summary>
    public static void AppendEscaped(StringBuilder html, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            AppendEscaped(html, c);
        }
    }

    private static void AppendEscaped(StringBuilder html, char c) => _ = c switch
    {
        '&' => html.Append("&amp;"),
        '<' => html.Append("&lt;"),
        '>' => html.Append("&gt;"),
        '"' => html.Append("&quot;"),
        _ => html.Append(c),
    };

    private void Next()
    {
        var c = _text[_at];
        switch (c)
        {
            case '\\' when _at + 1 < _text.Length && _text[_at + 1] == '\n':
                Break();
                _at += 2;
                break;
            case '\\' when _at + 1 < _text.Length && Punctuation.Contains(_text[_at + 1]):
                AppendEscaped(_letters, _text[_at + 1]);
                _at += 2;
                break;
            case '\n':
                LineEnd();
                break;
            case '`':
                Code();
                break;
            case '*' or '_' or '~':
                Delimiters(c);
                break;
            case '!' when _at + 1 < _text.Length && _text[_at + 1] == '[':
                Open(isPicture: true);
                break;
            case '[':
                Open(isPicture: false);
                break;
            case ']':
                Close();
                break;
            case '<' or 'h' or 'H' when MarkdownLink.Auto(_text, _at) is { } link:
                EndLetters();
                _pieces.Add(new MarkdownPiece { AutoTarget = Escape(link.Target), Letters = Escape(link.Text) });
                _at = link.End;
                break;
            case '&' when EntityLength() is var length and > 0:
                _letters.Append(_text, _at, length);
                _at += length;
                break;
            default:
                AppendEscaped(_letters, c);
                _at++;
                break;
        }
    }

    // Two blanks at the end of a line break it.
    private void LineEnd()
    {
        var blanks = 0;
        while (_letters.Length > 0 && _letters[^1] == ' ')
        {
            _letters.Length--;
            blanks++;
        }

        if (blanks >= 2)
        {
            Break();
        }
        else
        {
            _letters.Append('\n');
        }

        _at++;
    }

    private void Break() => _letters.Append("<br>\n");

    private void Code()
    {
        var length = 1;
        while (_at + length < _text.Length && _text[_at + length] == '`')
        {
            length++;
        }

        var start = _at + length;
        _ticks.TryGetValue(length, out var places);
        while (places is { Count: > 0 } && places.Peek() < start)
        {
            places.Pop();
        }

        if (places is not { Count: > 0 })
        {
            _letters.Append('`', length);
            _at = start;
            return;
        }

        var end = places.Pop();
        var code = _text[start..end].Replace('\n', ' ');
        if (code.Length > 2 && code.StartsWith(' ') && code.EndsWith(' ') && !string.IsNullOrWhiteSpace(code))
        {
            code = code[1..^1];
        }

        Add($"<code>{Escape(code)}</code>");
        _at = end + length;
    }

    // https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run
    private void Delimiters(char mark)
    {
        var end = _at;
        while (end < _text.Length && _text[end] == mark)
        {
            end++;
        }

        var before = _at == 0 ? ' ' : _text[_at - 1];
        var after = end == _text.Length ? ' ' : _text[end];
        var opensLeft = !IsBlank(after) && (!IsPunctuation(after) || IsBlank(before) || IsPunctuation(before));
        var closesRight = !IsBlank(before) && (!IsPunctuation(before) || IsBlank(after) || IsPunctuation(after));
        var isWord = mark == '_';
        EndLetters();
        _pieces.Add(new MarkdownPiece
        {
            Mark = mark,
            Count = end - _at,
            OriginalCount = end - _at,
            CanOpen = opensLeft && (!isWord || !closesRight || IsPunctuation(before)),
            CanClose = closesRight && (!isWord || !opensLeft || IsPunctuation(after)),
        });
        _at = end;
    }

    private void Open(bool isPicture)
    {
        var mark = isPicture ? "![" : "[";
        _at += mark.Length;
        if (_brackets.Count >= MaxOpenBrackets)
        {
            _letters.Append(mark);
            return;
        }

        EndLetters();
        _brackets.Add(new Bracket(_pieces.Count, isPicture));
        _pieces.Add(new MarkdownPiece { Letters = mark });
    }

    private void Close()
    {
        var at = _at++;
        if (_brackets.Count == 0)
        {
            _letters.Append(']');
            return;
        }

        var bracket = _brackets[^1];
        _brackets.RemoveAt(_brackets.Count - 1);
        var isLinkable = bracket.IsPicture || _brackets.Count >= _firstLinkable;
        _firstLinkable = Math.Min(_firstLinkable, _brackets.Count);
        if (!isLinkable || MarkdownLink.Inline(_text, at + 1, bracket.IsPicture) is not { } link)
        {
            _letters.Append(']');
            return;
        }

        EndLetters();
        MarkdownEmphasis.Resolve(_pieces, bracket.Piece + 1);
        var title = link.Title is null ? "" : $" title=\"{Escape(link.Title)}\"";
        if (bracket.IsPicture)
        {
            var alternative = string.Concat(_pieces.Skip(bracket.Piece + 1).Select(piece => piece.Alternative));
            _pieces.RemoveRange(bracket.Piece, _pieces.Count - bracket.Piece);
            _pieces.Add(new MarkdownPiece
            {
                Tag = $"<img src=\"{Escape(link.Target)}\" alt=\"{alternative}\"{title}>",
                Alternative = alternative,
            });
        }
        else
        {
            foreach (var inner in _pieces.Skip(bracket.Piece + 1))
            {
                inner.AutoTarget = null; // links hold no links
            }

            _pieces[bracket.Piece] = new MarkdownPiece { Tag = $"<a href=\"{Escape(link.Target)}\"{title}>" };
            _pieces.Add(new MarkdownPiece { Tag = "</a>" });
            _firstLinkable = _brackets.Count;
        }

        _at = link.End;
    }

    private void Add(string tag)
    {
        EndLetters();
        _pieces.Add(new MarkdownPiece { Tag = tag });
    }

    private void EndLetters()
    {
        if (_letters.Length > 0)
        {
            _pieces.Add(new MarkdownPiece { Letters = _letters.ToString() });
            _letters.Clear();
        }
    }

    // &amp; and &#8364; are what their writer means by them; a bare & is an ampersand.
    private int EntityLength()
    {
        var rest = _text.AsSpan(_at, Math.Min(MaxEntity, _text.Length - _at));
        var end = rest.IndexOf(';');
        var name = end < 2 ? default : rest[1..end];
        var isNumber = name.Length > 1 && name[0] == '#'
            && (name[1..].IndexOfAnyExceptInRange('0', '9') < 0 || (name[1] is 'x' or 'X' && IsHex(name[2..])));
        return name.IsEmpty || !(isNumber || IsName(name)) ? 0 : end + 1;
    }

    private static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return !text.IsEmpty;
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        return !text.IsEmpty && char.IsAsciiLetter(text[0]);
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c);

    private static bool IsPunctuation(char c) => char.IsPunctuation(c) || char.IsSymbol(c);

    private static string Escape(string text)
    {
        var html = new StringBuilder(text.Length + 16);
        AppendEscaped(html, text);
        return html.ToString();
    }
}
