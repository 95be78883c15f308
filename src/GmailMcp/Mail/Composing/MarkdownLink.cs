using System.Buffers;
using System.Text;

namespace GmailMcp.Mail.Composing;

/// <summary>Where a link of a Markdown text leads.</summary>
/// <param name="Target">The address.</param>
/// <param name="Text">What stands for it where nothing else does.</param>
/// <param name="Title">Shown by the reader's program on pointing; null for none.</param>
/// <param name="End">The character after it.</param>
internal sealed record MarkdownLink(string Target, string Text, string? Title, int End)
{
    /// <summary>Longer ones are letters: what has no end is looked for only so far.</summary>
    private const int MaxTarget = 2_000;

    private const int MaxTitle = 1_000;

    private static readonly string[] WebSchemes = ["https://", "http://"];

    private static readonly string[] LinkSchemes = [.. WebSchemes, "mailto:", "tel:"];

    private static readonly string[] PictureSchemes = [.. WebSchemes, "cid:"];

    private static readonly SearchValues<char> EndOfBare = SearchValues.Create(" \t\n\u00A0<>[]`\"");

    /// <summary><c>(https://a.example "Title")</c> behind a bracket; null where it is none, or leads where no mail should.</summary>
    public static MarkdownLink? Inline(string text, int at, bool isPicture)
    {
        if (at >= text.Length || text[at] != '(')
        {
            return null;
        }

        var i = SkipBlanks(text, at + 1);
        var schemes = isPicture ? PictureSchemes : LinkSchemes;
        var first = i < text.Length && text[i] == '<' ? i + 1 : i;
        if (!Begins(text.AsSpan(first), schemes) || Destination(text, ref i) is not { } target)
        {
            return null;
        }

        var afterTarget = i;
        i = SkipBlanks(text, i);
        string? title = null;
        if (i > afterTarget && i < text.Length && text[i] is '"' or '\'' or '(')
        {
            title = ReadTitle(text, ref i);
            if (title is null)
            {
                return null;
            }

            i = SkipBlanks(text, i);
        }

        return i < text.Length && text[i] == ')' && Begins(target, schemes)
            ? new MarkdownLink(target, target, title, i + 1)
            : null;
    }

    /// <summary><c>&lt;https://a.example&gt;</c>, <c>&lt;a@b.example&gt;</c>, or a web address as it is.</summary>
    public static MarkdownLink? Auto(string text, int at) => text[at] == '<' ? InAngles(text, at) : Bare(text, at);

    private static MarkdownLink? InAngles(string text, int at)
    {
        var rest = text.AsSpan(at + 1, Math.Min(MaxTarget, text.Length - at - 1));
        var end = rest.IndexOfAny("<> \n\t");
        if (end <= 0 || rest[end] != '>')
        {
            return null;
        }

        var target = rest[..end].ToString();
        return Begins(target, LinkSchemes) ? new MarkdownLink(target, target, null, at + end + 2)
            : IsAddress(target) ? new MarkdownLink($"mailto:{target}", target, null, at + end + 2)
            : null;
    }

    // https://github.github.com/gfm/#autolinks-extension-: without the full stop of the sentence and brackets around it.
    private static MarkdownLink? Bare(string text, int at)
    {
        if ((at > 0 && char.IsLetterOrDigit(text[at - 1])) || !Begins(text.AsSpan(at), WebSchemes))
        {
            return null;
        }

        var rest = text.AsSpan(at, Math.Min(MaxTarget, text.Length - at));
        var length = rest.IndexOfAny(EndOfBare) is var end and >= 0 ? end : rest.Length;
        var surplus = rest[..length].Count(')') - rest[..length].Count('(');
        while (length > 0 && (rest[length - 1] is '.' or ',' or ':' or ';' or '!' or '?' or '\'' or '*' or '_' or '~'
            || (rest[length - 1] == ')' && surplus > 0)))
        {
            surplus -= rest[length - 1] == ')' ? 1 : 0;
            length--;
        }

        var target = rest[..length].ToString();
        return length > "https://".Length ? new MarkdownLink(target, target, null, at + length) : null;
    }

    private static string? Destination(string text, ref int at)
    {
        var limit = Math.Min(text.Length, at + MaxTarget);
        var isInAngles = at < text.Length && text[at] == '<';
        var target = new StringBuilder();
        var depth = 0;
        for (var i = isInAngles ? at + 1 : at; i < limit; i++)
        {
            var c = text[i];
            if (c == '\\' && i + 1 < limit && char.IsPunctuation(text[i + 1]))
            {
                target.Append(text[++i]);
                continue;
            }

            if (isInAngles && c == '>')
            {
                at = i + 1;
                return target.ToString();
            }

            if (char.IsControl(c) || (isInAngles && c == '<') || (!isInAngles && (c == ' ' || (c == ')' && depth == 0))))
            {
                at = i;
                return isInAngles || depth > 0 || target.Length == 0 ? null : target.ToString();
            }

            depth += isInAngles ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            target.Append(c);
        }

        return null;
    }

    private static string? ReadTitle(string text, ref int at)
    {
        var close = text[at] == '(' ? ')' : text[at];
        var title = new StringBuilder();
        for (var i = at + 1; i < Math.Min(text.Length, at + MaxTitle); i++)
        {
            if (text[i] == close)
            {
                at = i + 1;
                return title.ToString();
            }

            i += text[i] == '\\' && i + 1 < text.Length && char.IsPunctuation(text[i + 1]) ? 1 : 0;
            title.Append(text[i]);
        }

        return null;
    }

    private static int SkipBlanks(string text, int at)
    {
        var end = Math.Min(text.Length, at + MaxTitle);
        while (at < end && text[at] is ' ' or '\t' or '\n')
        {
            at++;
        }

        return at;
    }

    private static bool Begins(ReadOnlySpan<char> target, string[] schemes)
    {
        foreach (var scheme in schemes)
        {
            if (target.Length > scheme.Length && target.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAddress(string text)
    {
        try
        {
            AddressSpec.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
