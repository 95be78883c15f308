using System.Text.Json;
using Gmail;
using GmailMcp.Accounts;
using GmailMcp.Mailbox;

namespace GmailMcp.Tools;

/// <summary>How a change is undone, as its answer says it.</summary>
/// <param name="Id">Null where nothing undoes it.</param>
/// <param name="Text">The sentence for the answer; null where there is nothing to say.</param>
internal sealed record UndoNote(string? Id, string? Text);

/// <summary>Where the tools that change something note what reverses it. A change that Gmail took is told as done even where its
/// reverse could not be noted: then the answer says so.</summary>
internal sealed class Undoable(UndoLogs logs, BulkLogs jobs, MailboxProfile mailbox, CurrentCall call, ILogger<Undoable> log)
{
    private const string NotNoted = "undo cannot reverse it: ";

    private static readonly UndoNote Nothing = new(null, null);

    /// <summary>The log of a mailbox, and the id of its history before the change (1 unit).</summary>
    public async Task<(UndoLog Log, string? HistoryId)> OpenAsync(GmailClient gmail, CancellationToken cancellationToken)
    {
        var profile = await gmail.Profile.GetAsync(cancellationToken);
        return (logs.For(call.Caller.Owner ?? Owner.Local, profile.EmailAddress ?? ""), profile.HistoryId);
    }

    /// <summary>The logs of a mailbox that a bulk job keeps, and the id of its history before (1 unit).</summary>
    public async Task<(UndoLog Undo, BulkLog Job, string? HistoryId)> OpenBulkAsync(GmailClient gmail, CancellationToken cancellationToken)
    {
        var profile = await gmail.Profile.GetAsync(cancellationToken);
        var (owner, address) = (call.Caller.Owner ?? Owner.Local, profile.EmailAddress ?? "");
        return (logs.For(owner, address), jobs.For(owner, address, Tell), profile.HistoryId);

        void Tell(string reason) =>
            log.LogError("The log of bulk jobs cannot be used: {Reason} A job that is cut short begins anew.", reason);
    }

    /// <summary>Notes what reverses a change that is done.</summary>
    public async Task<UndoNote> NoteAsync(
        UndoLog undo, string toolName, IReadOnlyList<UndoStep> steps, CancellationToken cancellationToken, int missed = 0)
    {
        if (steps.Count == 0)
        {
            return missed == 0 ? Nothing : new(null, Missed(missed));
        }

        try
        {
            return Named(await undo.AddAsync(toolName, steps, cancellationToken), missed == 0 ? null : Missed(missed));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.LogError("The undo log cannot be written: {Reason}", failure.Message); // a path and the system's words
            return new(null, NotNoted + "the server's undo log cannot be written.");
        }
    }

    /// <summary>The same where the log is still to be opened.</summary>
    public async Task<UndoNote> NoteAsync(string toolName, UndoStep step, CancellationToken cancellationToken)
    {
        try
        {
            var profile = await mailbox.ReadAsync(cancellationToken);
            var undo = logs.For(call.Caller.Owner ?? Owner.Local, profile.EmailAddress ?? "");
            return await NoteAsync(undo, toolName, [step], cancellationToken);
        }
        catch (Exception failure) when (failure is GmailException or AccountException)
        {
            return new(null, $"{NotNoted}Gmail did not tell whose mailbox it is ({failure.Message.TrimEnd('.')}).");
        }
    }

    /// <summary>Notes what brings something back, deletes it, and takes the note back where Gmail refuses: what cannot be noted is
    /// not deleted.</summary>
    /// <param name="what">What is deleted, to begin a sentence with.</param>
    /// <exception cref="ToolException">The note cannot be written. Nothing was deleted.</exception>
    public async Task<UndoNote> DeleteAsync(
        UndoLog undo, string toolName, string what, UndoStep step, Func<Task> delete, CancellationToken cancellationToken)
    {
        string id;
        try
        {
            id = await undo.AddAsync(toolName, [step], cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.LogError("The undo log cannot be written: {Reason}", failure.Message);
            throw new ToolException(
                $"{what} was not deleted: the server's undo log cannot be written, so nothing could bring it back. The operator of this "
                + "server finds the reason in its log.",
                failure);
        }

        try
        {
            await delete();
        }
        catch (GmailException exception) when (!exception.WasAmbiguous)
        {
            await undo.VoidAsync(id, CancellationToken.None);
            throw;
        }

        return Named(id, null);
    }

    /// <summary>Everything that the log says.</summary>
    /// <exception cref="ToolException">It cannot be read.</exception>
    public async Task<UndoState> ReadAsync(UndoLog undo, CancellationToken cancellationToken)
    {
        try
        {
            return await undo.ReadAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.LogError("The undo log cannot be read: {Reason}", failure.Message);
            throw new ToolException(
                "Nothing was undone: the server's undo log cannot be read. The operator of this server finds the reason in its log.",
                failure);
        }
    }

    /// <summary>Notes that a change was undone. Where that fails, undoing it again does nothing new.</summary>
    public async Task MarkUndoneAsync(UndoLog undo, string undoId, string? redoId)
    {
        try
        {
            await undo.MarkUndoneAsync(undoId, redoId, CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.LogError("The undo log cannot be written: {Reason}", failure.Message);
        }
    }

    /// <summary>The sentence that names the call which undoes a change.</summary>
    public static UndoNote Named(string id, string? more) =>
        new(id, $"Undo with undo {{\"undoId\":\"{JsonEncodedText.Encode(id)}\"}}" + (more is null ? "" : $" {more}"));

    private static string Missed(int count) => $"({count} of them changed, but Gmail did not tell how they were before: "
        + "undo leaves those as they are.)";
}
