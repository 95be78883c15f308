using Gmail;
using Gmail.Labels;
using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Labels;

/// <summary>Changes a label's name or visibility.</summary>
internal sealed partial class UpdateLabel(Mailboxes mailboxes, LabelList labels, Undoable undoable)
{
    /// <summary>Rename or show/hide a label; modify_email changes the labels of a message.</summary>
    /// <param name="id">Label id or name</param>
    [McpServerTool(Name = "update_label", Title = "Update a label", ReadOnly = false, Destructive = false, Idempotent = true,
        OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(ChangedLabelResult))]
    [GmailTool(Profile.Triage, "users.labels.list", "users.labels.patch")]
    public async partial Task<CallToolResult> CallAsync(
        string id,
        string? name = null,
        MessageListVisibility? messageListVisibility = null,
        LabelListVisibility? labelListVisibility = null,
        CancellationToken cancellationToken = default)
    {
        if (name is null && messageListVisibility is null && labelListVisibility is null)
        {
            throw new ToolException("Nothing to update: give name, messageListVisibility or labelListVisibility.");
        }

        LabelWire.CheckName(name ?? "");
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var label = await LabelWire.FindUserLabelAsync(labels, id, "Failed to update label: Cannot update", cancellationToken);
        var result = LabelWire.ToResult(await PatchAsync(
            gmail,
            label.Id!, // every listed label has an id
            new Label
            {
                Name = name,
                MessageListVisibility = LabelWire.Word(messageListVisibility),
                LabelListVisibility = LabelWire.Word(labelListVisibility),
            },
            cancellationToken));
        var before = new LabelState
        {
            Id = result.Id,
            Name = name is null ? null : label.Name,
            MessageListVisibility = messageListVisibility is null
                ? null : label.MessageListVisibility ?? LabelWire.Word(MessageListVisibility.Show),
            LabelListVisibility = labelListVisibility is null
                ? null : label.LabelListVisibility ?? LabelWire.Word(LabelListVisibility.LabelShow),
        };
        var undo = await undoable.NoteAsync("update_label", new UndoStep { RestoreLabel = before }, cancellationToken);
        return ToolResults.Of(
            $"Label updated successfully:\n{LabelWire.Render(result)}",
            ChangedLabelResult.Of(result, undo.Id),
            LabelToolsJson.Default.ChangedLabelResult,
            undo.Text);
    }

    // PATCH, not PUT: Gmail resets or refuses what a PUT leaves out.
    private async Task<Label> PatchAsync(
        GmailClient gmail, string labelId, Label change, CancellationToken cancellationToken)
    {
        try
        {
            return await labels.ChangeAsync(
                () => gmail.Labels.PatchAsync(labelId, change, cancellationToken), cancellationToken);
        }
        catch (GmailException exception) when (exception.Kind == GmailErrorKind.Conflict)
        {
            throw new ToolException($"Label \"{change.Name}\" already exists. Please use a different name.", exception);
        }
    }
}
