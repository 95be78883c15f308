namespace GmailMcp.Tools.Rendering;

/// <summary>One page of a long text: all pages in their order, joined, are the text to the letter.</summary>
/// <param name="Text">The page.</param>
/// <param name="Offset">Where it begins, in characters of the whole text.</param>
/// <param name="Total">Characters of the whole text.</param>
internal sealed record TextPage(string Text, int Offset, int Total)
{
    /// <summary>About 2,500 tokens of English.</summary>
    public const int DefaultLength = 10_000;

    public const int ShortestLength = 500;

    public const int LongestLength = 200_000;

    private const char ZeroWidthJoiner = '\u200D';

    /// <summary>Where the next page begins; null on the last one.</summary>
    public int? NextOffset => Offset + Text.Length < Total ? Offset + Text.Length : null;

    /// <summary>Says what is left and how to get it; null on the last page.</summary>
    public string? Note => NextOffset is { } next
        ? $"Cut: characters {Offset} to {next} of {Total}. For the rest call again with offset={next} (or a larger maxChars)."
        : null;

    /// <summary>Cuts a page out of a text, at the end of a paragraph, line, sentence or word, whichever is large enough.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="maxChars">The longest page, <see cref="ShortestLength"/> to <see cref="LongestLength"/>.</param>
    /// <param name="offset">Where to begin.</param>
    /// <exception cref="ToolException">A number is out of its bounds.</exception>
    public static TextPage Cut(string text, int maxChars, int offset)
    {
        if (maxChars is < ShortestLength or > LongestLength)
        {
            throw new ToolException($"maxChars must be {ShortestLength} to {LongestLength}; got {maxChars}.");
        }

        if (offset < 0 || (offset > 0 && offset >= text.Length))
        {
            throw new ToolException(
                $"offset must be 0 to {Math.Max(0, text.Length - 1)}, inside the text of {text.Length} characters; got {offset}. "
                + "Leave it out to begin at the start.");
        }

        var begin = offset > 0 && char.IsLowSurrogate(text[offset]) ? offset - 1 : offset;
        var rest = text.AsSpan(begin);
        return new TextPage(rest[..EndOf(rest, maxChars)].ToString(), begin, text.Length);
    }

    private static int EndOf(ReadOnlySpan<char> text, int longest)
    {
        if (text.Length <= longest)
        {
            return text.Length;
        }

        // A page that is shorter than half of what was asked for would cost a call for little.
        var page = text[..longest];
        var half = longest / 2;
        ReadOnlySpan<string> ends = ["\n\n", "\n", ". ", "。", " "];
        foreach (var end in ends)
        {
            if (page.LastIndexOf(end, StringComparison.Ordinal) is var found && found >= half)
            {
                return found + end.Length;
            }
        }

        // Between two letters that belong together there is no break.
        var hard = longest;
        while (hard > half && (char.IsLowSurrogate(text[hard]) || text[hard] == ZeroWidthJoiner || text[hard - 1] == ZeroWidthJoiner))
        {
            hard--;
        }

        return hard;
    }
}
