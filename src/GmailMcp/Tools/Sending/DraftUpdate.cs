using Gmail;
using Gmail.Drafts;
using Gmail.Messages;
using GmailMcp.Mail.Composing;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Tools.Sending;

/// <summary>Writes a draft anew, and finds out what became of it where the answer is lost.</summary>
internal sealed class DraftUpdate(GmailClient gmail, string draftId, Draft before)
{
    /// <summary>Writes the draft unless somebody changed it since it was read.</summary>
    /// <returns>The draft as it is now.</returns>
    /// <exception cref="ToolException">It was not written, or nobody can say whether.</exception>
    public async Task<Draft> WriteAsync(ComposedMessage mail, CancellationToken cancellationToken)
    {
        // As late as can be: composing may have fetched files of other mails. users.drafts.get, 20 quota units.
        RefuseOther(
            draftId,
            before.Message?.Id,
            await gmail.Drafts.GetAsync(draftId, MessageFormat.Minimal, cancellationToken: cancellationToken));
        try
        {
            // Gmail keeps it in the thread as long as the subject is the thread's.
            var content = Gmail.MimeContent.FromStream(() => MimePipe.Open(mail), mail.SizeInBytes);
            return await gmail.Drafts.UpdateAsync(draftId, content, before.Message?.ThreadId, cancellationToken);
        }
        catch (GmailException lost) when (lost.WasAmbiguous && ChangedFileException.In(lost) is null)
        {
            return await FindOutAsync(mail, lost, cancellationToken);
        }
    }

    /// <exception cref="ToolException">The draft is not the one that was expected.</exception>
    public static void RefuseOther(string draftId, string? expected, Draft draft)
    {
        if (draft.Message?.Id is not { } actual)
        {
            throw new ToolException(
                $"Gmail did not say what draft {draftId} holds now, so it was not updated. "
                + "Read it with get_draft and try again.");
        }

        if (actual != expected)
        {
            throw new ToolException(
                $"Draft {draftId} was changed since it was read, so it was not updated. "
                + "Read it with get_draft and try again.");
        }
    }

    private async Task<Draft> FindOutAsync(
        ComposedMessage mail, GmailException lost, CancellationToken cancellationToken)
    {
        Draft now;
        try
        {
            now = await gmail.Drafts.GetAsync(draftId, MessageFormat.Raw, cancellationToken: cancellationToken);
        }
        catch (GmailException exception) when (exception.Kind == GmailErrorKind.NotFound)
        {
            throw new ToolException(
                $"{lost.Message}, and draft {draftId} is gone since: it was sent or deleted, with this change or "
                + "without it. search_emails with in:sent shows whether it was sent.",
                exception);
        }
        catch (GmailException exception)
        {
            throw new ToolException(
                $"{lost.Message}, and whether draft {draftId} was updated is not known, because Gmail did not show it: "
                + $"{exception.Message.TrimEnd('.')}. Read it with get_draft before you call update_draft again.",
                exception);
        }

        if (now.Message?.Id == before.Message?.Id)
        {
            throw new ToolException(
                $"{lost.Message}, and draft {draftId} is as it was. Call update_draft again.", lost);
        }

        return Says(mail, now)
            ? now
            : throw new ToolException(
                $"{lost.Message}, and draft {draftId} now says something else than this call wrote: somebody else "
                + "changed it, and whether this update was made before that is not known. Read it with get_draft, then "
                + "update what is still to be changed.",
                lost);
    }

    // What it said before may be found again after somebody saved it anew: that proves nothing.
    private bool Says(ComposedMessage mail, Draft now)
    {
        if (Raw(now) is not { } raw || MailDigests.OfRaw(raw) is not { } found || found.Content != mail.Digests.Content)
        {
            return false;
        }

        var isChange = Raw(before) is { } old && MailDigests.OfRaw(old)?.Content != found.Content;
        return isChange || SamePeople(mail.ReadFacts(), MailFacts.Read(raw));
    }

    // Names are in no digest.
    private static bool SamePeople(MailFacts left, MailFacts right) =>
        left.To.SequenceEqual(right.To) && left.Cc.SequenceEqual(right.Cc) && left.Bcc.SequenceEqual(right.Bcc);

    private static byte[]? Raw(Draft draft) => draft.Message?.Raw is { } raw ? LenientBase64.Decode(raw) : null;
}
