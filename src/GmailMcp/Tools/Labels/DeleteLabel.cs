using System.ComponentModel;
using Gmail;
using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Labels;

/// <summary>Removes a label from the mailbox.</summary>
internal sealed partial class DeleteLabel(Mailboxes mailboxes, LabelList labels, Undoable undoable)
{
    /// <summary>Delete a user label from the mailbox and every message; undo restores it on at most 10,000. modify_email takes it off one message.</summary>
    /// <param name="id">Label id or name</param>
    [McpServerTool(Name = "delete_label", Title = "Delete a label", ReadOnly = false, Destructive = true, Idempotent = true,
        OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(DeleteLabelResult))]
    [GmailTool(Profile.Triage, "users.labels.list", "users.labels.delete")]
    public async partial Task<CallToolResult> CallAsync(string id, CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var label = await LabelWire.FindUserLabelAsync(labels, id, "Failed to delete label: Cannot delete", cancellationToken);
        var labelId = label.Id!; // every listed label has an id
        var undo = await labels.ChangeAsync(
            () => DeleteAsync(gmail, labelId, label.Name ?? "", cancellationToken), cancellationToken);
        var result = new DeleteLabelResult { Id = labelId, Name = label.Name ?? "", UndoId = undo.Id };
        return ToolResults.Of(
            $"Label \"{result.Name}\" deleted successfully.", result, LabelToolsJson.Default.DeleteLabelResult, undo.Text);
    }

    private async Task<UndoNote> DeleteAsync(GmailClient gmail, string labelId, string name, CancellationToken cancellationToken)
    {
        try
        {
            var (undo, _) = await undoable.OpenAsync(gmail, cancellationToken);
            var (state, isWhole) = await LabelMembers.ReadAsync(gmail, labelId, cancellationToken);
            var note = await undoable.DeleteAsync(
                undo,
                "delete_label",
                $"Label \"{name}\"",
                new UndoStep { MakeLabel = state },
                () => gmail.Labels.DeleteAsync(labelId, cancellationToken),
                cancellationToken);
            return isWhole ? note : note with
            {
                Text = $"{note.Text} It was on more than {state.MessageIds.Count:N0} messages: undo puts it back on the newest "
                    + $"{state.MessageIds.Count:N0}.",
            };
        }
        catch (GmailException exception) when (exception.Kind == GmailErrorKind.InsufficientScope)
        {
            // A sign-in for labels alone may neither list messages nor say whose mailbox it is.
            await gmail.Labels.DeleteAsync(labelId, cancellationToken);
            return new UndoNote(null, "undo cannot reverse it: the sign-in does not allow to read which messages had the label.");
        }
    }
}

/// <summary>What delete_label answers.</summary>
internal sealed record DeleteLabelResult
{
    [Description("The id that no longer exists")]
    public required string Id { get; init; }

    public required string Name { get; init; }

    [Description("Pass to undo")]
    public string? UndoId { get; init; }
}
