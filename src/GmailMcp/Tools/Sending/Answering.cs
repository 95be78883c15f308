using Gmail;
using Gmail.Messages;
using GmailMcp.Mail;
using GmailMcp.Mail.Composing;
using GmailMcp.Mail.Html;
using GmailMcp.Mail.Reading;
using GmailMcp.Mailbox;

namespace GmailMcp.Tools.Sending;

/// <summary>What reply_to_email and reply_all do alike: from the mail answered to the answer's recipients, thread and text.</summary>
/// <param name="fetch">Gets the mailbox's messages.</param>
/// <param name="mailbox">Tells its address.</param>
internal sealed class Answering(MessageFetch fetch, MailboxProfile mailbox)
{
    /// <summary>Fills in what the mail answered decides.</summary>
    /// <param name="gmail">The mailbox.</param>
    /// <param name="messageId">The mail answered; null for the newest of <paramref name="answer"/>'s thread.</param>
    /// <param name="toAll">Whether everybody who got it gets the answer.</param>
    /// <param name="includeQuote">Whether it stands below the answer.</param>
    /// <param name="answer">The answer as the arguments say; its Cc comes on top.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <remarks>users.messages.get, 20 quota units, twice where the recipients are in doubt; users.threads.get, 40, for a thread;
    /// users.getProfile and users.settings.sendAs.list, 1 each.</remarks>
    /// <exception cref="ToolException">The mail cannot be answered.</exception>
    public async Task<MailArguments> CompleteAsync(
        GmailClient gmail,
        string? messageId,
        bool toAll,
        bool includeQuote,
        MailArguments answer,
        CancellationToken cancellationToken)
    {
        var answeredId = string.IsNullOrWhiteSpace(messageId)
            ? await NewestAsync(gmail, answer.ThreadId, cancellationToken)
            : messageId.Trim();
        var (message, mail) = await fetch.ReadAsync(answeredId, cancellationToken);
        if (message.LabelIds?.Contains("DRAFT") == true)
        {
            throw new ToolException(
                $"{answeredId} is a draft, which was never sent, so it cannot be answered. Nothing was sent; send_draft sends it.");
        }

        var profile = await mailbox.ReadAsync(cancellationToken);
        var own = await OwnAddresses.FindAsync(gmail, profile.EmailAddress ?? "", cancellationToken);
        var needsRecipients = toAll || mail.Headers.FromAddresses.Any(from => own.Has(from.Address));
        var parent = await NamedPeople.ReadAsync(gmail, answeredId, mail.Headers, needsRecipients, cancellationToken);
        var recipients = ReplyRecipients.Of(parent, own.Has, toAll);
        if (recipients.To.Count + recipients.Cc.Count == 0)
        {
            throw new ToolException(
                $"Message {answeredId} names nobody whom an answer could reach"
                + (recipients.LeftOut.Count > 0 ? $" ({recipients.LeftOut.Count} of its addresses are none that mail can be sent to)" : "")
                + ", so nothing was sent. Use send_email with inReplyTo.");
        }

        // As Gmail does: an answer comes from the address that was written to, and a second mail from that of the first.
        var reached = recipients.IsToOwn ? parent.FromAddresses : parent.ToAddresses.Concat(parent.CcAddresses);
        var headers = ReplyHeaders.To(parent);
        var answered = answer with
        {
            To = [.. (recipients.To.Count > 0 ? recipients.To : recipients.Cc).Select(Text)],
            Cc = [.. (recipients.To.Count > 0 ? recipients.Cc : []).Select(Text), .. answer.Cc],
            From = own.AliasAmong(reached)?.ToString(),
            Subject = headers.Subject,
            Answers = new ReplyTarget(message.ThreadId, headers),
            LeftOut = recipients.LeftOut,
            Remark = Remark(mail.LabelIds),
        };
        return includeQuote
            ? WithQuote(answered, parent, MailTextReader.Read(mail, includeQuoted: true, HtmlOptions.Outgoing, cancellationToken).Text)
            : answered;
    }

    private static async Task<string> NewestAsync(GmailClient gmail, string? threadId, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(threadId))
        {
            throw new ToolException("Nothing was sent: give the messageId of the email to answer, or a threadId for its newest one.");
        }

        var thread = await gmail.Threads.GetAsync(threadId.Trim(), MessageFormat.Minimal, cancellationToken: cancellationToken);
        return ReplyTarget.Newest(thread)?.Id
            ?? throw new ToolException($"Thread {threadId} holds nothing but drafts, so there is nothing to answer. Nothing was sent.");
    }

    private static MailArguments WithQuote(MailArguments answer, ReadableHeaders parent, string quoted)
    {
        if (answer.BodyFormat == BodyFormat.Markdown && string.IsNullOrWhiteSpace(answer.HtmlBody))
        {
            // Quoted text is no Markdown: its marks would become headings and lists.
            answer = answer with { HtmlBody = MarkdownHtml.Convert(answer.Body), BodyFormat = BodyFormat.Text };
        }

        if (string.IsNullOrWhiteSpace(answer.HtmlBody))
        {
            return answer with { Body = QuotedMail.Answer(answer.Body, parent, quoted) };
        }

        // Where the answer itself is in HTML only, its plain text is made from all of it: a quote alone would hide the answer.
        return answer with
        {
            Body = string.IsNullOrWhiteSpace(answer.Body) ? "" : QuotedMail.Answer(answer.Body, parent, quoted),
            HtmlBody = QuotedMail.AnswerHtml(answer.HtmlBody, parent, quoted),
        };
    }

    // Answering is allowed, as in Gmail: the person may have found a good mail there.
    private static string? Remark(IReadOnlyList<string> labelIds) =>
        labelIds.Contains("SPAM") ? "The email answered is in Spam: if it is spam, its sender now knows that this address is read."
        : labelIds.Contains("TRASH") ? "The email answered is in Trash."
        : null;

    private static string Text(MailAddress address) => address.ToString();
}
