using Gmail;
using Gmail.Messages;
using GmailMcp.Mailbox;

namespace GmailMcp.Tools.Messages;

/// <summary>A change of one message's labels, with what reverses it: 3 units more than the change.</summary>
/// <param name="LabelIds">The labels after the change.</param>
/// <param name="Undo">How it is undone.</param>
internal sealed record ChangedMessage(IReadOnlyList<string> LabelIds, UndoNote Undo)
{
    /// <param name="undoable">Where the reverse is noted.</param>
    /// <param name="gmail">The mailbox.</param>
    /// <param name="toolName">The tool that makes the change.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="trail">Says which labels the change is about.</param>
    /// <param name="change">Makes the change.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public static async Task<ChangedMessage> RunAsync(
        Undoable undoable,
        GmailClient gmail,
        string toolName,
        string messageId,
        LabelTrail trail,
        Func<Task<Message>> change,
        CancellationToken cancellationToken)
    {
        var (undo, historyId) = await undoable.OpenAsync(gmail, cancellationToken);
        var message = await change();
        var isKnown = true;
        try
        {
            await trail.ReadAsync(gmail, historyId, messageId, cancellationToken);
        }
        catch (GmailException)
        {
            isKnown = false; // the change is done: it is told as that
        }

        var note = await undoable.NoteAsync(undo, toolName, trail.ToSteps([messageId]), cancellationToken);
        return new ChangedMessage(
            message.LabelIds ?? [],
            isKnown ? note : note with { Text = "undo cannot reverse it: Gmail did not tell which labels it had before." });
    }
}
