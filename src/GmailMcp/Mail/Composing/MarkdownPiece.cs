using System.Text;

namespace GmailMcp.Mail.Composing;

/// <summary>A stretch of a block's text: letters, a tag, or marks that may become tags.</summary>
internal sealed class MarkdownPiece
{
    private string? _alternative;

    /// <summary>Text, escaped.</summary>
    public string Letters { get; init; } = "";

    public string Tag { get; init; } = "";

    /// <summary>Where an address leads that is a link of its own; null for none.</summary>
    public string? AutoTarget { get; set; }

    public char Mark { get; init; }

    public bool CanOpen { get; init; }

    public bool CanClose { get; init; }

    public int OriginalCount { get; init; }

    /// <summary>Marks that belong to nothing yet.</summary>
    public int Count { get; set; }

    /// <summary>Whether a link around it has been closed: what is open by then stays letters.</summary>
    public bool IsResolved { get; set; }

    /// <summary>The tags it opens, the innermost first.</summary>
    public List<string>? Opening { get; set; }

    /// <summary>The tags it closes.</summary>
    public StringBuilder? Closing { get; set; }

    public string Html => AutoTarget is not null
        ? $"<a href=\"{AutoTarget}\">{Letters}</a>"
        : $"{Closing}{Letters}{Tag}{new string(Mark, Count)}{string.Concat((Opening ?? []).AsEnumerable().Reverse())}";

    /// <summary>What it says without tags.</summary>
    public string Alternative
    {
        get => _alternative ?? Letters.Replace("<br>", "", StringComparison.Ordinal) + new string(Mark, Count);
        init => _alternative = value;
    }
}
