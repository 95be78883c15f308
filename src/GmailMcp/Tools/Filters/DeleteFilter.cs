using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Filters;

/// <summary>Removes a filter.</summary>
internal sealed partial class DeleteFilter(Mailboxes mailboxes, Undoable undoable)
{
    /// <summary>Delete a filter; mail it sorted stays as it is. list_filters gives ids.</summary>
    [McpServerTool(Name = "delete_filter", Title = "Delete a filter", ReadOnly = false, Destructive = true, Idempotent = true,
        OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(DeleteFilterResult))]
    [GmailTool(Profile.Full, "users.getProfile", "users.settings.filters.get", "users.settings.filters.delete")]
    public async partial Task<CallToolResult> CallAsync(string filterId, CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var filter = await gmail.Settings.Filters.GetAsync(filterId, cancellationToken);
        var (log, _) = await undoable.OpenAsync(gmail, cancellationToken);
        var undo = await undoable.DeleteAsync(
            log,
            "delete_filter",
            $"Filter \"{filterId}\"",
            new UndoStep { MakeFilter = filter },
            () => gmail.Settings.Filters.DeleteAsync(filterId, cancellationToken),
            cancellationToken);
        return ToolResults.Of(
            $"Filter \"{filterId}\" deleted successfully.",
            new DeleteFilterResult { Id = filterId, UndoId = undo.Id },
            FilterToolsJson.Default.DeleteFilterResult,
            undo.Text);
    }
}
