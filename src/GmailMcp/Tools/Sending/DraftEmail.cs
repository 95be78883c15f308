using System.ComponentModel;
using Gmail;
using Gmail.Drafts;
using GmailMcp.Accounts;
using GmailMcp.Mail.Composing;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using GmailMcp.Tools.Rendering;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Sending;

/// <summary>Saves one new message as a draft.</summary>
internal sealed partial class DraftEmail(
    Mailboxes mailboxes, MessageFetch fetch, LocalFiles files, TimeProvider time, Undoable undoable, Fence fence)
{
    /// <summary>Save an email as a draft, unsent; send_email sends at once. Same arguments.</summary>
    [McpServerTool(Name = "draft_email", Title = "Draft an email", ReadOnly = false, Destructive = false, Idempotent = false,
        OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(DraftEmailResult))]
    [GmailTool(Profile.Draft, "users.messages.list", "users.messages.get", "users.messages.attachments.get", "users.threads.get",
        "users.settings.sendAs.list", "users.drafts.create",
        "users.getProfile")]
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
        CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        using var mail = await NewMail.ComposeAsync(gmail, fetch, files, time, Arguments(), cancellationToken);
        var draft = await CreateAsync(gmail, mail, cancellationToken);
        var undo = draft is { Id: { } draftId, Message.Id: { } messageId }
            ? await undoable.NoteAsync(
                "draft_email",
                new UndoStep { RemoveDraft = new DraftState { DraftId = draftId, MessageId = messageId } },
                cancellationToken)
            : null;
        var result = new DraftEmailResult
        {
            DraftId = draft.Id ?? "",
            MessageId = draft.Message?.Id,
            ThreadId = draft.Message?.ThreadId,
            UndoId = undo?.Id,
        };
        return ToolResults.Of(
            $"Email draft created successfully with ID: {result.DraftId}",
            result,
            SendingToolsJson.Default.DraftEmailResult,
            mail.Note(fence),
            undo?.Text);

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

    private static async Task<Draft> CreateAsync(GmailClient gmail, NewMail mail, CancellationToken cancellationToken)
    {
        try
        {
            return await gmail.Drafts.CreateAsync(mail.Content, mail.ThreadId, cancellationToken);
        }
        catch (GmailException exception) when (exception.WasAmbiguous && ChangedFileException.In(exception) is null)
        {
            throw new ToolException(
                $"{exception.Message}, and whether the draft was made is not known. Look with search_emails in:draft "
                + "before you call draft_email again: that makes another one.",
                exception);
        }
    }
}

/// <summary>What draft_email answers.</summary>
internal sealed record DraftEmailResult
{
    public required string DraftId { get; init; }

    public string? MessageId { get; init; }

    public string? ThreadId { get; init; }

    [Description("Pass to undo: deletes the draft unless it was edited")]
    public string? UndoId { get; init; }
}
