using System.Text;

namespace GmailMcp.Mail.Html;

/// <summary>Text under way: white space collapses, breaks wait until something follows, text cannot forge
/// structure.</summary>
internal sealed class Flow(bool isInline = false)
{
    private readonly StringBuilder _text = new();
    private bool _space;
    private int _breaks;

    public bool IsEmpty => _text.Length == 0;

    /// <summary>At least <paramref name="lines"/> line ends before what follows: 2 make an empty line.</summary>
    public void Break(int lines)
    {
        _breaks = _text.Length == 0 ? 0 : Math.Max(_breaks, lines);
        _space = false;
    }

    /// <summary>A line end more, as br makes.</summary>
    public void NewLine()
    {
        _breaks = _text.Length == 0 ? 0 : Math.Min(2, _breaks + 1);
        _space = false;
    }

    public void Space() => _space = true;

    /// <summary>Letters of the mail.</summary>
    public void Text(string text, bool keepsLines)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                if (keepsLines && text[at] == '\n')
                {
                    NewLine();
                }
                else
                {
                    _space = true;
                }

                at++;
                continue;
            }

            var end = at;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            Word(text.AsSpan(at, end - at));
            at = end;
        }
    }

    /// <summary>Our own marks and finished pieces, written as they are.</summary>
    public void Raw(string piece)
    {
        if (piece.Length > 0)
        {
            Flush();
            _text.Append(piece);
        }
    }

    /// <summary>A finished block on lines of its own.</summary>
    public void Block(string block, int lines)
    {
        if (block.Length > 0)
        {
            Break(lines);
            Raw(block);
            Break(lines);
        }
    }

    public string Finish() => _text.ToString();

    private void Word(ReadOnlySpan<char> word)
    {
        Flush();
        if (!isInline && (_text.Length == 0 || _text[^1] == '\n') && StartsStructure(word))
        {
            _text.Append('\\');
        }

        for (var i = 0; i < word.Length; i++)
        {
            // "](" would make a link of the mail's own making.
            if (word[i] == ']' && (i + 1 == word.Length || word[i + 1] == '('))
            {
                _text.Append('\\');
            }

            _text.Append(word[i]);
        }
    }

    private static bool StartsStructure(ReadOnlySpan<char> word) => word[0] switch
    {
        '>' or '|' => true,
        '#' => word.TrimStart('#').IsEmpty,
        '`' => word.StartsWith("```") || word.TrimStart('`').IsEmpty,
        '~' => word.StartsWith("~~~"),
        _ => false,
    };

    private void Flush()
    {
        if (_breaks > 0)
        {
            _text.Append('\n', _breaks);
        }
        else if (_space && _text.Length > 0)
        {
            _text.Append(' ');
        }

        _breaks = 0;
        _space = false;
    }
}
