using GmailMcp.Mail.Html;

namespace GmailMcp.Mail.Composing;

/// <summary>What a mail says, in the forms that it is sent in.</summary>
/// <param name="Plain">Plain text; null for none.</param>
/// <param name="Html">The same in HTML; null for none.</param>
internal sealed record OutgoingText(string? Plain, string? Html)
{
    /// <summary>HTML that we send, for those who read plain text.</summary>
    public static string PlainOf(string html) => HtmlToMarkdown.Convert(html, HtmlOptions.Outgoing).Markdown;

    /// <summary>Where there is HTML and plain text, both are sent, whatever type is asked for: the reader's program takes what it
    /// can show, and nothing that the caller wrote is dropped.</summary>
    /// <exception cref="ComposeException">The arguments contradict each other.</exception>
    public static OutgoingText Of(OutgoingMessage message)
    {
        var text = message.IsMarkdown ? OfMarkdown(message) : OfArguments(message);
        if (message.Signature is { } signature)
        {
            text = new OutgoingText(
                text.Plain is null ? null : MailSignature.AddToPlain(text.Plain, signature),
                text.Html is null ? null : MailSignature.AddToHtml(text.Html, signature));
        }

        // Who reads plain text only gets the same words.
        return text is { Plain: null, Html: not null } && !string.IsNullOrWhiteSpace(message.HtmlBody)
            && PlainOf(text.Html) is { } plain && !string.IsNullOrWhiteSpace(plain)
            ? text with { Plain = plain }
            : text;
    }

    private static OutgoingText OfMarkdown(OutgoingMessage message)
    {
        if (!string.IsNullOrWhiteSpace(message.HtmlBody))
        {
            throw new ComposeException(
                "bodyFormat", "bodyFormat markdown makes the HTML from body, so htmlBody must be left out; or leave out bodyFormat.");
        }

        return message.MimeType == OutgoingBody.Html
            ? throw new ComposeException(
                "bodyFormat", "bodyFormat is markdown and mimeType text/html: body is either Markdown or HTML. Leave out one of them.")
            : new OutgoingText(message.Body, MarkdownHtml.Convert(message.Body));
    }

    private static OutgoingText OfArguments(OutgoingMessage message)
    {
        if (!string.IsNullOrWhiteSpace(message.HtmlBody))
        {
            return new OutgoingText(string.IsNullOrWhiteSpace(message.Body) ? null : message.Body, message.HtmlBody);
        }

        return message.MimeType switch
        {
            OutgoingBody.Html => new OutgoingText(null, message.Body),
            OutgoingBody.Alternative => new OutgoingText(message.Body, PlainTextAsHtml.Convert(message.Body)),
            _ => new OutgoingText(message.Body, null),
        };
    }
}
