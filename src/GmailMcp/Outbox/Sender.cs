using Gmail;
using Gmail.Drafts;
using Gmail.History;
using Gmail.Messages;

namespace GmailMcp.Outbox;

/// <summary>Sends mail: the only caller of drafts.send in the product. Always a draft first, then one send of that draft by id:
/// Gmail replaces the Message-ID of what it sends, so after a lost answer the draft is the only thread to pull.</summary>
internal sealed class Sender(SendLimits limits, TimeProvider time)
{
    /// <summary>Creates the draft and sends it once. No layer repeats the send, and the caller's cancellation is ignored once it left.</summary>
    /// <exception cref="GmailException">The draft could not be made: nothing was sent.</exception>
    public async Task<SendOutcome> SendAsync(
        GmailClient gmail, MimeContent mime, string? threadId, CancellationToken cancellationToken)
    {
        var before = (await gmail.Profile.GetAsync(cancellationToken)).HistoryId;
        Draft draft;
        try
        {
            draft = await gmail.Drafts.CreateAsync(mime, threadId, cancellationToken);
        }
        catch (GmailException exception) when (exception.WasAmbiguous)
        {
            // A second create could make a second draft; without the id of the first one nothing can be sent.
            return NotSent(draftId: null, $"{exception.Message}, so it was not even saved for certain.");
        }

        if (draft.Id is not { Length: > 0 } draftId)
        {
            return NotSent(draftId: null, "Gmail made a draft without an id.");
        }

        cancellationToken.ThrowIfCancellationRequested(); // the last moment at which nothing has left
        try
        {
            using var limit = new CancellationTokenSource(limits.SendAnswer, time);
            var sent = await gmail.Drafts.SendAsync(draftId, limit.Token);
            return new SendOutcome(SendState.Sent, sent.Id, sent.ThreadId, DraftId: null, Reason: null);
        }
        catch (GmailException exception) when (IsRefusal(exception))
        {
            return NotSent(draftId, $"{exception.Message.TrimEnd('.')}. {exception.Advice}");
        }
        catch (Exception exception) when (CanGoOn(exception))
        {
            var isNewThread = threadId is null || draft.Message?.ThreadId != threadId;
            return await ResolveAsync(gmail, draft, isNewThread, before);
        }
    }

    private static SendOutcome NotSent(string? draftId, string reason) =>
        new(SendState.NotSent, MessageId: null, ThreadId: null, draftId, reason);

    private static SendOutcome Unknown(string? draftId, string reason) =>
        new(SendState.Unknown, MessageId: null, ThreadId: null, draftId, reason);

    // A definite no of Gmail; a 404 is none, for the draft is also gone after it was sent.
    private static bool IsRefusal(GmailException exception) =>
        !exception.WasAmbiguous && exception.Kind is not GmailErrorKind.NotFound
        && exception.StatusCode is { } status && (int)status is >= 400 and < 500;

    // Whatever went wrong, also in the layers that a connection is made of (a sign-in that ended, say): from the send on the
    // caller is told a state and the draft, never "try again". Only without memory nothing more can be asked.
    private static bool CanGoOn(Exception exception) => exception is not OutOfMemoryException;

    // reliability.md §1, step 6. The draft was seen at every look, seconds apart: it was not sent. It is gone: the history
    // since then shows the sent message of its thread, or nobody knows. So it is when a look was not possible.
    private async Task<SendOutcome> ResolveAsync(GmailClient gmail, Draft draft, bool isNewThread, string? historyId)
    {
        var timesSeen = 0;
        foreach (var wait in limits.DraftChecks)
        {
            await Task.Delay(wait, time);
            var exists = await DraftExistsAsync(gmail, draft.Id!); // checked by the caller
            if (exists == false)
            {
                return await FindSentAsync(gmail, draft, isNewThread, historyId);
            }

            timesSeen += exists == true ? 1 : 0;
        }

        return timesSeen == limits.DraftChecks.Count
            ? NotSent(draft.Id, "Gmail did not answer the send, and the draft is still unsent.")
            : Unknown(draft.Id, $"Gmail did not confirm the send, and could not be asked whether draft {draft.Id} is still there.");
    }

    private async Task<SendOutcome> FindSentAsync(GmailClient gmail, Draft draft, bool isNewThread, string? historyId)
    {
        // In a thread of others a sent mail may be the person's own answer, written meanwhile: no proof of ours.
        for (var i = 0; isNewThread && i < limits.SentChecks; i++)
        {
            await Task.Delay(limits.SentCheckEvery, time);
            if (await FindInHistoryAsync(gmail, draft, historyId) is { } sent)
            {
                return new SendOutcome(SendState.Sent, sent.Id, sent.ThreadId, DraftId: null, Reason: null);
            }
        }

        return Unknown(
            draft.Id,
            "Gmail did not answer the send; the draft is gone and no sent mail was found: it may have been sent, or deleted in Gmail.");
    }

    private static async Task<Message?> FindInHistoryAsync(GmailClient gmail, Draft draft, string? historyId)
    {
        if (historyId is null || draft.Message?.ThreadId is not { } threadId)
        {
            return null;
        }

        try
        {
            var history = await gmail.History.ListAsync(historyId, [HistoryType.MessageAdded], maxResults: 500);
            return history.History
                .SelectMany(record => record.MessagesAdded ?? [])
                .Select(added => added.Message)
                .FirstOrDefault(message => message?.ThreadId == threadId && message.LabelIds?.Contains("SENT") == true);
        }
        catch (Exception exception) when (CanGoOn(exception))
        {
            return null; // cannot look now: the next check may
        }
    }

    // Null: it could not be asked. Both "gone" and "still there" would be a claim.
    private static async Task<bool?> DraftExistsAsync(GmailClient gmail, string draftId)
    {
        try
        {
            await gmail.Drafts.GetAsync(draftId, MessageFormat.Minimal);
            return true;
        }
        catch (GmailException exception) when (exception.Kind == GmailErrorKind.NotFound)
        {
            return false;
        }
        catch (Exception exception) when (CanGoOn(exception))
        {
            return null;
        }
    }
}
