using GmailMcp.Accounts;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Filters;

/// <summary>Removes a filter.</summary>
internal sealed partial class DeleteFilter(Mailboxes mailboxes)
{
    /// <summary>Delete a filter; mail it sorted stays as it is. list_filters gives ids.</summary>
    [McpServerTool(Name = "delete_filter", Title = "Delete a filter", ReadOnly = false, Destructive = true, Idempotent = true,
        OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(DeleteFilterResult))]
    [GmailTool(Profile.Full, "users.settings.filters.delete")]
    public async partial Task<CallToolResult> CallAsync(string filterId, CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        await gmail.Settings.Filters.DeleteAsync(filterId, cancellationToken);
        return ToolResults.Of(
            $"Filter \"{filterId}\" deleted successfully.",
            new DeleteFilterResult { Id = filterId },
            FilterToolsJson.Default.DeleteFilterResult);
    }
}
