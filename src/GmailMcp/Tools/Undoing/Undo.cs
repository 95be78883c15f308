using System.Globalization;
using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Undoing;

/// <summary>Takes a change back, or lists the latest ones.</summary>
internal sealed partial class Undo(
    Mailboxes mailboxes, LabelList labels, Undoable undoable, Permission permission, ToolSets sets, TimeProvider time)
{
    private const string Name = "undo";
    private const int MostListed = 20;

    /// <summary>Reverse a change by the undoId that its tool (such as modify_email) answered; without one, list recent changes. Not: sent mail, permanent deletes, drafts edited or deleted.</summary>
    [McpServerTool(Name = Name, Title = "Undo a change", ReadOnly = false, Destructive = true, Idempotent = true,
        OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(UndoResult))]
    [GmailTool(Profile.Triage, "users.getProfile", "users.labels.list", "users.messages.batchModify", "users.messages.modify",
        "users.history.list")]
    public async partial Task<CallToolResult> CallAsync(
        IProgress<ProgressNotificationValue> progress, string? undoId = null, CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var (log, _) = await undoable.OpenAsync(gmail, cancellationToken);
        var state = await undoable.ReadAsync(log, cancellationToken);
        if (string.IsNullOrEmpty(undoId))
        {
            return List(state);
        }

        var entry = state.Find(undoId) ?? throw new ToolException(
            $"There is no change {undoId} of this mailbox to undo. Changes are kept for {UndoLog.MostDays} days, the latest "
            + $"{UndoLog.MostEntries:N0} of them; undo without undoId lists them.");
        if (entry.UndoneAt is { } undoneAt)
        {
            return AlreadyUndone(entry, undoneAt);
        }

        UndoRules.Check(entry, sets);
        await permission.RequireAsync(ToUndo(entry), cancellationToken);
        var total = entry.MessageCount;
        var done = await labels.ChangeAsync(
            () => new Reversal(gmail, log, state, time).RunAsync(
                entry,
                changed => progress.Report(new() { Progress = changed, Total = total, Message = $"{changed} of {total} put back" }),
                cancellationToken),
            cancellationToken);
        var redo = await undoable.NoteAsync(log, Name, done.Redo, cancellationToken);
        if (!done.IsOpen)
        {
            await undoable.MarkUndoneAsync(log, entry.Id, redo.Id);
        }

        return Answer(entry, done, redo);
    }

    private static PlannedAct ToUndo(UndoEntry entry) => new()
    {
        What = $"to undo {entry.Tool} of {Date(entry.At)}",
        DescribeAsync = _ => Task.FromResult($"{Count(entry.MessageCount)} as before. This can be undone in turn."),
        Digest = ActDigest.Of(["undo", entry.Id]),
        AsksUnderAuto = entry.MessageCount > MessageChange.ManyMessages,
        AsksUnderAlways = entry.MessageCount > MessageChange.ManyMessages,
    };

    private static CallToolResult Answer(UndoEntry entry, ReversalResult done, UndoNote redo)
    {
        var result = new UndoResult
        {
            Outcome = done.IsOpen ? UndoOutcome.Partly : UndoOutcome.Undone,
            UndoId = redo.Id,
            Messages = done.Messages,
            NotFound = done.NotFound,
            Failed = [.. done.Failed.Select(failure => new UndoFailure { Id = failure.Id, Reason = failure.Reason })],
            NotTried = done.NotTried,
            Problems = done.Problems,
        };
        return ToolResults.Of(Render(entry, done), result, UndoingToolsJson.Default.UndoResult, redo.Text);
    }

    private static string Render(UndoEntry entry, ReversalResult done)
    {
        List<string> lines = [$"{(done.IsOpen ? "Partly undone" : "Undone")}: {entry.Tool} of {Date(entry.At)}."];
        if (done.Messages.Count > 0)
        {
            lines.Add($"{Count(done.Messages.Count)} as before.");
        }

        lines.AddRange(done.Done.Select(clause => char.ToUpperInvariant(clause[0]) + clause[1..] + "."));
        lines.AddRange(done.Problems);
        lines.AddRange(done.NotFound.Select(id => $"- {id} (not found; it may have been deleted for good)"));
        lines.AddRange(done.Failed.Select(failure => $"- {failure.Id} ({failure.Reason})"));
        if (done.NotTried.Count > 0)
        {
            lines.Add($"{Count(done.NotTried.Count)} not tried.");
        }

        if (done.IsOpen)
        {
            lines.Add($"Call undo again with undoId {entry.Id} for the rest.");
        }

        return string.Join('\n', lines);
    }

    private static CallToolResult AlreadyUndone(UndoEntry entry, DateTimeOffset undoneAt) => ToolResults.Of(
        $"Already undone: {entry.Tool} of {Date(entry.At)} was undone at {Date(undoneAt)}. Nothing was done now.",
        new UndoResult { Outcome = UndoOutcome.AlreadyUndone, UndoId = entry.RedoId },
        UndoingToolsJson.Default.UndoResult,
        entry.RedoId is { } redo ? Undoable.Named(redo, null).Text : null);

    private static CallToolResult List(UndoState state)
    {
        var result = new UndoResult
        {
            Outcome = UndoOutcome.Listed,
            Changes = [.. state.Changes.Reverse().Take(MostListed).Select(entry => new UndoableChange
            {
                UndoId = entry.Id,
                Tool = entry.Tool,
                At = entry.At,
                Messages = entry.MessageCount,
                Undone = entry.UndoneAt is not null,
            })],
        };
        var text = result.Changes.Count == 0
            ? "No changes of this mailbox are known that could be undone."
            : "The latest changes, newest first; nothing was undone:\n" + string.Join('\n', result.Changes.Select(change =>
                $"{change.UndoId}  {Date(change.At)}  {change.Tool}"
                + (change.Messages > 0 ? $", {Count(change.Messages)}" : "") + (change.Undone ? " (undone)" : "")));
        return ToolResults.Of(text, result, UndoingToolsJson.Default.UndoResult);
    }

    private static string Count(int messages) => messages == 1 ? "1 message" : $"{messages:N0} messages";

    private static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
