using GmailMcp.Accounts;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Filters;

/// <summary>Lists every filter.</summary>
internal sealed partial class ListFilters(Mailboxes mailboxes)
{
    /// <summary>List all filters with ids; get_filter shows one.</summary>
    [McpServerTool(Name = "list_filters", Title = "List filters", ReadOnly = true, Destructive = false, Idempotent = true,
        OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(ListFiltersResult))]
    [GmailTool(Profile.Readonly, "users.settings.filters.list")]
    public async partial Task<CallToolResult> CallAsync(CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var filters = await gmail.Settings.Filters.ListAsync(cancellationToken);
        var result = new ListFiltersResult { Filters = [.. filters.Select(FilterWire.ToResult)] };
        return ToolResults.Of(Render(result), result, FilterToolsJson.Default.ListFiltersResult);
    }

    internal static string Render(ListFiltersResult result) => result.Filters.Count == 0
        ? "No filters found."
        : $"Found {result.Filters.Count} filters:\n\n"
            + string.Join('\n', result.Filters.Select(filter => FilterWire.Render(filter.Id, filter.Criteria, filter.Action) + "\n"));
}
