using System.Text;
using GmailMcp.Mail.Html;
using MimeKit;

namespace GmailMcp.Mail.Composing;

/// <summary>The text of a mail: one part, or the same in plain text and HTML.</summary>
internal static class OutgoingBody
{
    public const string Plain = "text/plain";

    public const string Html = "text/html";

    public const string Alternative = "multipart/alternative";

    /// <summary>Where there is HTML and plain text, both are sent, whatever type is asked for: the reader's program
    /// takes what it can show, and nothing that the caller wrote is dropped.</summary>
    /// <param name="message">The mail.</param>
    /// <param name="pictures">What the HTML shows by <c>cid:</c>; RFC 2387.</param>
    public static MimeEntity Build(OutgoingMessage message, IReadOnlyList<MimePart> pictures)
    {
        if (message.MimeType is not (Plain or Html or Alternative))
        {
            throw new ComposeException(
                "mimeType", $"mimeType is {message.MimeType}; allowed are {Plain}, {Html} and {Alternative}.");
        }

        var hasHtml = !string.IsNullOrWhiteSpace(message.HtmlBody);
        var hasPlain = !string.IsNullOrWhiteSpace(message.Body);
        if (hasHtml)
        {
            // Who reads plain text only gets the same words; RFC 2046 §5.1.4: the richest form comes last.
            var html = Related(Part("html", message.HtmlBody!), pictures); // not null: it has letters
            var plain = hasPlain ? message.Body : HtmlToMarkdown.Convert(message.HtmlBody!).Markdown;
            return string.IsNullOrWhiteSpace(plain) ? html : new MultipartAlternative { Part("plain", plain), html };
        }

        return message.MimeType switch
        {
            Html => Related(Part("html", message.Body), pictures),
            Alternative => Both(message.Body, PlainTextAsHtml.Convert(message.Body)),
            _ => Part("plain", message.Body),
        };
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

    /// <summary>RFC 2046 §5.1.4: the richest form comes last.</summary>
    private static MultipartAlternative Both(string plain, string html) => [Part("plain", plain), Part("html", html)];

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
