using GmailMcp.Mail.Html;

namespace GmailMcp.Tests.Mail.Html;

/// <summary>What holds of the reading of any HTML at all; for mutated, fuzzed and hostile bodies.</summary>
internal static class HtmlClaims
{
    /// <summary>What is wrong; null where nothing is. What the reading throws is not caught.</summary>
    public static string? Broken(string html, CancellationToken cancellationToken = default) =>
        Broken(html, HtmlToMarkdown.Convert(html, HtmlOptions.Default, cancellationToken))
            ?? Broken(html, HtmlToMarkdown.Convert(html, HtmlOptions.Default with { FoldQuotes = true }, cancellationToken));

    public static string? Broken(string html, HtmlReading reading)
    {
        if (reading.Markdown.Length > (6 * html.Length) + 1_000)
        {
            return $"{reading.Markdown.Length} characters from {html.Length}";
        }

        if (reading.HiddenCharacters < 0 || reading.Folds.Any(fold => fold.Lines < 0))
        {
            return "counts below nothing";
        }

        return SeenText.Flaw(reading.Markdown)
            ?? reading.Links.Select(link => SeenText.FlawOfLine(link.Target)).FirstOrDefault(flaw => flaw is not null);
    }
}
