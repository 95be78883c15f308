using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Parsers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace GmailMcp.Mail.Composing;

/// <summary>Markdown → the HTML of a mail: CommonMark with GitHub's tables, strikethrough and bare web addresses.</summary>
/// <remarks>A line of the text is a line of the mail, as in the plain part beside it, so there are no headings underlined with hyphens:
/// two hyphens begin a signature. HTML in the text is shown as it is written.</remarks>
internal static class MarkdownHtml
{
    /// <summary>What is longer takes the parser seconds at its worst; Gmail's own page cuts HTML of this size.</summary>
    public const int MaxLengthInChars = 100_000;

    private const string ArgumentName = "body";

    private static readonly string[] LinkSchemes = ["https://", "http://", "mailto:", "tel:"];

    private static readonly string[] PictureSchemes = ["https://", "http://", "cid:"];

    private static readonly MarkdownPipeline Pipeline = Build();

    /// <summary>A whole document, whose links lead to web, mail and telephone addresses only.</summary>
    /// <exception cref="ComposeException">It is too long, or quotes, lists or brackets inside each other are deeper than anybody can read.</exception>
    public static string Convert(string markdown)
    {
        if (markdown.Length > MaxLengthInChars)
        {
            throw new ComposeException(
                ArgumentName,
                $"body has {markdown.Length:#,0} characters; as Markdown it may have {MaxLengthInChars:#,0}. Leave out bodyFormat, or attach "
                + "the text as a file.");
        }

        try
        {
            var document = Markdown.Parse(markdown, Pipeline);
            foreach (var item in document.Descendants().ToList())
            {
                Prepare(item, markdown);
            }

            return $"<!DOCTYPE html>\n<html><body>\n{document.ToHtml(Pipeline)}</body></html>\n";
        }
        catch (ArgumentException)
        {
            // The library's word for it: it stops before the stack or the time does.
            throw new ComposeException(
                ArgumentName, "body has quotes, lists, emphasis or brackets that are nested too deeply for Markdown. Leave out bodyFormat.");
        }
    }

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder()
            .DisableHtml()
            .UsePipeTables()
            .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
            .UseAutoLinks()
            .UseSoftlineBreakAsHardlineBreak()
            .UsePreciseSourceLocation();
        builder.BlockParsers.FindExact<ParagraphBlockParser>()?.ParseSetextHeadings = false;
        return builder.Build();
    }

    private static void Prepare(MarkdownObject item, string markdown)
    {
        switch (item)
        {
            case LinkInline link when !HasScheme(link.Url, link.IsImage ? PictureSchemes : LinkSchemes):
                link.ReplaceBy(new LiteralInline(markdown.Substring(link.Span.Start, link.Span.Length)), copyChildren: false);
                break;
            case AutolinkInline { IsEmail: false } link when !HasScheme(link.Url, LinkSchemes):
                link.ReplaceBy(new LiteralInline(markdown.Substring(link.Span.Start, link.Span.Length)), copyChildren: false);
                break;
            case QuoteBlock:
                Style(item, "margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex");
                break;
            case CodeBlock:
                Style(item, "background:#f5f5f5;padding:8px");
                break;
            case Table:
                Style(item, "border-collapse:collapse");
                break;
            case TableCell:
                Style(item, "border:1px solid #ccc;padding:4px 8px");
                break;
        }
    }

    private static bool HasScheme(string? url, string[] schemes) =>
        schemes.Any(scheme => url?.Length > scheme.Length && url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    // Mail programs drop style sheets.
    private static void Style(MarkdownObject item, string style) => item.GetAttributes().AddProperty("style", style);
}
