using System.Text;
using GmailMcp.Mailbox;
using ModelContextProtocol;

namespace GmailMcp.Tools.Bulk;

/// <summary>What the bulk tools share: the check of batchSize, progress, and the words of the tally.</summary>
internal static class BulkAnswer
{
    /// <summary>The old server's default, which the schema still states; left out or 0, a request takes up to 1,000 ids.</summary>
    public const int StatedBatchSize = 50;

    /// <exception cref="ToolException">Negative or above 1,000.</exception>
    public static int BatchSize(int? batchSize) => batchSize switch
    {
        null => BulkJob.LargestBatch,
        0 => StatedBatchSize,
        >= 1 and <= BulkJob.LargestBatch => batchSize.Value,
        _ => throw new ToolException(
            $"batchSize must be 1 to {BulkJob.LargestBatch}; got {batchSize}. Leave it out for the fewest requests. Nothing was changed."),
    };

    /// <summary>Longer lists of ids are told by their count.</summary>
    public const int MostListed = 50;

    public static Action<int> Report(IProgress<ProgressNotificationValue> progress, int total, string what) =>
        done => progress.Report(new ProgressNotificationValue { Progress = done, Total = total, Message = $"{done} of {total} {what}" });

    public static BulkResult ToResult(BulkTally tally, string? undoId) => new()
    {
        Counts = new BulkCounts
        {
            Changed = tally.Changed.Count,
            AlreadySo = tally.AlreadySo.Count,
            NotFound = tally.NotFound.Count,
            Failed = tally.Failed.Count,
            NotTried = tally.NotTried.Count,
            Unverified = tally.Unverified.Count,
            DoneBefore = tally.DoneBefore,
        },
        Changed = Some(tally.Changed),
        AlreadySo = Some(tally.AlreadySo),
        NotFound = tally.NotFound,
        Failed = [.. tally.Failed.Select(failure => new BulkFailure { Id = failure.MessageId, Reason = failure.Reason })],
        NotTried = Some(tally.NotTried),
        Unverified = Some(tally.Unverified),
        JobId = tally.JobId,
        UndoId = undoId,
    };

    /// <summary>Notes what reverses the job; what Gmail told nothing of is counted.</summary>
    public static Task<UndoNote> NoteAsync(
        Undoable undoable, UndoLog undo, string toolName, BulkTally tally, LabelTrail trail, CancellationToken cancellationToken)
    {
        var missed = tally.Changed.Count(messageId => !trail.Has(messageId));
        return undoable.NoteAsync(undo, toolName, trail.ToSteps(tally.Changed), cancellationToken, missed);
    }

    /// <summary>The old server's text: <paramref name="head"/>, then the counts, then the ids that failed, whole.</summary>
    public static string Render(BulkResult result, string head, string success, string failure)
    {
        var text = new StringBuilder($"{head}\n{success}: {result.Counts.Changed + result.Counts.AlreadySo} messages\n");
        var failed = result.NotFound.Select(id => (id, reason: "not found; it may have been deleted for good"))
            .Concat(result.Failed.Select(entry => (id: entry.Id, reason: entry.Reason)))
            .Concat((result.NotTried ?? []).Select(id => (id, reason: "not tried; call again with it")))
            .Concat((result.Unverified ?? []).Select(id => (id, reason: "not verified, it may have been changed; call again with it")))
            .ToList();
        var count = result.Counts.NotFound + result.Counts.Failed + result.Counts.NotTried + result.Counts.Unverified;
        if (count > 0)
        {
            text.Append($"{failure}: {count} messages\n");
        }

        if (failed.Count > 0)
        {
            text.Append("\nFailed message IDs:\n");
            text.AppendJoin('\n', failed.Select(entry => $"- {entry.id} ({entry.reason})"));
        }

        return text.ToString();
    }

    public static string? AlreadySoNote(BulkResult result) =>
        result.Counts.AlreadySo == 0 ? null : $"{result.Counts.AlreadySo} of them {WereOrWas(result.Counts.AlreadySo)} already as asked.";

    /// <summary>How to go on, and what came from earlier calls.</summary>
    public static string? OpenNote(BulkResult result)
    {
        var before = result.Counts.DoneBefore == 0
            ? null
            : $"{result.Counts.DoneBefore} of them {WereOrWas(result.Counts.DoneBefore)} done by earlier calls, which said how to undo them.";
        return result.JobId is null
            ? before
            : $"{before} {result.Counts.NotTried} not tried, {result.Counts.Unverified} not verified. Call again with the same arguments: "
                .TrimStart() + $"job {result.JobId} goes on where it ended.";
    }

    private static string WereOrWas(int count) => count == 1 ? "was" : "were";

    // The caller has the ids: where a list is long, its count says enough.
    private static IReadOnlyList<string>? Some(IReadOnlyList<string> messageIds) => messageIds.Count <= MostListed ? messageIds : null;
}
