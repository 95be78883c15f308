using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using GmailMcp.Mail.Reading.Quoting;

namespace GmailMcp.Tests.Mail.Reading.Quoting;

internal static class HtmlMail
{
    private const string Rule = "--------------------------------";

    public static IElement Parse(string html) =>
        new HtmlParser().ParseDocument(html).Body ?? throw new InvalidOperationException("HTML always has a body.");

    /// <summary>What is left of a mail without its quotes and signatures, blanks run together.</summary>
    public static string WithoutQuotes(string html)
    {
        var body = Parse(html);
        foreach (var node in HtmlQuotes.Find(body).SelectMany(quote => quote.Nodes))
        {
            node.Parent!.RemoveChild(node);
        }

        return Corpus.RunTogether(HtmlLines.Of(body).Text.Replace(Rule, " ", StringComparison.Ordinal));
    }
}
