using System.ComponentModel;
using Gmail.Drafts;
using Gmail.Messages;
using GmailMcp.Accounts;
using GmailMcp.Mail.Composing;
using GmailMcp.Mail.Reading;
using GmailMcp.Mailbox;
using GmailMcp.Outbox;
using GmailMcp.Policy;
using GmailMcp.Tools.Rendering;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Sending;

/// <summary>Changes a draft.</summary>
internal sealed partial class UpdateDraft(
    Mailboxes mailboxes, MessageFetch fetch, LocalFiles files, KeyedTurns turns, TimeProvider time, Fence fence)
{
    /// <summary>Change a draft; what is not given stays. Cannot be undone. get_draft shows it.</summary>
    /// <param name="to">[] for nobody</param>
    /// <param name="body">HTML follows it</param>
    /// <param name="htmlBody">Empty removes it</param>
    /// <param name="attachments">Instead of its files</param>
    /// <param name="revision">Refused if changed since</param>
    [McpServerTool(Name = "update_draft", Title = "Update a draft", ReadOnly = false, Destructive = true, Idempotent = true,
        OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(UpdateDraftResult))]
    [GmailTool(Profile.Draft, "users.drafts.get", "users.drafts.update", "users.messages.get",
        "users.messages.attachments.get")]
    public async partial Task<CallToolResult> CallAsync(
        string draftId,
        string[]? to = null,
        string[]? cc = null,
        string[]? bcc = null,
        string? subject = null,
        string? body = null,
        string? htmlBody = null,
        string[]? attachments = null,
        BodyFormat bodyFormat = BodyFormat.Text,
        string? revision = null,
        CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        using var turn = await turns.EnterAsync(draftId, cancellationToken);
        var before = await gmail.Drafts.GetAsync(draftId, MessageFormat.Raw, cancellationToken: cancellationToken);
        DraftUpdate.RefuseOther(draftId, revision ?? before.Message?.Id, before);
        var opened = new List<LocalFile>();
        try
        {
            using var merged = Merge(before, draftId, new DraftChanges
            {
                To = to,
                Cc = cc,
                Bcc = bcc,
                Subject = subject,
                Body = body,
                HtmlBody = htmlBody,
                IsMarkdown = bodyFormat == BodyFormat.Markdown,
                Attachments = attachments is null
                    ? null
                    : await GivenAttachments.OpenAsync(gmail, fetch, files, attachments, opened, cancellationToken),
            });
            var after = await new DraftUpdate(gmail, draftId, before).WriteAsync(merged.Mail, cancellationToken);
            var result = new UpdateDraftResult
            {
                DraftId = draftId,
                Revision = after.Message?.Id,
                ThreadId = after.Message?.ThreadId,
            };
            return ToolResults.Of(
                $"Draft {draftId} updated.",
                result,
                SendingToolsJson.Default.UpdateDraftResult,
                ThreadNote(before, after, merged),
                FilesNote(merged));
        }
        finally
        {
            opened.ForEach(file => file.Dispose());
        }
    }

    private MergedDraft Merge(Draft before, string draftId, DraftChanges changes)
    {
        try
        {
            return DraftMerge.Merge(LenientBase64.Decode(before.Message?.Raw), changes, time.GetUtcNow());
        }
        catch (FormatException exception)
        {
            throw new ToolException(
                $"Draft {draftId} could not be read as a mail, so it was not updated. Change it in Gmail.", exception);
        }
    }

    // A draft that answers nothing is a thread of its own, whose id says nothing to anybody.
    private static string? ThreadNote(Draft before, Draft after, MergedDraft merged) =>
        merged.Mail.Digests.IsAnswer && after.Message?.ThreadId is { } now && now != before.Message?.ThreadId
            ? "Gmail took the draft out of its thread, because its subject is not the thread's any more: recipients may "
                + "see it as a new conversation."
            : null;

    private string? FilesNote(MergedDraft merged)
    {
        string?[] notes =
        [
            merged.BecameFiles.Count == 0 ? null
                : $"No longer shown in the text, and now files beside it: {Names(merged.BecameFiles)}.",
            merged.Dropped.Count == 0 ? null
                : $"No longer shown in the text, and gone with the files: {Names(merged.Dropped)}.",
        ];
        return string.Join(' ', notes.OfType<string>()) is { Length: > 0 } text ? text : null;
    }

    private string Names(IReadOnlyList<string> names) => fence.Value(string.Join(", ", names));
}

/// <summary>What update_draft answers.</summary>
internal sealed record UpdateDraftResult
{
    public required string DraftId { get; init; }

    [Description("Of the draft as it is now")]
    public string? Revision { get; init; }

    public string? ThreadId { get; init; }
}
