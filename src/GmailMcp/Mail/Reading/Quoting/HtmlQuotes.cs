using AngleSharp.Dom;

namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>Finds what was said before, and signatures, in the structure of an HTML mail.</summary>
/// <remarks>What clients mark (Gmail's gmail_quote, Outlook's divRplyFwdMsg, Thunderbird's moz-cite-prefix) holds in
/// any language; the words of the lines count as in plain text. A line that a pre element breaks is not told from its
/// neighbours: read the converted text with <see cref="QuotedText"/> for that.</remarks>
internal static class HtmlQuotes
{
    /// <summary>The parts to show short, in the order of the document. Changes nothing in it.</summary>
    /// <param name="body">The element that holds the mail.</param>
    /// <param name="isForwarded">The subject says that the mail is handed on.</param>
    public static IReadOnlyList<HtmlQuote> Find(IElement body, bool isForwarded = false)
    {
        var html = HtmlLines.Of(body);
        var lines = new MailLines(html.Text, html.StructureOf);
        var quotes = new List<HtmlQuote>();
        var folded = QuotedText.Folded(lines, isForwarded)
            .Select(fold => (
                Part: QuotedText.PartOf(lines, fold.Kind, fold.Segment), Leaves: html.LeavesOf(fold.Segment)))
            .Where(fold => fold.Part is not null && fold.Leaves.First <= fold.Leaves.Last)
            .ToList();
        var nodes = html.NodesIn([.. folded.Select(fold => fold.Leaves)]);
        for (var i = 0; i < folded.Count; i++)
        {
            // A text that a pre element breaks into lines is one node, and the part before may have it.
            if (nodes[i].Count == 0)
            {
                continue;
            }

            // Filtered above.
            var part = folded[i].Part!;
            quotes.Add(new HtmlQuote
            {
                Kind = part.Kind,
                Lines = part.Lines,
                Date = part.Date,
                From = part.From,
                Nodes = nodes[i],
            });
        }

        return quotes;
    }
}
