using System.ComponentModel;
using GmailMcp.Accounts;
using GmailMcp.Outbox;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Messages;

/// <summary>Sends one new message.</summary>
internal sealed partial class SendEmail(Mailboxes mailboxes, LocalFiles files, Sender sender, TimeProvider time)
{
    /// <summary>Send an email now; cannot be undone. draft_email saves it for the person to send.</summary>
    /// <param name="to">a@b.com or Name &lt;a@b.com&gt;</param>
    /// <param name="body">Plain text</param>
    /// <param name="inReplyTo">Message id answered; sets threading</param>
    /// <param name="attachments">File paths</param>
    [McpServerTool(Name = "send_email", Title = "Send an email", ReadOnly = false, Destructive = true, Idempotent = false,
        OpenWorld = true, UseStructuredContent = true, OutputSchemaType = typeof(SendEmailResult))]
    [GmailTool(Profile.Send, "users.getProfile", "users.messages.list", "users.messages.get", "users.threads.get",
        "users.drafts.create", "users.drafts.get", "users.drafts.send", "users.history.list")]
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
        CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var arguments = new MailArguments(to, subject, body, htmlBody, mimeType, cc, bcc, threadId, inReplyTo, attachments);
        using var mail = await NewMail.ComposeAsync(gmail, files, time, arguments, cancellationToken);
        if (!mail.Composed.Recipients.Any())
        {
            throw new ToolException("The email has no recipient, so it was not sent. Give an address in to, cc or bcc.");
        }

        var outcome = await sender.SendAsync(gmail, mail.Content, mail.ThreadId, cancellationToken);
        var result = new SendEmailResult
        {
            State = outcome.State,
            MessageId = outcome.MessageId,
            ThreadId = outcome.ThreadId,
            DraftId = outcome.DraftId,
            Reason = outcome.Reason,
        };
        var answer = ToolResults.Of(Render(result), result, MessageToolsJson.Default.SendEmailResult, mail.Note);
        answer.IsError = outcome.State == SendState.Sent ? null : true;
        return answer;
    }

    internal static string Render(SendEmailResult result) => result.State switch
    {
        SendState.Sent => $"Email sent successfully with ID: {result.MessageId}",
        SendState.NotSent when result.DraftId is null => $"Error: The email was not sent (not_sent): {result.Reason} "
            + "A draft of it may be in Gmail: look with search_emails in:draft. Then call send_email again.",
        SendState.NotSent => $"Error: The email was not sent (not_sent): {result.Reason} It is kept as draft {result.DraftId}; "
            + "the person can send that in Gmail. Calling send_email again makes another one.",
        _ => $"Error: It is not known whether the email was sent (unknown): {result.Reason} Do not send it again before looking: "
            + "search_emails with in:sent.",
    };
}

/// <summary>What send_email answers.</summary>
internal sealed record SendEmailResult
{
    [Description("unknown: look in Sent before sending again")]
    public required SendState State { get; init; }

    public string? MessageId { get; init; }

    public string? ThreadId { get; init; }

    [Description("The draft that holds the mail when it was not sent")]
    public string? DraftId { get; init; }

    [Description("Why it was not sent or is not known")]
    public string? Reason { get; init; }
}
