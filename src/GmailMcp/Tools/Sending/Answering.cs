using Gmail;
using Gmail.Messages;
using GmailMcp.Mail;
using GmailMcp.Mail.Composing;
using GmailMcp.Mail.Reading;
using GmailMcp.Mailbox;

namespace GmailMcp.Tools.Sending;

/// <summary>What reply_to_email and reply_all do alike: from the mail answered to the answer's recipients, thread and text.</summary>
internal static class Answering
{
    /// <summary>Fills in what the mail answered decides.</summary>
    /// <param name="gmail">The mailbox.</param>
    /// <param name="messageId">The mail answered.</param>
    /// <param name="toAll">Whether everybody who got it gets the answer.</param>
    /// <param name="includeQuote">Whether it stands below the answer.</param>
    /// <param name="answer">The answer as the arguments say; its Cc comes on top.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <remarks>users.messages.get, 20 quota units; users.getProfile and users.settings.sendAs.list, 1 each.</remarks>
    /// <exception cref="ToolException">The mail cannot be answered.</exception>
    public static async Task<MailArguments> CompleteAsync(
        GmailClient gmail, string messageId, bool toAll, bool includeQuote, MailArguments answer, CancellationToken cancellationToken)
    {
        var (message, mail) = await MessageFetch.ReadAsync(gmail, messageId, cancellationToken);
        if (message.LabelIds?.Contains("DRAFT") == true)
        {
            throw new ToolException($"{messageId} is a draft, which was never sent, so it cannot be answered. Nothing was sent.");
        }

        var own = await OwnAddresses.FindAsync(gmail, cancellationToken);
        var recipients = ReplyRecipients.Of(mail.Headers, own.Has, toAll);
        if (recipients.To.Count > 1 || recipients.LeftOut.Count > 0)
        {
            // Gmail gives names decoded: one that holds a comma or an address reads like more than one person. The raw form does not.
            var raw = await gmail.Messages.GetAsync(messageId, MessageFormat.Raw, fields: "raw", cancellationToken: cancellationToken);
            recipients = ReplyRecipients.Of(
                HeaderReader.ReadRaw(LenientBase64.Decode(raw.Raw)) ?? mail.Headers, own.Has, toAll);
        }

        if (recipients.To.Count + recipients.Cc.Count == 0)
        {
            throw new ToolException(
                $"Message {messageId} names nobody whom an answer could reach"
                + (recipients.LeftOut.Count > 0 ? $" ({recipients.LeftOut.Count} of its addresses are none that mail can be sent to)" : "")
                + ", so nothing was sent. Use send_email with inReplyTo.");
        }

        var headers = ReplyHeaders.To(mail.Headers);
        var answered = answer with
        {
            To = [.. (recipients.To.Count > 0 ? recipients.To : recipients.Cc).Select(Text)],
            Cc = [.. (recipients.To.Count > 0 ? recipients.Cc : []).Select(Text), .. answer.Cc],
            From = own.AliasAmong(mail.Headers.ToAddresses.Concat(mail.Headers.CcAddresses))?.ToString(),
            Subject = headers.Subject,
            Answers = new ReplyTarget(message.ThreadId, headers),
        };
        if (!includeQuote)
        {
            return answered;
        }

        var quoted = MailTextReader.Read(mail, includeQuoted: true, cancellationToken).Text;
        return answered with
        {
            Body = QuotedMail.Answer(answer.Body, mail.Headers, quoted),
            HtmlBody = string.IsNullOrWhiteSpace(answer.HtmlBody) ? null : QuotedMail.AnswerHtml(answer.HtmlBody, mail.Headers, quoted),
        };
    }

    private static string Text(MailAddress address) => address.ToString();
}
