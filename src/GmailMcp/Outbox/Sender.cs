using System.Net;
using Gmail;
using Gmail.Drafts;
using GmailMcp.Accounts;
using GmailMcp.Mail.Composing;

namespace GmailMcp.Outbox;

/// <summary>Sends mail, each at most once: the only caller of drafts.send in the product. Always a draft first, then one send of that
/// draft by id, and each step is on the disk before the next request leaves. reliability.md §1.</summary>
internal sealed class Sender(SendJournals journals, SendLimits limits, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly Resolver _resolver = new(limits, time);
    private readonly CancellationTokenSource _end = new();

    /// <summary>Sends the mail, or says what became of it when it was sent before. No layer repeats the send, and the caller's
    /// cancellation is ignored once it left.</summary>
    /// <exception cref="GmailException">The draft could not be made: nothing was sent.</exception>
    /// <exception cref="OutboxException">The key belongs to another mail, or the journal cannot be written: nothing was
    /// sent.</exception>
    public async Task<SendOutcome> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        var journal = journals.For(request.Owner, request.Address);
        var leftHeld = await journal.TakeLeftHeldAsync(cancellationToken);
        return await SendAsync(request, journal, cancellationToken) with { LeftHeld = leftHeld };
    }

    /// <summary>What became of the same mail when it was sent before: then nobody needs to be asked again. Waits for a call of this
    /// process that is sending it.</summary>
    /// <returns>Null where it was neither sent nor is held.</returns>
    public async Task<SendOutcome?> FindDoneAsync(SendRequest request, CancellationToken cancellationToken)
    {
        var journal = journals.For(request.Owner, request.Address);
        var key = KeyOf(request);
        using var mine = await journal.EnterAsync(key.Key, cancellationToken);
        var row = await journal.ChangeAsync(key.Key, _ => null, cancellationToken);
        return row is null || row.Content != key.Content ? null
            : row.State == RowState.Sent ? Outcomes.Sent(row.Message, row.Thread) with { IsReplayed = true }
            : IsWaiting(row, journal) ? Outcomes.Held(row) with { IsReplayed = true }
            : null;
    }

    /// <summary>Stops a held mail; its draft stays.</summary>
    /// <param name="gmail">The mailbox.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="draftId">The draft that holds the mail.</param>
    /// <param name="cancellationToken">Stops the call, not the mail.</param>
    /// <returns>NotSent where it was stopped; what became of it where it was too late; null where no such mail is held.</returns>
    public async Task<SendOutcome?> StopAsync(GmailClient gmail, Owner owner, string draftId, CancellationToken cancellationToken)
    {
        var profile = await gmail.Profile.GetAsync(cancellationToken);
        var journal = journals.For(owner, profile.EmailAddress ?? "");
        var held = (await journal.ListAsync(cancellationToken)).Where(row => row.Draft == draftId && !row.IsSaved).MaxBy(row => row.At);
        if (held is null)
        {
            return null;
        }

        using var mine = await journal.EnterAsync(held.Key, cancellationToken);
        var row = await journal.ChangeAsync(
            held.Key,
            known => known is { State: RowState.Held } ? known with { State = RowState.NotSent, At = time.GetUtcNow(), Until = null } : null,
            cancellationToken);
        return row switch
        {
            null => null,
            { State: RowState.NotSent } => Outcomes.NotSent(row, "It was stopped before it left."),
            { State: RowState.Sent } => Outcomes.Sent(row.Message, row.Thread) with { IsReplayed = true },
            _ => Outcomes.Unknown(row, "It is being sent, or was when its process ended."),
        };
    }

    /// <summary>Ends the waiting of held mails: they stay drafts.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task<SendOutcome> SendAsync(
        SendRequest request, SendJournal journal, CancellationToken cancellationToken)
    {
        var key = KeyOf(request);
        using var mine = await journal.EnterAsync(key.Key, cancellationToken);
        var begun = time.GetTimestamp();
        while (true)
        {
            var isBusy = false;
            SendRow? before = null;
            var row = await journal.ChangeAsync(
                key.Key,
                known =>
                {
                    before = known;
                    isBusy = known is not null && IsAtWork(known) && journal.IsElsewhere(known);
                    return isBusy ? null : Claim(known, key, request, journal);
                },
                cancellationToken);
            if (!isBusy)
            {
                return await GoOnAsync(request, journal, row!, before, cancellationToken); // written, or known
            }

            if (time.GetElapsedTime(begun) > limits.OtherProcess)
            {
                return Outcomes.Unknown(row!, "Another process of this server is still sending it."); // busy: it is known
            }

            // The wall clock on purpose: the other process lives in real time.
            await Task.Delay(BetweenLooks, TimeProvider.System, cancellationToken);
        }
    }

    private static SendKey KeyOf(SendRequest request) =>
        SendKey.Of(request.IdempotencyKey, request.Digests.Content, request.Draft?.Id ?? request.ThreadId);

    private static bool IsAtWork(SendRow row) =>
        row.State is RowState.Prepared or RowState.Drafted or RowState.Sending;

    private bool IsWaiting(SendRow row, SendJournal journal) => row is { State: RowState.Held, Until: { } until }
        && (row.Process == journal.Process ? time.GetUtcNow() <= until + limits.HoldIsLate : journal.IsElsewhere(row));

    // What this call makes of the row that it finds: null to leave it as it is, because it is the answer.
    private SendRow? Claim(SendRow? known, SendKey key, SendRequest request, SendJournal journal)
    {
        var now = time.GetUtcNow();
        if (known is null)
        {
            return new SendRow
            {
                Key = key.Key,
                Content = key.Content,
                IsNamed = key.IsNamed,
                State = request.Draft is null ? RowState.Prepared : RowState.Drafted,
                At = now,
                Begun = now,
                Process = journal.Process,
                History = request.HistoryId,
                Draft = request.Draft?.Id,
                DraftMessage = request.Draft?.MessageId,
                Thread = request.Draft?.ThreadId ?? request.ThreadId,
                Match = request.Digests.Match,
                MatchWithoutBcc = request.Digests.MatchWithoutBcc,
            };
        }

        if (known.Content != key.Content)
        {
            throw new OutboxException(
                "This idempotencyKey was used before for another mail, so nothing was sent. Use a new key for a new mail; "
                + "to send the old one again, repeat it to the letter.");
        }

        return known.State == RowState.Sent || IsWaiting(known, journal) ? null : known with
        {
            At = now,
            Process = journal.Process,
            State = known.State switch
            {
                RowState.NotSent => known.Draft is null ? RowState.Prepared : RowState.Drafted,
                RowState.Unknown => RowState.Sending, // it left once: the mailbox is asked before anything else is done
                RowState.Held => RowState.Drafted, // the process that held it is gone, or too late
                var state => state,
            },
        };
    }

    private async Task<SendOutcome> GoOnAsync(
        SendRequest request, SendJournal journal, SendRow row, SendRow? before, CancellationToken cancellationToken)
    {
        if (row.State == RowState.Sent)
        {
            return Outcomes.Sent(row.Message, row.Thread) with { IsReplayed = true };
        }

        if (row.State == RowState.Held)
        {
            return Outcomes.Held(row) with { IsReplayed = true };
        }

        if (row.State == RowState.Sending)
        {
            var found = await EndAsync(journal, row, await _resolver.ResolveAsync(request.Gmail, row));
            if (found.State != SendState.NotSent)
            {
                return found with { IsReplayed = true };
            }

            row = row with { State = RowState.Drafted };
        }

        if (row.State == RowState.Prepared)
        {
            row = await DraftAsync(request, journal, row, mayBeThere: before is not null, cancellationToken);
        }
        else if ((before is not null || request.Draft is not null) && await WhyNotAsItWasAsync(request.Gmail, row, cancellationToken) is { } changed)
        {
            return await EndAsync(journal, row, changed.IsGone
                ? await _resolver.ResolveAsync(request.Gmail, row) // removed, or sent by the person
                : Outcomes.NotSent(row, changed.Reason));
        }

        cancellationToken.ThrowIfCancellationRequested(); // the last moment at which nothing has left
        return request.Hold > TimeSpan.Zero
            ? await HoldAsync(request, journal, row)
            : await SendOnceAsync(request.Gmail, journal, row);
    }

    private async Task<SendRow> DraftAsync(
        SendRequest request, SendJournal journal, SendRow row, bool mayBeThere, CancellationToken cancellationToken)
    {
        Draft? draft = null;
        for (var tries = 0; draft is null; tries++)
        {
            draft = mayBeThere ? await Resolver.FindDraftAsync(request.Gmail, row, cancellationToken) : null;
            if (draft is null && tries == 2)
            {
                await EndAsync(journal, row, Outcomes.NotSent(row, "Gmail did not confirm the draft."));
                throw new OutboxException(
                    "The email was not sent (not_sent): Gmail twice did not confirm the draft it would be sent from. "
                    + "Call again in a minute: a draft that was made all the same is found and used.");
            }

            try
            {
                // Not null: without a draft there is a mail.
                draft ??= await request.Gmail.Drafts.CreateAsync(request.Mime!, request.ThreadId, cancellationToken);
            }
            catch (GmailException exception) when (exception.WasAmbiguous && ChangedFileException.In(exception) is null)
            {
                mayBeThere = true;
            }
        }

        if (draft.Id is null)
        {
            throw new OutboxException("The email was not sent (not_sent): Gmail made a draft without an id. Call again.");
        }

        var drafted = row with
        {
            State = RowState.Drafted,
            At = time.GetUtcNow(),
            Draft = draft.Id,
            DraftMessage = draft.Message?.Id,
            Thread = draft.Message?.ThreadId ?? request.ThreadId,
            IsNewThread = request.ThreadId is null || draft.Message?.ThreadId != request.ThreadId,
        };
        await journal.WriteAsync(drafted);
        return drafted;
    }

    // A draft kept from an earlier call: what leaves must be what was composed.
    private static async Task<(string Reason, bool IsGone)?> WhyNotAsItWasAsync(
        GmailClient gmail, SendRow row, CancellationToken cancellationToken)
    {
        var draft = await Resolver.FindDraftAsync(gmail, row.Draft!, cancellationToken); // drafted: it has one
        return draft is null ? ("The draft is gone.", true)
            : row.DraftMessage is { } composed && draft.Message?.Id is { } now && now != composed
                ? ("The draft was changed in Gmail since, so it was not sent as it was composed.", false)
                : null;
    }

    private async Task<SendOutcome> SendOnceAsync(GmailClient gmail, SendJournal journal, SendRow row)
    {
        row = row with { State = RowState.Sending, At = time.GetUtcNow() };
        await journal.WriteAsync(row);
        SendOutcome outcome;
        try
        {
            using var limit = new CancellationTokenSource(limits.SendAnswer, time);
            var sent = await gmail.Drafts.SendAsync(row.Draft!, limit.Token); // drafted: it has one
            outcome = Outcomes.Sent(sent.Id, sent.ThreadId);
        }
        catch (GmailException exception) when (IsRefusal(exception))
        {
            outcome = Outcomes.NotSent(row, $"{exception.Message.TrimEnd('.')}. {exception.Advice}");
        }
        catch (Exception exception) when (Resolver.CanGoOn(exception))
        {
            outcome = await _resolver.ResolveAsync(gmail, row);
        }

        return await EndAsync(journal, row, outcome);
    }

    private async Task<SendOutcome> HoldAsync(SendRequest request, SendJournal journal, SendRow row)
    {
        row = row with { State = RowState.Held, At = time.GetUtcNow(), Until = time.GetUtcNow() + request.Hold };
        await journal.WriteAsync(row);
        _ = LeaveAtItsTimeAsync(request.Gmail, journal, row); // ends with this process
        return Outcomes.Held(row);
    }

    private async Task LeaveAtItsTimeAsync(GmailClient gmail, SendJournal journal, SendRow held)
    {
        try
        {
            await Task.Delay(held.Until!.Value - time.GetUtcNow(), time, _end.Token); // held: it has a time
            using var mine = await journal.EnterAsync(held.Key, _end.Token);
            var isMine = false;
            var row = await journal.ChangeAsync(
                held.Key,
                known =>
                {
                    isMine = known is { State: RowState.Held } && known.Until == held.Until
                        && time.GetUtcNow() <= held.Until + limits.HoldIsLate;
                    return isMine ? known! with { State = RowState.Drafted, At = time.GetUtcNow() } : null;
                },
                _end.Token);
            if (!isMine)
            {
                return; // stopped, or the computer slept through its time
            }

            if (await WhyNotAsItWasAsync(gmail, row!, _end.Token) is { } changed) // just written
            {
                await EndAsync(journal, row!, Outcomes.NotSent(row!, changed.Reason));
                return;
            }

            await SendOnceAsync(gmail, journal, row!);
        }
        catch (Exception exception) when (Resolver.CanGoOn(exception))
        {
            // Nobody waits for an answer: the journal says how far it came, and the draft is there.
        }
    }

    // The end is what Gmail said, also where the disk refuses to note it: the row that stands ("sending") is resolved when the mail
    // comes again.
    private async Task<SendOutcome> EndAsync(SendJournal journal, SendRow row, SendOutcome outcome)
    {
        try
        {
            await journal.WriteAsync(outcome.ToRow(row, time.GetUtcNow()));
        }
        catch (OutboxException) when (outcome.State == SendState.Sent)
        {
            // Said as it is: sent.
        }

        return outcome;
    }

    // A definite no of Gmail. A 404 is none: the draft is also gone after it was sent.
    private static bool IsRefusal(GmailException exception) => !exception.WasAmbiguous && exception.StatusCode
        is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
        or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.TooManyRequests;
}
