using Gmail;
using Gmail.Messages;
using GmailMcp.Accounts;
using GmailMcp.Mail.Composing;
using GmailMcp.Mail.Html;
using GmailMcp.Mail.Reading;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Sending;

/// <summary>Passes a message on, with what is attached to it.</summary>
internal sealed partial class ForwardEmail(Mailboxes mailboxes, LocalFiles files, Dispatch dispatch, TimeProvider time)
{
    /// <summary>Send an email on to others, attachments included; reply_all answers instead.</summary>
    /// <param name="body">A few words above it</param>
    /// <param name="asAttachment">Attach it whole as an .eml file</param>
    [McpServerTool(Name = "forward_email", Title = "Forward an email", ReadOnly = false, Destructive = true, Idempotent = false,
        OpenWorld = true, UseStructuredContent = true, OutputSchemaType = typeof(SendResult))]
    [GmailTool(Profile.Send, "users.getProfile", "users.messages.get", "users.messages.attachments.get",
        "users.drafts.create", "users.drafts.get", "users.drafts.list", "users.drafts.send", "users.history.list")]
    public async partial Task<CallToolResult> CallAsync(
        string messageId,
        string[] to,
        string body = "",
        string[]? cc = null,
        string[]? bcc = null,
        bool asAttachment = false,
        string? idempotencyKey = null,
        int? hold = null,
        bool dryRun = false,
        CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var (message, original) = await MessageFetch.ReadAsync(gmail, messageId, cancellationToken);
        var headers = ReplyHeaders.To(original.Headers);
        var given = new MailArguments
        {
            To = to,
            Cc = cc ?? [],
            Bcc = bcc ?? [],
            Subject = ForwardSubject.For(original.Headers.Subject),
            Body = body,
            // As Gmail does: the thread of the person who forwards shows that he did.
            Answers = new ReplyTarget(message.ThreadId, headers with { Subject = "" }),
        };
        var forward = asAttachment
            ? given with { Original = await RawAsync(gmail, messageId, cancellationToken) }
            : await InsideAsync(gmail, original, given, cancellationToken);
        using var mail = await NewMail.ComposeAsync(gmail, files, time, forward, cancellationToken);
        return await dispatch.SendAsync(gmail, mail, new SendOptions("forward_email", idempotencyKey, hold, dryRun), cancellationToken);
    }

    private static async Task<MailArguments> InsideAsync(
        GmailClient gmail, ReadableMessage original, MailArguments given, CancellationToken cancellationToken)
    {
        var html = original.Html.Length == 0 ? null : ShowableHtml.Of(original.Html, cancellationToken);
        var text = MailTextReader.Read(original, includeQuoted: true, cancellationToken).Text;
        MessageSize.Check(MessageSize.InBase64(original.Attachments.Sum(one => one.SizeInBytes)), []);
        var copies = new List<OutgoingAttachment>();
        foreach (var attachment in original.Attachments)
        {
            var content = await AttachmentBytes.ReadAsync(gmail, original.MessageId, attachment, cancellationToken)
                ?? throw new ToolException(
                    $"The email was not forwarded: Gmail gives no content for its part {attachment.PartId}. Try asAttachment=true.");
            var isShown = html is not null && attachment.ContentId is { } contentId
                && html.Contains($"cid:{contentId}", StringComparison.OrdinalIgnoreCase);
            copies.Add(new OutgoingAttachment(
                attachment.FileName, attachment.MimeType, () => new MemoryStream(content, writable: false), content.Length)
            {
                ContentId = isShown ? attachment.ContentId : null,
            });
        }

        return given with
        {
            Body = QuotedMail.Forward(given.Body, original.Headers, text),
            HtmlBody = html is null ? null : QuotedMail.ForwardHtml(given.Body, original.Headers, html),
            Copies = copies,
        };
    }

    private static async Task<byte[]> RawAsync(GmailClient gmail, string messageId, CancellationToken cancellationToken)
    {
        var message = await gmail.Messages.GetAsync(messageId, MessageFormat.Raw, fields: "raw", cancellationToken: cancellationToken);
        return LenientBase64.Decode(message.Raw);
    }
}
