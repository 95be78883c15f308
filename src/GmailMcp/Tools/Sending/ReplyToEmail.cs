using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Sending;

/// <summary>Answers whoever wrote a message.</summary>
internal sealed partial class ReplyToEmail(
    Mailboxes mailboxes, MessageFetch fetch, LocalFiles files, Answering answering, Dispatch dispatch, TimeProvider time)
{
    /// <summary>Answer the sender of an email, in its thread; sends now. reply_all answers everybody.</summary>
    /// <param name="messageId">The email answered</param>
    /// <param name="threadId">Instead: its newest email</param>
    /// <param name="includeQuote">Quote it below</param>
    [McpServerTool(Name = "reply_to_email", Title = "Reply to an email", ReadOnly = false, Destructive = true, Idempotent = false,
        OpenWorld = true, UseStructuredContent = true, OutputSchemaType = typeof(SendResult))]
    [GmailTool(Profile.Send, "users.getProfile", "users.settings.sendAs.list", "users.messages.get", "users.messages.attachments.get",
        "users.threads.get", "users.drafts.create", "users.drafts.get", "users.drafts.list", "users.drafts.send", "users.history.list")]
    public async partial Task<CallToolResult> CallAsync(
        string body,
        string? messageId = null,
        string? threadId = null,
        string? htmlBody = null,
        BodyFormat bodyFormat = BodyFormat.Text,
        string[]? cc = null,
        string[]? bcc = null,
        string[]? attachments = null,
        bool includeQuote = false,
        string? idempotencyKey = null,
        int? hold = null,
        bool dryRun = false,
        CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var given = new MailArguments
        {
            Body = body,
            HtmlBody = htmlBody,
            BodyFormat = bodyFormat,
            ThreadId = threadId,
            Cc = cc ?? [],
            Bcc = bcc ?? [],
            Attachments = attachments ?? [],
        };
        var answer = await answering.CompleteAsync(gmail, messageId, toAll: false, includeQuote, given, cancellationToken);
        using var mail = await NewMail.ComposeAsync(gmail, fetch, files, time, answer, cancellationToken);
        return await dispatch.SendAsync(gmail, mail, new SendOptions("reply_to_email", idempotencyKey, hold, dryRun), cancellationToken);
    }
}
