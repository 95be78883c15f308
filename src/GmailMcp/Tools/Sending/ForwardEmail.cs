using Gmail;
using Gmail.Messages;
using GmailMcp.Accounts;
using GmailMcp.Mail.Composing;
using GmailMcp.Mail.Html;
using GmailMcp.Mail.Reading;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using GmailMcp.Tools.Rendering;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Sending;

/// <summary>Passes a message on, with what is attached to it.</summary>
internal sealed partial class ForwardEmail(
    Mailboxes mailboxes, MessageFetch fetch, LocalFiles files, Dispatch dispatch, TimeProvider time, Fence fence)
{
    private const int MostNamed = 5;

    /// <summary>Send an email on to others, attachments included; reply_all answers instead.</summary>
    /// <param name="body">A few words above it</param>
    /// <param name="attachments">More files</param>
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
        string[]? attachments = null,
        bool asAttachment = false,
        bool includeAttachments = true,
        string? idempotencyKey = null,
        int? hold = null,
        bool dryRun = false,
        CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var (message, original) = await fetch.ReadAsync(messageId, cancellationToken);
        if (message.LabelIds?.Contains("DRAFT") == true)
        {
            throw new ToolException(
                $"{messageId} is a draft, which was never sent, so it cannot be forwarded. Nothing was sent; update_draft changes whom it is to.");
        }

        var headers = ReplyHeaders.To(original.Headers);
        var given = new MailArguments
        {
            To = to,
            Cc = cc ?? [],
            Bcc = bcc ?? [],
            Subject = ForwardSubject.For(original.Headers.Subject),
            Body = body,
            Attachments = attachments ?? [],
            // As Gmail does: the thread of the person who forwards shows that he did, and the references let other programs show it too.
            Answers = new ReplyTarget(message.ThreadId, headers with { Subject = "" }),
        };
        var forward = asAttachment
            ? given with { Original = await RawAsync(gmail, message, messageId, cancellationToken) }
            : await InsideAsync(gmail, original, given, includeAttachments, cancellationToken);
        using var mail = await NewMail.ComposeAsync(gmail, fetch, files, time, forward, cancellationToken);
        return await dispatch.SendAsync(gmail, mail, new SendOptions("forward_email", idempotencyKey, hold, dryRun), cancellationToken);
    }

    private async Task<MailArguments> InsideAsync(
        GmailClient gmail, ReadableMessage original, MailArguments given, bool includeAttachments, CancellationToken cancellationToken)
    {
        var html = original.Html.Length == 0 ? null : ShowableHtml.Of(original.Html, cancellationToken);
        var text = MailTextReader.Read(original, includeQuoted: true, HtmlOptions.Outgoing, cancellationToken).Text;

        // Pictures that the text shows are part of the text.
        var copied = original.Attachments.Where(attachment => includeAttachments || IsShown(attachment, html)).ToList();
        RequireFits(copied);
        var copies = new List<OutgoingAttachment>();
        foreach (var attachment in copied)
        {
            var content = await AttachmentBytes.ReadAsync(gmail, original.MessageId, attachment, cancellationToken)
                ?? throw new ToolException(
                    $"The email was not forwarded: Gmail gives no content for its part {attachment.PartId}. Try asAttachment=true.");
            copies.Add(AttachmentCopy.Of(attachment, content, IsShown(attachment, html)));
        }

        return given with
        {
            Body = QuotedMail.Forward(given.Body, original.Headers, text),
            HtmlBody = html is null ? null : QuotedMail.ForwardHtml(given.Body, original.Headers, html),
            Copies = copies,
        };
    }

    private static bool IsShown(ReadableAttachment attachment, string? html) => html is not null
        && attachment.ContentId is { } contentId && html.Contains($"cid:{contentId}", StringComparison.OrdinalIgnoreCase);

    // Before anything is fetched.
    private void RequireFits(List<ReadableAttachment> copied)
    {
        var total = MessageSize.InBase64(copied.Sum(one => one.SizeInBytes));
        if (total > MessageSize.MaxMimeBytes)
        {
            var each = copied.OrderByDescending(one => one.SizeInBytes).Take(MostNamed)
                .Select(one => $"{one.FileName} {MessageSize.InWords(one.SizeInBytes)}");
            throw new ToolException(
                $"The email was not forwarded: its files are {MessageSize.InWords(total)} when encoded; Gmail takes at most "
                + $"{MessageSize.InWords(MessageSize.MaxMimeBytes)}. Largest: {fence.Value(string.Join(", ", each))}. "
                + "Forward it with includeAttachments=false.");
        }
    }

    private static async Task<byte[]> RawAsync(
        GmailClient gmail, Message original, string messageId, CancellationToken cancellationToken)
    {
        if (original.SizeEstimate is { } size && size > MessageSize.MaxMimeBytes)
        {
            throw new ToolException(
                $"The email was not forwarded: it is {MessageSize.InWords(size)}; Gmail takes at most "
                + $"{MessageSize.InWords(MessageSize.MaxMimeBytes)}. Forward it with includeAttachments=false.");
        }

        var message = await gmail.Messages.GetAsync(messageId, MessageFormat.Raw, fields: "raw", cancellationToken: cancellationToken);
        return LenientBase64.Decode(message.Raw);
    }
}
