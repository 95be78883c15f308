using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using GmailMcp.Mail.Reading.Quoting;

namespace GmailMcp.Mail.Html;

/// <summary>Reads an HTML body the way a person sees it: what is painted, in Markdown, with links that say where they
/// go.
/// Nothing is fetched and no input makes it throw; what is too large or too costly is cut, and the notes say
/// so.</summary>
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

        var folds = options.FoldQuotes && document.Body is { } body ? Fold(document, HtmlQuotes.Find(body, options.IsForwarded)) : [];
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
            Folds = folds,
            Notes = notes,
        };
    }

    // One line stands where the first of a part's nodes was.
    private static IReadOnlyList<HtmlQuote> Fold(IDocument document, IReadOnlyList<HtmlQuote> quotes)
    {
        foreach (var quote in quotes)
        {
            var line = document.CreateElement("p");
            line.TextContent = quote.Short();
            quote.Nodes[0].Parent?.InsertBefore(line, quote.Nodes[0]);
            foreach (var node in quote.Nodes)
            {
                node.Parent?.RemoveChild(node);
            }
        }

        return quotes;
    }

    /// <summary>The document, or null when parsing takes longer than a mail may: the parser is stopped between two
    /// tokens.</summary>
    internal static IHtmlDocument? Parse(string html, HtmlOptions options, CancellationToken cancellationToken)
    {
        var started = options.Time.GetTimestamp();
        var parser = new HtmlParser(new HtmlParserOptions
        {
            IsScripting = false,
            IsStrictMode = false,
            SkipComments = true,
            SkipProcessingInstructions = true,
            SkipScriptText = true,
            DisableElementPositionTracking = true,
            MaximumDepth = 400,
            OnToken = (_, _) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (options.Time.GetElapsedTime(started) > options.ParseTime)
                {
                    throw new TimeoutException();
                }
            },
        });
        try
        {
            return parser.ParseDocument(html);
        }
        catch (TimeoutException)
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
            Folds = [],
            HiddenCharacters = removed,
            Notes = removed > 0 ? notes | HtmlNotes.HiddenTextRemoved : notes,
        };
    }
}
