using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Filters;

/// <summary>Makes a filter.</summary>
internal sealed partial class CreateFilter(Mailboxes mailboxes, LabelList labels, FilterPermission permission, Undoable undoable)
{
    /// <summary>Create a filter for mail that arrives from now on; batch_modify_emails handles mail already there.</summary>
    [McpServerTool(Name = "create_filter", Title = "Create a filter", ReadOnly = false, Destructive = true, Idempotent = false,
        OpenWorld = true, UseStructuredContent = true, OutputSchemaType = typeof(CreateFilterResult))]
    [GmailTool(Profile.Full, "users.labels.list", "users.getProfile", "users.settings.filters.create")]
    public async partial Task<CallToolResult> CallAsync(
        FilterCriteriaArgument criteria, FilterActionArgument action, CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var filter = await FilterWire.CreateAsync(gmail, labels, permission, criteria, action, cancellationToken);
        var result = FilterWire.ToResult(filter);
        var undo = await undoable.NoteAsync("create_filter", new UndoStep { RemoveFilter = result.Id }, cancellationToken);
        return ToolResults.Of(
            $"Filter created successfully:\n{FilterWire.Render(result.Id, criteria, action)}",
            new CreateFilterResult { Id = result.Id, Criteria = result.Criteria, Action = result.Action, UndoId = undo.Id },
            FilterToolsJson.Default.CreateFilterResult,
            undo.Text);
    }
}
