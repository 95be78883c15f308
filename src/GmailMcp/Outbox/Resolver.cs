using Gmail;
using Gmail.Drafts;
using Gmail.History;
using Gmail.Messages;
using GmailMcp.Mail.Composing;

namespace GmailMcp.Outbox;

/// <summary>Finds out in the mailbox what a lost answer said. reliability.md §1, steps 2 and 6.</summary>
internal sealed class Resolver(SendLimits limits, TimeProvider time)
{
    // More drafts or messages than anyone makes between two requests.
    private const int MostLookedAt = 20;

    /// <summary>What became of a send whose answer was lost. Never claims more than the mailbox shows.</summary>
    public async Task<SendOutcome> ResolveAsync(GmailClient gmail, SendRow row)
    {
        if (row.Draft is not { } draftId)
        {
            return Outcomes.Unknown(row, "Gmail did not confirm the send.");
        }

        var timesSeen = 0;
        foreach (var wait in limits.DraftChecks)
        {
            await Task.Delay(wait, time);
            var (exists, mayNot) = await DraftExistsAsync(gmail, draftId);
            if (mayNot)
            {
                return Outcomes.Unknown(row, "Gmail did not confirm the send, and this sign-in may not look whether it left.");
            }

            if (exists == false)
            {
                return await FindSentAsync(gmail, row);
            }

            timesSeen += exists == true ? 1 : 0;
        }

        return timesSeen == limits.DraftChecks.Count
            ? Outcomes.NotSent(row, "Gmail did not answer the send, and the draft is still unsent.")
            : Outcomes.Unknown(row, $"Gmail did not confirm the send, and could not be asked whether draft {draftId} is still there.");
    }

    /// <summary>The draft of a create whose answer was lost; null where there is none.</summary>
    /// <exception cref="GmailException">Gmail cannot be asked.</exception>
    public static async Task<Draft?> FindDraftAsync(GmailClient gmail, SendRow row, CancellationToken cancellationToken)
    {
        var digests = new MailDigests("", row.Match, row.MatchWithoutBcc);
        var drafts = await gmail.Drafts.ListAsync(maxResults: MostLookedAt, cancellationToken: cancellationToken);
        foreach (var listed in drafts.Drafts.Where(draft => draft.Id is not null))
        {
            var draft = await gmail.Drafts.GetAsync(listed.Id!, MessageFormat.Raw, cancellationToken: cancellationToken);
            if (IsSince(draft.Message, row) && IsSame(draft.Message, digests))
            {
                return draft;
            }
        }

        return null;
    }

    /// <summary>The draft as it is now: null where it is gone.</summary>
    /// <exception cref="GmailException">Gmail cannot be asked.</exception>
    public static async Task<Draft?> FindDraftAsync(GmailClient gmail, string draftId, CancellationToken cancellationToken)
    {
        try
        {
            return await gmail.Drafts.GetAsync(draftId, MessageFormat.Minimal, cancellationToken: cancellationToken);
        }
        catch (GmailException exception) when (exception.Kind == GmailErrorKind.NotFound)
        {
            return null;
        }
    }

    // The draft is gone: sent, or removed by somebody. Only a sent mail that is this one proves the first.
    private async Task<SendOutcome> FindSentAsync(GmailClient gmail, SendRow row)
    {
        for (var i = 0; i < limits.SentChecks; i++)
        {
            if (i > 0)
            {
                await Task.Delay(limits.SentCheckEvery, time);
            }

            if (await FindSentOnceAsync(gmail, row) is { } sent)
            {
                return Outcomes.Sent(sent.Id, sent.ThreadId);
            }
        }

        return Outcomes.Unknown(
            row with { Draft = null },
            "Gmail did not answer the send; the draft is gone and no sent mail matches: it may have been sent, or deleted in Gmail.");
    }

    private static async Task<Message?> FindSentOnceAsync(GmailClient gmail, SendRow row)
    {
        try
        {
            var digests = new MailDigests("", row.Match, row.MatchWithoutBcc);
            foreach (var candidate in await CandidatesAsync(gmail, row))
            {
                if (row.IsNewThread || IsSame(await gmail.Messages.GetAsync(candidate.Id!, MessageFormat.Raw), digests))
                {
                    return candidate;
                }
            }
        }
        catch (Exception exception) when (CanGoOn(exception))
        {
            // Cannot look now: the next look may.
        }

        return null;
    }

    // Sent messages of the thread since the draft was made.
    private static async Task<IReadOnlyList<Message>> CandidatesAsync(GmailClient gmail, SendRow row)
    {
        try
        {
            var found = new List<Message>();
            string? page = null;
            do
            {
                var history = await gmail.History.ListAsync(
                    row.History ?? "1", [HistoryType.MessageAdded], maxResults: 500, pageToken: page);
                found.AddRange(history.History
                    .SelectMany(record => record.MessagesAdded ?? [])
                    .Select(added => added.Message)
                    .OfType<Message>()
                    .Where(message => message.ThreadId == row.Thread && message.LabelIds?.Contains("SENT") == true));
                page = history.NextPageToken;
            }
            while (page is not null);
            return [.. found.DistinctBy(message => message.Id).Take(MostLookedAt)];
        }
        catch (GmailException exception) when (exception.Kind == GmailErrorKind.NotFound)
        {
            // The history from then is gone.
            var sent = await gmail.Messages.ListAsync(
                $"in:sent after:{row.Begun.ToUnixTimeSeconds() - 60}", maxResults: MostLookedAt);
            return [.. sent.Messages.Where(message => message.ThreadId == row.Thread)];
        }
    }

    private static bool IsSame(Message? message, MailDigests digests) =>
        message?.Raw is { } raw && MailDigests.OfRaw(Base64Url.Decode(raw)) is { } found && digests.IsSameMail(found);

    // A draft of the same words from before this send is the person's own. A minute for clocks that differ.
    private static bool IsSince(Message? message, SendRow row) =>
        message?.InternalDate is not { } at || at >= row.Begun.AddMinutes(-1).ToUnixTimeMilliseconds();

    // Null: it could not be asked. Both "gone" and "still there" would be a claim.
    private static async Task<(bool? Exists, bool MayNot)> DraftExistsAsync(GmailClient gmail, string draftId)
    {
        try
        {
            return (await FindDraftAsync(gmail, draftId, CancellationToken.None) is not null, false);
        }
        catch (GmailException exception) when (exception.Kind == GmailErrorKind.InsufficientScope)
        {
            return (null, true);
        }
        catch (Exception exception) when (CanGoOn(exception))
        {
            return (null, false);
        }
    }

    /// <summary>Whatever went wrong, also in the layers that a connection is made of (a sign-in that ended, say): from the send on
    /// the caller is told a state and the draft, never "try again". Only without memory nothing more can be asked.</summary>
    public static bool CanGoOn(Exception exception) => exception is not OutOfMemoryException;
}
