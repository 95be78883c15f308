using GmailMcp.Accounts;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Filters;

/// <summary>Makes a filter.</summary>
internal sealed partial class CreateFilter(Mailboxes mailboxes, FilterPermission permission)
{
    /// <summary>Create a filter for mail that arrives from now on; batch_modify_emails handles mail already there.</summary>
    [McpServerTool(Name = "create_filter", Title = "Create a filter", ReadOnly = false, Destructive = true, Idempotent = false,
        OpenWorld = true, UseStructuredContent = true, OutputSchemaType = typeof(FilterResult))]
    [GmailTool(Profile.Full, "users.getProfile", "users.labels.list", "users.settings.filters.create")]
    public async partial Task<CallToolResult> CallAsync(
        FilterCriteriaArgument criteria, FilterActionArgument action, CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var filter = await FilterWire.CreateAsync(gmail, permission, criteria, action, cancellationToken);
        var result = FilterWire.ToResult(filter);
        return ToolResults.Of(
            $"Filter created successfully:\n{FilterWire.Render(result.Id, criteria, action)}",
            result,
            FilterToolsJson.Default.FilterResult);
    }
}
