using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Labels;

/// <summary>Makes a new label.</summary>
internal sealed partial class CreateLabel(Mailboxes mailboxes, LabelList labels, Undoable undoable)
{
    /// <summary>Create a label; fails if it exists, get_or_create_label does not.</summary>
    /// <param name="name">Nest with /: Travel/Lisbon</param>
    [McpServerTool(Name = "create_label", Title = "Create a label", ReadOnly = false, Destructive = false, Idempotent = false,
        OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(ChangedLabelResult))]
    [GmailTool(Profile.Triage, "users.labels.create")]
    public async partial Task<CallToolResult> CallAsync(
        string name,
        MessageListVisibility? messageListVisibility = null,
        LabelListVisibility? labelListVisibility = null,
        CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var label = await LabelWire.CreateAsync(
            gmail,
            labels,
            name,
            messageListVisibility ?? MessageListVisibility.Show,
            labelListVisibility ?? LabelListVisibility.LabelShow,
            cancellationToken);
        var undo = await undoable.NoteAsync("create_label", new UndoStep { RemoveLabel = label.Id }, cancellationToken);
        var shown = LabelWire.ToResult(label);
        return ToolResults.Of(
            $"Label created successfully:\n{LabelWire.Render(shown)}",
            ChangedLabelResult.Of(shown, undo.Id),
            LabelToolsJson.Default.ChangedLabelResult,
            undo.Text);
    }
}
