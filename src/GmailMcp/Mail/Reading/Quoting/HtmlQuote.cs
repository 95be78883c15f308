using AngleSharp.Dom;

namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>A part of an HTML mail that is shown short.</summary>
internal sealed record HtmlQuote : Fold
{
    /// <summary>The nodes that hold the part and nothing else, in the order of the document; none lies within another.
    /// </summary>
    public required IReadOnlyList<INode> Nodes { get; init; }
}
