using GmailMcp.Tools.Rendering;

namespace GmailMcp.Resources;

/// <summary>The server's own sentences below a text.</summary>
internal static class Notes
{
    public static string Below(string text, params IEnumerable<string?> notes)
    {
        var said = string.Join('\n', notes.Where(note => note is { Length: > 0 }));
        return said.Length == 0 ? text : $"{text}\n\n{said}";
    }

    /// <summary>How to get the rest of a page; null on the last one.</summary>
    /// <param name="page">The page shown.</param>
    /// <param name="call">What to call, up to the offset.</param>
    public static string? Cut(TextPage page, string call) => page.NextOffset is { } next
        ? $"Cut: characters {page.Offset} to {next} of {page.Total}. {call}, offset={next} gives the rest."
        : null;
}
