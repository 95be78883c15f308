using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using GmailMcp.Tools.Rendering;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Bulk;

/// <summary>Moves many messages to Trash, or deletes them for good where the operator allows that.</summary>
internal sealed partial class BatchDeleteEmails(
    Mailboxes mailboxes, ToolSets sets, Permission permission, TimeProvider time, Undoable undoable)
{
    private static readonly string[] Trash = ["TRASH"];

    /// <summary>Move many emails to Trash (deleted for good, no undo, only if the server runs with --profile delete). For one: delete_email.</summary>
    /// <param name="batchSize">Most ids per request, 1-1000</param>
    [McpServerTool(Name = "batch_delete_emails", Title = "Delete many emails", ReadOnly = false, Destructive = true,
        Idempotent = true, OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(BulkResult))]
    [GmailTool(Profile.Triage, "users.getProfile", "users.messages.get", "users.messages.batchModify", "users.messages.modify",
        "users.history.list")]
    public async partial Task<CallToolResult> CallAsync(
        string[] messageIds,
        IProgress<ProgressNotificationValue> progress,
        int? batchSize = null,
        CancellationToken cancellationToken = default)
    {
        var size = BulkAnswer.BatchSize(batchSize);
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        await permission.RequireAsync(MessageChange.Delete(gmail, messageIds, sets.MayDeleteForGood), cancellationToken);
        var (log, progressLog, historyId) = await undoable.OpenBulkAsync(gmail, cancellationToken);
        var trail = new LabelTrail(Trash, []);
        var job = sets.MayDeleteForGood
            ? new BulkJob(gmail, BulkChange.DeleteForGood, time, log: progressLog, historyId: historyId)
            : new BulkJob(gmail, BulkChange.Labels(Trash, []), time, trail, progressLog, historyId);
        var tally = await job.RunAsync(
            messageIds, size, BulkAnswer.Report(progress, messageIds.Length, "deleted"), cancellationToken);
        var undo = sets.MayDeleteForGood
            ? null
            : await BulkAnswer.NoteAsync(undoable, log, "batch_delete_emails", tally, trail, cancellationToken);
        await job.ToldAsync(tally);
        var result = BulkAnswer.ToResult(tally, undo?.Id);
        return ToolResults.Of(
            BulkAnswer.Render(result, "Batch delete operation complete.", "Successfully deleted", "Failed to delete"),
            result,
            BulkToolsJson.Default.BulkResult,
            result.Counts.Changed + result.Counts.AlreadySo == 0 || sets.MayDeleteForGood ? null : TrashNote.Text,
            BulkAnswer.AlreadySoNote(result),
            BulkAnswer.OpenNote(result),
            undo?.Text);
    }
}
