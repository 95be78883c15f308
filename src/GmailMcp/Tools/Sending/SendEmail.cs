using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Sending;

/// <summary>Sends one new message.</summary>
internal sealed partial class SendEmail(
    Mailboxes mailboxes, MessageFetch fetch, LocalFiles files, Dispatch dispatch, TimeProvider time)
{
    /// <summary>Send an email now; cannot be undone. draft_email saves it for the person to send.</summary>
    /// <param name="to">a@b.com or Name &lt;a@b.com&gt;</param>
    /// <param name="body">Plain text</param>
    /// <param name="inReplyTo">Message id answered; sets threading</param>
    /// <param name="attachments">Paths, {filename, contentBase64} or {messageId, partId}; contentId for cid: in HTML</param>
    /// <param name="bodyFormat">markdown also sends HTML made from body</param>
    /// <param name="from">One of the send-as addresses</param>
    /// <param name="signature">Append that address's signature</param>
    /// <param name="idempotencyKey">Same key, same mail: sent once. Without one, equal mails within 10 minutes are one</param>
    /// <param name="hold">Seconds it waits as a draft first, 0-600; cancel_send stops it</param>
    /// <param name="dryRun">Only show the MIME and what the policy says</param>
    [McpServerTool(Name = "send_email", Title = "Send an email", ReadOnly = false, Destructive = true, Idempotent = false,
        OpenWorld = true, UseStructuredContent = true, OutputSchemaType = typeof(SendResult))]
    [GmailTool(Profile.Send, "users.getProfile", "users.messages.list", "users.messages.get", "users.messages.attachments.get", "users.threads.get",
        "users.settings.sendAs.list",
        "users.drafts.create", "users.drafts.get", "users.drafts.list", "users.drafts.send", "users.history.list")]
    public async partial Task<CallToolResult> CallAsync(
        string[] to,
        string subject,
        string body,
        string? htmlBody = null,
        MimeType mimeType = MimeType.Plain,
        string[]? cc = null,
        string[]? bcc = null,
        string? threadId = null,
        string? inReplyTo = null,
        string[]? attachments = null,
        BodyFormat bodyFormat = BodyFormat.Text,
        string? from = null,
        bool signature = false,
        string? idempotencyKey = null,
        int? hold = null,
        bool dryRun = false,
        CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        using var mail = await NewMail.ComposeAsync(gmail, fetch, files, time, Arguments(), cancellationToken);
        return await dispatch.SendAsync(gmail, mail, new SendOptions("send_email", idempotencyKey, hold, dryRun), cancellationToken);

        MailArguments Arguments() => new()
        {
            To = to,
            Cc = cc ?? [],
            Bcc = bcc ?? [],
            Subject = subject,
            Body = body,
            HtmlBody = htmlBody,
            MimeType = mimeType,
            ThreadId = threadId,
            InReplyTo = inReplyTo,
            Attachments = attachments ?? [],
            BodyFormat = bodyFormat,
            SendAs = from,
            Signature = signature,
        };
    }
}
