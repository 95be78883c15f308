using GmailMcp.Accounts;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Filters;

/// <summary>Shows one filter.</summary>
internal sealed partial class GetFilter(Mailboxes mailboxes)
{
    /// <summary>Show one filter; list_filters gives ids.</summary>
    [McpServerTool(Name = "get_filter", Title = "Show a filter", ReadOnly = true, Destructive = false, Idempotent = true,
        OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(FilterResult))]
    [GmailTool(Profile.Readonly, "users.settings.filters.get")]
    public async partial Task<CallToolResult> CallAsync(string filterId, CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var result = FilterWire.ToResult(await gmail.Settings.Filters.GetAsync(filterId, cancellationToken));
        return ToolResults.Of(
            $"Filter details:\n{FilterWire.Render(result.Id, result.Criteria, result.Action)}",
            result,
            FilterToolsJson.Default.FilterResult);
    }
}
