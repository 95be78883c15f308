using System.Text;
using MimeKit;

namespace GmailMcp.Mail.Composing;

/// <summary>The text of a mail: one part, or the same in plain text and HTML.</summary>
internal static class OutgoingBody
{
    public const string Plain = "text/plain";

    public const string Html = "text/html";

    public const string Alternative = "multipart/alternative";

    /// <param name="text">The text.</param>
    /// <param name="pictures">What the HTML shows by <c>cid:</c>; RFC 2387.</param>
    public static MimeEntity Build(OutgoingText text, IReadOnlyList<MimePart> pictures)
    {
        if (text.Html is null)
        {
            return Part("plain", text.Plain ?? "");
        }

        // RFC 2046 §5.1.4: the richest form comes last.
        var html = Related(Part("html", text.Html), pictures);
        return text.Plain is null ? html : new MultipartAlternative { Part("plain", text.Plain), html };
    }

    /// <exception cref="ComposeException">It is none of the three.</exception>
    public static void CheckType(string mimeType)
    {
        if (mimeType is not (Plain or Html or Alternative))
        {
            throw new ComposeException("mimeType", $"mimeType is {mimeType}; allowed are {Plain}, {Html} and {Alternative}.");
        }
    }

    private static MimeEntity Related(TextPart html, IReadOnlyList<MimePart> pictures)
    {
        if (pictures.Count == 0)
        {
            return html;
        }

        var related = new MultipartRelated { Root = html };
        foreach (var picture in pictures)
        {
            related.Add(picture);
        }

        return related;
    }

    private static TextPart Part(string subtype, string text)
    {
        var part = new TextPart(subtype);

        part.SetText(Encoding.UTF8, WithLineEndings(text));
        return part;
    }

    /// <summary>RFC 2045 §2.8: CR and LF stand in a text body only together. (string.ReplaceLineEndings would also take
    /// form feeds and U+2028 for line ends, which are the caller's own.)</summary>
    private static string WithLineEndings(string text) => text
        .Replace("\r\n", "\n", StringComparison.Ordinal)
        .Replace('\r', '\n')
        .Replace("\n", "\r\n", StringComparison.Ordinal);
}
