using System.ComponentModel;
using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Messages;

/// <summary>Changes the labels of one message.</summary>
internal sealed partial class ModifyEmail(Mailboxes mailboxes, LabelList labels, Permission permission, Undoable undoable)
{
    /// <summary>Add or remove labels of one email: archive (remove INBOX), mark read (remove UNREAD), star. For many: batch_modify_emails.</summary>
    /// <param name="labelIds">Same as addLabelIds</param>
    /// <param name="addLabelIds">Label ids or names</param>
    [McpServerTool(Name = "modify_email", Title = "Change an email's labels", ReadOnly = false, Destructive = false, Idempotent = true,
        OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(ModifyEmailResult))]
    [GmailTool(Profile.Triage, "users.labels.list", "users.getProfile", "users.messages.get", "users.messages.modify", "users.history.list")]
    public async partial Task<CallToolResult> CallAsync(
        string messageId,
        string[]? labelIds = null,
        string[]? addLabelIds = null,
        string[]? removeLabelIds = null,
        CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var change = await LabelArguments.ResolveAsync(
            labels, cancellationToken, [.. labelIds ?? [], .. addLabelIds ?? []], removeLabelIds);
        if (change[0].Count == 0 && change[1].Count == 0)
        {
            throw new ToolException("Nothing to change: give addLabelIds or removeLabelIds.");
        }

        await permission.RequireAsync(MessageChange.Labels(gmail, [messageId], change[0], change[1]), cancellationToken);
        var changed = await ChangedMessage.RunAsync(
            undoable,
            gmail,
            "modify_email",
            messageId,
            new LabelTrail(change[0], change[1]),
            () => gmail.Messages.ModifyAsync(messageId, change[0], change[1], cancellationToken),
            cancellationToken);
        var result = new ModifyEmailResult { Id = messageId, LabelIds = changed.LabelIds, UndoId = changed.Undo.Id };
        return ToolResults.Of(
            $"Email {messageId} labels updated successfully", result, MessageToolsJson.Default.ModifyEmailResult, changed.Undo.Text);
    }
}

/// <summary>What modify_email answers.</summary>
internal sealed record ModifyEmailResult
{
    public required string Id { get; init; }

    [Description("All labels of the message after the change")]
    public required IReadOnlyList<string> LabelIds { get; init; }

    [Description("Pass to undo; absent when nothing changed")]
    public string? UndoId { get; init; }
}
