using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace GmailMcp.Mail.Html;

/// <summary>Reads an HTML body the way a person sees it: what is painted, in Markdown, with links that say where they go.
/// Nothing is fetched and no input makes it throw; what is too large or too costly is cut, and the notes say so.</summary>
internal static class HtmlToMarkdown
{
    public static HtmlReading Convert(
        string html, HtmlOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= HtmlOptions.Default;
        var notes = HtmlNotes.None;
        if (html.Length > options.MaxCharacters)
        {
            html = html[..options.MaxCharacters];
            notes |= HtmlNotes.PartlyConverted;
        }

        using var document = Parse(html, options, cancellationToken);
        if (document is null)
        {
            return Plain(html, notes | HtmlNotes.PlainFallback);
        }

        var cascade = new Cascade(document, options);
        var renderer = new MarkdownRenderer(cascade, new LinkList(options, document), options, cancellationToken);
        var markdown = renderer.Render(document);
        notes |= cascade.OverBudget ? HtmlNotes.CssBudgetHit : HtmlNotes.None;
        notes |= renderer.Cut ? HtmlNotes.PartlyConverted : HtmlNotes.None;
        notes |= renderer.HiddenCharacters > 0 ? HtmlNotes.HiddenTextRemoved : HtmlNotes.None;
        return new HtmlReading
        {
            Markdown = markdown,
            Links = renderer.Links,
            HiddenCharacters = renderer.HiddenCharacters,
            Notes = notes,
        };
    }

    /// <summary>The document, or null when parsing takes longer than a mail may.</summary>
    private static IDocument? Parse(string html, HtmlOptions options, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.ParseTime, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var parser = new HtmlParser(new HtmlParserOptions
        {
            IsScripting = false,
            IsStrictMode = false,
            SkipComments = true,
            SkipProcessingInstructions = true,
            SkipScriptText = true,
            DisableElementPositionTracking = true,
            MaximumDepth = 400,
        });
        try
        {
            // The text is in memory: the task never waits..
            return parser.ParseDocumentAsync(html, both.Token).GetAwaiter().GetResult(); // AngleSharp: only this overload can be stopped
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static HtmlReading Plain(string html, HtmlNotes notes)
    {
        var (text, removed) = InvisibleText.Strip(TagStripper.Strip(html));
        return new HtmlReading
        {
            Markdown = text,
            Links = [],
            HiddenCharacters = removed,
            Notes = removed > 0 ? notes | HtmlNotes.HiddenTextRemoved : notes,
        };
    }
}
