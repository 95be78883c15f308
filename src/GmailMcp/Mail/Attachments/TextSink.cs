using System.Text;

namespace GmailMcp.Mail.Attachments;

/// <summary>Where readers put text: bounded, with line breaks of one kind and no runs of empty lines.</summary>
internal sealed class TextSink(int mostChars = TextSink.DefaultMostChars)
{
    // About 500,000 tokens: more than a model holds, less than a server minds.
    public const int DefaultMostChars = 2_000_000;

    private readonly StringBuilder _text = new();
    private int _trailingBreaks = 2; // none wanted at the start

    /// <summary>Nothing more is taken; readers look at it where they loop.</summary>
    public bool IsFull { get; private set; }

    public bool IsAtLineStart => _trailingBreaks > 0;

    public int Length => _text.Length;

    public void Append(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            Append(c);
        }
    }

    public void Append(char c)
    {
        if (IsFull || c is '\r' or '\uFEFF')
        {
            return;
        }

        if (_text.Length >= mostChars)
        {
            IsFull = true;
            return;
        }

        _trailingBreaks = c == '\n' ? _trailingBreaks + 1 : 0;
        if (_trailingBreaks <= 2)
        {
            // Control characters mean nothing to a reader, and to a terminal too much.
            _text.Append(char.IsControl(c) && c is not ('\n' or '\t') ? ' ' : c);
        }
        else
        {
            _trailingBreaks = 2;
        }
    }

    /// <summary>Ends the line if one is begun.</summary>
    public void EndLine()
    {
        if (_trailingBreaks == 0)
        {
            Append('\n');
        }
    }

    /// <summary>Ends the line and leaves one empty.</summary>
    public void EndParagraph()
    {
        EndLine();
        if (_trailingBreaks == 1)
        {
            Append('\n');
        }
    }

    public override string ToString() => _text.ToString();

    public AttachmentReading ToReading(
        IReadOnlyList<string>? sheets = null, int? pageCount = null, params IEnumerable<string> notes) => new()
        {
            Text = _text.ToString().TrimEnd(),
            Sheets = sheets ?? [],
            PageCount = pageCount,
            Notes = IsFull ? [.. notes, $"Only the first {mostChars:N0} characters were read."] : [.. notes],
        };
}
