using System.ComponentModel;
using GmailMcp.Accounts;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Labels;

/// <summary>Removes a label from the mailbox.</summary>
internal sealed partial class DeleteLabel(Mailboxes mailboxes)
{
    /// <summary>Delete a user label from the mailbox and every message; no undo. modify_email takes it off one message.</summary>
    /// <param name="id">Label id or name</param>
    [McpServerTool(Name = "delete_label", Title = "Delete a label for good", ReadOnly = false, Destructive = true, Idempotent = true,
        OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(DeleteLabelResult))]
    [GmailTool(Profile.Triage, "users.labels.list", "users.labels.delete")]
    public async partial Task<CallToolResult> CallAsync(string id, CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var label = await LabelWire.FindUserLabelAsync(gmail, id, "Failed to delete label: Cannot delete", cancellationToken);
        await gmail.Labels.DeleteAsync(label.Id!, cancellationToken); // every listed label has an id
        var result = new DeleteLabelResult { Id = label.Id!, Name = label.Name ?? "" };
        return ToolResults.Of(
            $"Label \"{result.Name}\" deleted successfully.", result, LabelToolsJson.Default.DeleteLabelResult);
    }
}

/// <summary>What delete_label answers.</summary>
internal sealed record DeleteLabelResult
{
    [Description("The id that no longer exists")]
    public required string Id { get; init; }

    public required string Name { get; init; }
}
