using Gmail;
using Gmail.Drafts;

namespace GmailMcp.Outbox;

/// <summary>Saves a mail as a draft in place of sending it: the same mail again is the same draft, as long as that is
/// there.</summary>
internal sealed class Saver(SendJournals journals, TimeProvider time)
{
    /// <exception cref="GmailException">Gmail made no draft, or did not say whether it did.</exception>
    /// <exception cref="OutboxException">The key belongs to another mail, or the journal cannot be written: nothing was
    /// saved.</exception>
    public async Task<SavedDraft> SaveAsync(SendRequest request, CancellationToken cancellationToken)
    {
        var journal = journals.For(request.Owner, request.Address);
        var send = SendKey.Of(request.IdempotencyKey, request.Digests.Content, request.ThreadId);

        // A row of its own: whether the mail is sent one day is not decided here.
        var key = SendKey.Hash($"saved\n{send.Key}");
        using var mine = await journal.EnterAsync(key, cancellationToken);
        var known = await journal.ChangeAsync(key, _ => null, cancellationToken);
        if (known is not null && known.Content != send.Content)
        {
            throw new OutboxException(
                "This idempotencyKey was used before for another mail, so nothing was sent or saved. "
                + "Use a new key for a new mail.");
        }

        if (known is not null && await FindAsync(request.Gmail, known, cancellationToken) is { } saved)
        {
            return new SavedDraft(saved.Id, saved.Message?.Id, IsReplayed: true);
        }

        var now = time.GetUtcNow();
        var row = new SendRow
        {
            Key = key,
            Content = send.Content,
            IsNamed = send.IsNamed,
            IsSaved = true,
            State = RowState.NotSent,
            At = now,
            Begun = now,
            Process = journal.Process,
            Thread = request.ThreadId,
            Match = request.Digests.Match,
            MatchWithoutBcc = request.Digests.MatchWithoutBcc,
        };
        await journal.WriteAsync(row);

        // Not null: a mail that is no draft yet.
        var draft = await request.Gmail.Drafts.CreateAsync(request.Mime!, request.ThreadId, cancellationToken);
        await journal.WriteAsync(row with { Draft = draft.Id, DraftMessage = draft.Message?.Id });
        return new SavedDraft(draft.Id, draft.Message?.Id, IsReplayed: false);
    }

    // Without a draft in its row the answer to drafts.create was lost.
    private static Task<Draft?> FindAsync(GmailClient gmail, SendRow row, CancellationToken cancellationToken) =>
        row.Draft is { } draftId
            ? Resolver.FindDraftAsync(gmail, draftId, cancellationToken)
            : Resolver.FindDraftAsync(gmail, row, cancellationToken);
}

/// <summary>A mail that was saved in place of being sent.</summary>
/// <param name="Id">The draft.</param>
/// <param name="MessageId">Its message.</param>
/// <param name="IsReplayed">An earlier call saved it.</param>
internal sealed record SavedDraft(string? Id, string? MessageId, bool IsReplayed);
