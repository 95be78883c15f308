using System.ComponentModel;
using GmailMcp.Accounts;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Messages;

/// <summary>Changes the labels of one message.</summary>
internal sealed partial class ModifyEmail(Mailboxes mailboxes, Permission permission)
{
    /// <summary>Add or remove labels of one email: archive (remove INBOX), mark read (remove UNREAD), star. For many: batch_modify_emails.</summary>
    /// <param name="labelIds">Same as addLabelIds</param>
    /// <param name="addLabelIds">Label ids or names</param>
    [McpServerTool(Name = "modify_email", Title = "Change an email's labels", ReadOnly = false, Destructive = false, Idempotent = true,
        OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(ModifyEmailResult))]
    [GmailTool(Profile.Triage, "users.getProfile", "users.labels.list", "users.messages.get", "users.messages.modify")]
    public async partial Task<CallToolResult> CallAsync(
        string messageId,
        string[]? labelIds = null,
        string[]? addLabelIds = null,
        string[]? removeLabelIds = null,
        CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var change = await LabelArguments.ResolveAsync(
            gmail, cancellationToken, [.. labelIds ?? [], .. addLabelIds ?? []], removeLabelIds);
        if (change[0].Count == 0 && change[1].Count == 0)
        {
            throw new ToolException("Nothing to change: give addLabelIds or removeLabelIds.");
        }

        await permission.RequireAsync(gmail, MessageChange.Labels(gmail, [messageId], change[0], change[1]), cancellationToken);
        var message = await gmail.Messages.ModifyAsync(messageId, change[0], change[1], cancellationToken);
        var result = new ModifyEmailResult { Id = messageId, LabelIds = message.LabelIds ?? [] };
        return ToolResults.Of(
            $"Email {messageId} labels updated successfully", result, MessageToolsJson.Default.ModifyEmailResult);
    }
}

/// <summary>What modify_email answers.</summary>
internal sealed record ModifyEmailResult
{
    public required string Id { get; init; }

    [Description("All labels of the message after the change")]
    public required IReadOnlyList<string> LabelIds { get; init; }
}
