using System.Text;

namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>A mail's text with what is new told from what was said before.</summary>
internal sealed record QuoteCut
{
    /// <summary>The text that was read.</summary>
    public required string Text { get; init; }

    /// <summary>What is folded, in the order of the text; parts do not overlap.</summary>
    public required IReadOnlyList<FoldedPart> Parts { get; init; }

    /// <summary>What the writer added, trimmed.</summary>
    public string Visible => Join(_ => null);

    /// <summary>The text with one line for each folded part.</summary>
    public string Shorten() => Join(part => part.Short());

    private string Join(Func<FoldedPart, string?> lineFor)
    {
        var result = new StringBuilder();
        var from = 0;
        foreach (var part in Parts)
        {
            Append(result, Text.AsSpan(from, part.Start - from));
            if (lineFor(part) is { } line)
            {
                Append(result, line);
            }

            from = part.Start + part.Length;
        }

        Append(result, Text.AsSpan(from));
        return result.ToString().Trim();
    }

    private static void Append(StringBuilder result, ReadOnlySpan<char> piece)
    {
        piece = WithoutBlankLines(piece);
        if (piece.IsEmpty)
        {
            return;
        }

        if (result.Length > 0)
        {
            result.Append("\n\n");
        }

        result.Append(piece);
    }

    // The first line keeps its indent: it may be code or a list.
    private static ReadOnlySpan<char> WithoutBlankLines(ReadOnlySpan<char> piece)
    {
        piece = piece.TrimEnd();
        var words = piece.Length - piece.TrimStart().Length;
        var start = piece[..words].LastIndexOf('\n') + 1;
        return piece[start..];
    }
}
