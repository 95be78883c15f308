using System.ComponentModel;
using System.Text;
using Gmail.Messages;
using GmailMcp.Accounts;
using GmailMcp.Mail.Html;
using GmailMcp.Mail.Reading;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using GmailMcp.Tools.Rendering;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Sending;

/// <summary>Shows one draft.</summary>
internal sealed partial class GetDraft(Mailboxes mailboxes, Fence fence)
{
    /// <summary>Show a draft as it would leave. list_drafts finds it.</summary>
    [McpServerTool(Name = "get_draft", Title = "Get a draft", ReadOnly = true, Destructive = false, Idempotent = true,
        OpenWorld = true, UseStructuredContent = true, OutputSchemaType = typeof(GetDraftResult))]
    [GmailTool(Profile.Readonly, "users.drafts.get", "users.messages.attachments.get")]
    public async partial Task<CallToolResult> CallAsync(
        string draftId, int? maxChars = null, int? offset = null, CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var draft = await gmail.Drafts.GetAsync(draftId, MessageFormat.Full, cancellationToken: cancellationToken);
        if (draft.Message is not { Id: { } messageId } message)
        {
            throw new ToolException($"Gmail gave no message of draft {draftId}. Look at it in Gmail.");
        }

        var (_, mail) = await MessageFetch.CompleteDraftAsync(gmail, message, messageId, cancellationToken);
        var text = MailTextReader.Read(mail, includeQuoted: true, cancellationToken);
        var page = TextPage.Cut(text.Text, maxChars ?? TextPage.DefaultLength, offset ?? 0);
        var result = new GetDraftResult
        {
            DraftId = draftId,
            Revision = messageId,
            ThreadId = mail.ThreadId,
            From = InvisibleText.Visible(mail.Headers.From),
            To = InvisibleText.Visible(mail.Headers.To),
            Cc = InvisibleText.Visible(mail.Headers.Cc),
            Bcc = InvisibleText.Visible(mail.Headers.Bcc),
            Subject = InvisibleText.Visible(mail.Headers.Subject),
            Body = page.Text,
            NextOffset = page.NextOffset,
            Links = LinkRecord.AllOf(text),
            Attachments = [.. mail.Attachments.Select(AttachmentLine.ToRecord)],
            HiddenCharacters = text.HiddenCharacters == 0 ? null : text.HiddenCharacters,
            Notes = MailNotes.Of(mail, text),
        };
        return ToolResults.Of(
            Render(result, fence),
            result.Fenced(fence),
            SendingToolsJson.Default.GetDraftResult,
            result.Notes is { } notes ? string.Join(' ', notes) : null,
            MailNotes.Hidden(text),
            page.Note);
    }

    internal static string Render(GetDraftResult draft, Fence fence)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in ((string, string)[])
            [("From", draft.From), ("To", draft.To), ("Cc", draft.Cc), ("Bcc", draft.Bcc), ("Subject", draft.Subject)])
        {
            text.Append(value.Length == 0 && name is not ("To" or "Subject") ? "" : $"{name}: {value}\n");
        }

        text.Append('\n').Append(draft.Body.TrimEnd());
        if (draft.Attachments.Count > 0)
        {
            text.Append($"\n\nAttachments ({draft.Attachments.Count}):\n");
            text.AppendJoin('\n', draft.Attachments.Select(AttachmentLine.Render));
        }

        return $"Draft ID: {draft.DraftId}\nRevision: {draft.Revision}\n{fence.Around(text.ToString())}";
    }
}

/// <summary>What get_draft answers.</summary>
internal sealed record GetDraftResult
{
    public required string DraftId { get; init; }

    [Description("Pass to update_draft, so that nobody's change is lost")]
    public required string Revision { get; init; }

    public required string ThreadId { get; init; }

    [Description("Empty: the account's own address")]
    public required string From { get; init; }

    public required string To { get; init; }

    public required string Cc { get; init; }

    public required string Bcc { get; init; }

    public required string Subject { get; init; }

    public required string Body { get; init; }

    public int? NextOffset { get; init; }

    [Description("Links that are cut in the body or whose text names another host")]
    public IReadOnlyList<LinkRecord>? Links { get; init; }

    public required IReadOnlyList<AttachmentRecord> Attachments { get; init; }

    [Description("Characters left out because nobody sees them in the mail")]
    public int? HiddenCharacters { get; init; }

    [Description("What could not be shown as it was written")]
    public IReadOnlyList<string>? Notes { get; init; }

    public GetDraftResult Fenced(Fence fence) => this with
    {
        From = fence.Value(From),
        To = fence.Value(To),
        Cc = fence.Value(Cc),
        Bcc = fence.Value(Bcc),
        Subject = fence.Value(Subject),
        Body = fence.Value(Body),
        Links = Links is null ? null : [.. Links.Select(link => link.Fenced(fence))],
        Attachments = [.. Attachments.Select(attachment => attachment.Fenced(fence))],
    };
}
