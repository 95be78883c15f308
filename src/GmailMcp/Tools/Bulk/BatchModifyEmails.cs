using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Bulk;

/// <summary>Changes the labels of many messages.</summary>
internal sealed partial class BatchModifyEmails(
    Mailboxes mailboxes, LabelList labels, Permission permission, TimeProvider time, Undoable undoable)
{
    /// <summary>Add or remove labels of many emails at once and account for each id. For one: modify_email.</summary>
    /// <param name="addLabelIds">Label ids or names</param>
    /// <param name="batchSize">Most ids per request, 1-1000</param>
    [McpServerTool(Name = "batch_modify_emails", Title = "Change the labels of many emails", ReadOnly = false, Destructive = false,
        Idempotent = true, OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(BulkResult))]
    [GmailTool(Profile.Triage, "users.labels.list", "users.getProfile", "users.messages.get", "users.messages.batchModify",
        "users.messages.modify", "users.history.list")]
    public async partial Task<CallToolResult> CallAsync(
        string[] messageIds,
        IProgress<ProgressNotificationValue> progress,
        string[]? addLabelIds = null,
        string[]? removeLabelIds = null,
        int? batchSize = null,
        CancellationToken cancellationToken = default)
    {
        var size = BulkAnswer.BatchSize(batchSize);
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var change = await LabelArguments.ResolveAsync(labels, cancellationToken, addLabelIds, removeLabelIds);
        if (change[0].Count == 0 && change[1].Count == 0)
        {
            throw new ToolException("Nothing to change: give addLabelIds or removeLabelIds.");
        }

        await permission.RequireAsync(MessageChange.Labels(gmail, messageIds, change[0], change[1]), cancellationToken);
        var (log, progressLog, historyId) = await undoable.OpenBulkAsync(gmail, cancellationToken);
        var trail = new LabelTrail(change[0], change[1]);
        var job = new BulkJob(gmail, BulkChange.Labels(change[0], change[1]), time, trail, progressLog, historyId);
        var tally = await job.RunAsync(
            messageIds, size, BulkAnswer.Report(progress, messageIds.Length, "changed"), cancellationToken);
        var undo = await BulkAnswer.NoteAsync(undoable, log, "batch_modify_emails", tally, trail, cancellationToken);
        await job.ToldAsync(tally);
        var result = BulkAnswer.ToResult(tally, undo.Id);
        return ToolResults.Of(
            BulkAnswer.Render(result, "Batch label modification complete.", "Successfully processed", "Failed to process"),
            result,
            BulkToolsJson.Default.BulkResult,
            BulkAnswer.AlreadySoNote(result),
            BulkAnswer.OpenNote(result),
            undo.Text);
    }
}
