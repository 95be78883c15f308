namespace GmailMcp.Tools.Attachments;

/// <summary>A piece of a long text that ends where a paragraph does.</summary>
/// <param name="Text">The piece.</param>
/// <param name="NextOffset">Where the next piece begins; null at the end.</param>
internal sealed record TextPage(string Text, int? NextOffset)
{
    public static TextPage Of(string text, int offset, int mostChars)
    {
        var start = Math.Clamp(offset, 0, text.Length);
        if (start > 0 && start < text.Length && char.IsLowSurrogate(text[start]))
        {
            start--;
        }

        if (text.Length - start <= mostChars)
        {
            return new TextPage(text[start..], null);
        }

        var end = start + CutWithin(text.AsSpan(start, mostChars));
        return new TextPage(text[start..end], end);
    }

    // The best break in the second half: after a paragraph, else a line, else a word, else anywhere but in a character.
    private static int CutWithin(ReadOnlySpan<char> text)
    {
        foreach (var wanted in (ReadOnlySpan<string>)["\n\n", "\n", " "])
        {
            var at = text.LastIndexOf(wanted);
            if (at >= text.Length / 2)
            {
                return at + wanted.Length;
            }
        }

        return char.IsHighSurrogate(text[^1]) ? text.Length - 1 : text.Length;
    }
}
