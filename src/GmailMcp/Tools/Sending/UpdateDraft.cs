using System.ComponentModel;
using Gmail;
using Gmail.Drafts;
using Gmail.Messages;
using GmailMcp.Accounts;
using GmailMcp.Mail.Composing;
using GmailMcp.Mail.Reading;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Sending;

/// <summary>Changes a draft.</summary>
internal sealed partial class UpdateDraft(Mailboxes mailboxes, LocalFiles files, TimeProvider time)
{
    /// <summary>Change a draft; what is not given stays. Cannot be undone. draft_email makes a new one.</summary>
    /// <param name="to">[] for nobody</param>
    /// <param name="body">Plain text; HTML follows it</param>
    /// <param name="attachments">Instead of its files</param>
    /// <param name="revision">From get_draft: refused if the draft changed since</param>
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
        string? revision = null,
        CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var before = await gmail.Drafts.GetAsync(draftId, MessageFormat.Raw, cancellationToken: cancellationToken);
        RefuseOther(draftId, revision ?? before.Message?.Id, before);
        var opened = new List<LocalFile>();
        try
        {
            var changes = new DraftChanges
            {
                To = to,
                Cc = cc,
                Bcc = bcc,
                Subject = subject,
                Body = body,
                HtmlBody = htmlBody,
                Attachments = attachments is null
                    ? null
                    : await GivenAttachments.OpenAsync(gmail, files, attachments, opened, cancellationToken),
            };
            using var merged = DraftMerge.Merge(LenientBase64.Decode(before.Message?.Raw), changes, time.GetUtcNow());
            var now = await gmail.Drafts.GetAsync(draftId, MessageFormat.Minimal, cancellationToken: cancellationToken);
            RefuseOther(draftId, before.Message?.Id, now);
            var after = await UpdateAsync(gmail, before, draftId, merged, subject, cancellationToken);
            var result = new UpdateDraftResult { DraftId = draftId, Revision = after.Message?.Id, ThreadId = after.Message?.ThreadId };
            return ToolResults.Of($"Draft {draftId} updated.", result, SendingToolsJson.Default.UpdateDraftResult);
        }
        finally
        {
            opened.ForEach(file => file.Dispose());
        }
    }

    private static void RefuseOther(string draftId, string? expected, Draft draft)
    {
        if (draft.Message?.Id is { } actual && actual != expected)
        {
            throw new ToolException(
                $"Draft {draftId} was changed since it was read, so it was not updated. Read it with get_draft and try again.");
        }
    }

    private static async Task<Draft> UpdateAsync(
        GmailClient gmail, Draft before, string draftId, ComposedMessage merged, string? subject, CancellationToken cancellationToken)
    {
        try
        {
            // A draft with another subject leaves its thread, as in Gmail.
            var content = Gmail.MimeContent.FromStream(() => MimePipe.Open(merged), merged.SizeInBytes);
            return await gmail.Drafts.UpdateAsync(
                draftId, content, subject is null ? before.Message?.ThreadId : null, cancellationToken);
        }
        catch (GmailException exception) when (exception.WasAmbiguous)
        {
            var now = await gmail.Drafts.GetAsync(draftId, MessageFormat.Minimal, cancellationToken: cancellationToken);
            return now.Message?.Id != before.Message?.Id
                ? now
                : throw new ToolException($"{exception.Message}, and draft {draftId} is as it was. Call update_draft again.", exception);
        }
    }
}

/// <summary>What update_draft answers.</summary>
internal sealed record UpdateDraftResult
{
    public required string DraftId { get; init; }

    [Description("Of the draft as it is now")]
    public string? Revision { get; init; }

    public string? ThreadId { get; init; }
}
