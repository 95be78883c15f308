using System.Text;

namespace GmailMcp.Mail.Composing;

/// <summary>A line of Markdown and what begins with it.</summary>
internal sealed class MarkdownLine
{
    private readonly string _text;

    private MarkdownLine(string text)
    {
        _text = text;
        Indent = text.Length - text.AsSpan().TrimStart(' ').Length;
        IsBlank = text.AsSpan().Trim().IsEmpty;
    }

    public static MarkdownLine Blank { get; } = new("");

    public string Text => _text;

    public int Indent { get; }

    public bool IsBlank { get; }

    public bool IsIndentedCode => !IsBlank && Indent >= 4;

    public bool IsQuote => Indent < 4 && Rest.StartsWith('>');

    /// <summary>Whether it is the text of a paragraph, or looks so.</summary>
    public bool IsText => !IsBlank && !IsIndentedCode && !StartsOther;

    /// <summary>Whether it goes on with a paragraph begun above it.</summary>
    public bool ContinuesText => !IsBlank && (Indent >= 4 || !Interrupts);

    public bool StartsOther => Indent < 4 && (Fence is not null || HeadingLevel > 0 || IsRule || IsQuote || Bullet is not null);

    // Of lists only those that certainly are some end a paragraph: a line may begin with "1975." or a dash by chance.
    private bool Interrupts => Fence is not null || HeadingLevel > 0 || IsRule || IsQuote
        || Bullet is { IsEmpty: false, Number: null or 1 };

    private ReadOnlySpan<char> Rest => _text.AsSpan(Indent);

    /// <summary>1 to 6; 0 where it is no heading.</summary>
    public int HeadingLevel
    {
        get
        {
            var level = Rest.IndexOfAnyExcept('#') is var end and >= 0 ? end : Rest.Length;
            return Indent < 4 && level is >= 1 and <= 6 && (level == Rest.Length || Rest[level] == ' ') ? level : 0;
        }
    }

    public string HeadingText
    {
        get
        {
            var text = Rest[HeadingLevel..].Trim();
            var open = text.TrimEnd('#');
            return (open.Length == 0 || open[^1] == ' ' ? open : text).Trim().ToString();
        }
    }

    /// <summary>The heading that the text above it becomes; 0 for none. Two hyphens begin a signature and underline nothing.</summary>
    public int UnderlineLevel
    {
        get
        {
            var mark = Rest.TrimEnd();
            return Indent >= 4 || mark.IsEmpty ? 0
                : mark.IndexOfAnyExcept('=') < 0 ? 1
                : mark.Length > 2 && mark.IndexOfAnyExcept('-') < 0 ? 2
                : 0;
        }
    }

    /// <summary>A horizontal line.</summary>
    public bool IsRule
    {
        get
        {
            if (Indent >= 4 || Rest.IsEmpty || Rest[0] is not ('-' or '*' or '_') || Rest.IndexOfAnyExcept(Rest[0], ' ') >= 0)
            {
                return false;
            }

            return Rest.Count(Rest[0]) >= 3;
        }
    }

    /// <summary>The beginning of a code block between fences.</summary>
    public MarkdownFence? Fence
    {
        get
        {
            if (Indent >= 4 || Rest.IsEmpty || Rest[0] is not ('`' or '~'))
            {
                return null;
            }

            var mark = Rest[0];
            var length = Rest.IndexOfAnyExcept(mark) is var end and >= 0 ? end : Rest.Length;
            return length < 3 || (mark == '`' && Rest[length..].Contains('`')) ? null : new MarkdownFence(mark, length, Indent);
        }
    }

    /// <summary>The mark of a list item.</summary>
    public MarkdownBullet? Bullet
    {
        get
        {
            if (Indent >= 4 || Rest.IsEmpty)
            {
                return null;
            }

            var digits = Rest.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : Rest.Length;
            var isMark = digits == 0 ? Rest[0] is '-' or '*' or '+' : digits <= 9 && digits < Rest.Length && Rest[digits] is '.' or ')';
            var after = Rest[Math.Min(digits + 1, Rest.Length)..];
            if (!isMark || (after.Length > 0 && after[0] != ' '))
            {
                return null;
            }

            var blanks = after.Length - after.TrimStart(' ').Length;
            var isEmpty = after.Trim().IsEmpty;
            var width = Indent + digits + 1 + (isEmpty || blanks > 4 ? 1 : blanks);
            return new MarkdownBullet(Rest[digits], digits == 0 ? null : int.Parse(Rest[..digits], provider: null), width, isEmpty);
        }
    }

    /// <summary>All lines, tabs at their beginning as blanks.</summary>
    public static IReadOnlyList<MarkdownLine> Split(string text) =>
    [
        .. text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace('\0', '\uFFFD')
            .Split('\n').Select(line => new MarkdownLine(WithoutTabs(line))),
    ];

    public bool Closes(MarkdownFence fence) =>
        Indent < 4 && Rest.TrimEnd() is { IsEmpty: false } mark && mark.Length >= fence.Length && mark.IndexOfAnyExcept(fence.Mark) < 0;

    /// <summary>The line without its first characters, which are an indent or the mark of an item.</summary>
    public MarkdownLine Without(int width) => width == 0 ? this : width >= _text.Length ? Blank : new(WithoutTabs(_text[width..]));

    public MarkdownLine WithoutQuoteMark()
    {
        var rest = WithoutTabs(_text[(Indent + 1)..]);
        return new MarkdownLine(rest.StartsWith(' ') ? rest[1..] : rest);
    }

    // https://spec.commonmark.org/0.31.2/#tabs: stops of four. Also after a mark, where the next text's indent counts.
    private static string WithoutTabs(string line)
    {
        var text = line.AsSpan().TrimStart(" \t");
        var indent = line.AsSpan(0, line.Length - text.Length);
        var markLength = text.Length > 1 && text[1] == '\t' && text[0] is '-' or '*' or '+' or '>' ? 1 : 0;
        if (!indent.Contains('\t') && markLength == 0)
        {
            return line;
        }

        var result = new StringBuilder(line.Length + 8);
        foreach (var character in indent)
        {
            result.Append(' ', character == '\t' ? 4 - (result.Length % 4) : 1);
        }

        if (markLength == 1)
        {
            result.Append(text[0]).Append(' ', 4 - ((result.Length + 1) % 4));
            text = text[2..];
        }

        return result.Append(text).ToString();
    }
}

/// <summary>The beginning of a code block: its end is as many of the same mark.</summary>
internal readonly record struct MarkdownFence(char Mark, int Length, int Indent);

/// <summary>The mark of a list item.</summary>
/// <param name="Mark"><c>-</c>, <c>*</c>, <c>+</c>, <c>.</c> or <c>)</c>.</param>
/// <param name="Number">Null where it has none.</param>
/// <param name="Width">How far its text is indented.</param>
/// <param name="IsEmpty">Nothing follows it.</param>
internal readonly record struct MarkdownBullet(char Mark, int? Number, int Width, bool IsEmpty)
{
    public bool IsLike(MarkdownBullet other) => Mark == other.Mark && Number is null == other.Number is null;
}
