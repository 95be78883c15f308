using System.Security.Cryptography;
using System.Text;
using Gmail;
using GmailMcp.Mail;
using GmailMcp.Mail.Composing;
using GmailMcp.Mailbox;
using GmailMcp.Outbox;
using GmailMcp.Policy;
using GmailMcp.Tools.Rendering;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tools.Sending;

/// <summary>Stands before every send: the operator's lists, the person's yes, the day's count. What it does not let pass is not
/// sent, whatever the arguments of the tool say.</summary>
internal sealed class SendPermission(
    SendPolicy policy,
    PolicySettings settings,
    PersonQuestion question,
    Permission permission,
    HandedText handed,
    Undoable undoable,
    Saver saver,
    CurrentCall call,
    Fence fence)
{
    private string? _counted;

    /// <summary>For a mail that was just composed.</summary>
    /// <param name="request">How it would be sent.</param>
    /// <param name="mail">The mail.</param>
    /// <param name="isDryRun">Only says what would happen.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null where the mail may leave now; otherwise the answer to the caller.</returns>
    /// <exception cref="ToolException">The day's count is used up, or the answer belongs to another question.</exception>
    public async Task<CallToolResult?> FindAnswerAsync(
        SendRequest request, NewMail mail, bool isDryRun, CancellationToken cancellationToken)
    {
        var facts = mail.Composed.ReadFacts(cancellationToken);
        RequireSame(mail.Composed.Recipients, facts.Recipients);
        var judgement = await policy.JudgeAsync(request, facts, mail.ThreadId, cancellationToken);
        return isDryRun
            ? DryRun.Answer(
                mail.Composed, facts, judgement, WhatWouldHappen(judgement, isDraft: false), mail.HoldsOthersText ? fence : null, cancellationToken)
            : await FindAnswerAsync(
                facts, mail.ThreadId, draftId: null, judgement, () => SaveAsync(request, judgement, cancellationToken), cancellationToken);
    }

    /// <summary>For a draft that is to be sent, as Gmail holds it now.</summary>
    /// <param name="request">How it would be sent.</param>
    /// <param name="raw">The draft's MIME, read again for this.</param>
    /// <param name="draftId">The draft, which stays where it is not sent.</param>
    /// <param name="threadId">The thread it answers; null where it begins one.</param>
    /// <param name="isDryRun">Only says what would happen.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <inheritdoc cref="FindAnswerAsync(SendRequest, NewMail, bool, CancellationToken)" path="/returns"/>
    /// <inheritdoc cref="FindAnswerAsync(SendRequest, NewMail, bool, CancellationToken)" path="/exception"/>
    public async Task<CallToolResult?> FindAnswerForDraftAsync(
        SendRequest request, byte[] raw, string draftId, string? threadId, bool isDryRun, CancellationToken cancellationToken)
    {
        var facts = MailFacts.Read(raw, cancellationToken);
        var judgement = await policy.JudgeAsync(request, facts, threadId, cancellationToken);
        return isDryRun
            ? DryRun.Answer(raw, facts, judgement, WhatWouldHappen(judgement, isDraft: true), fence)
            : await FindAnswerAsync(facts, threadId, draftId, judgement, () => Task.FromResult(StaysDraft(judgement, draftId)), cancellationToken);
    }

    private async Task<CallToolResult?> FindAnswerAsync(
        MailFacts facts,
        string? threadId,
        string? draftId,
        SendJudgement judgement,
        Func<Task<CallToolResult>> hold,
        CancellationToken cancellationToken)
    {
        if (judgement.Refusal is { } refusal)
        {
            return NotSent(refusal, draftId);
        }

        if (judgement.Asks || question.WasAsked)
        {
            var message = MailQuestion.Of(facts, judgement.Account, judgement.NewAddresses);
            switch (question.Ask(new ConfirmationRequest(judgement.Account, message, DigestOf(facts, threadId, draftId))))
            {
                case PersonAnswer.Declined:
                    return NotSent("The person declined. Do not send it another way; ask what is wanted instead.", draftId);
                case PersonAnswer.CannotBeAsked when settings.Asks == ConfirmMode.Always:
                    return NotSent(
                        "This server runs with --confirm always, and this client cannot ask the person. Use a client with elicitation; "
                        + "only the operator can change the flag.",
                        draftId);
                case PersonAnswer.CannotBeAsked when handed.WasHanded(call.OwnerKey):
                    return await hold();
                default:
                    break;
            }
        }

        await permission.TakeAsync(judgement.Account, CappedAct.Send, 1, cancellationToken);
        _counted = judgement.Account;
        return null;
    }

    /// <summary>The mail that this call was permitted did not leave: it counts no longer.</summary>
    public async Task GiveBackAsync()
    {
        if (_counted is { } account)
        {
            _counted = null;
            await permission.GiveBackAsync(account, CappedAct.Send, 1);
        }
    }

    // What composing says and what its MIME says must be the same people: the person decides by the one, Gmail sends by the other.
    private static void RequireSame(IEnumerable<MailAddress> meant, IEnumerable<MailAddress> written)
    {
        if (!meant.Select(person => person.Address).Order(StringComparer.Ordinal)
            .SequenceEqual(written.Select(person => person.Address).Order(StringComparer.Ordinal)))
        {
            throw new ToolException(
                "The email was not sent: its headers would name other recipients than the arguments. This is a defect of the server; "
                + "write the addresses without display names and try again.");
        }
    }

    private static byte[] DigestOf(MailFacts facts, string? threadId, string? draftId) =>
        SHA256.HashData([.. facts.Digest, .. Encoding.UTF8.GetBytes($"{threadId}\n{draftId}")]);

    private async Task<CallToolResult> SaveAsync(SendRequest request, SendJudgement judgement, CancellationToken cancellationToken)
    {
        try
        {
            var draft = await saver.SaveAsync(request, cancellationToken);
            var undo = draft is { Id: { } draftId, MessageId: { } messageId, IsReplayed: false }
                ? await undoable.NoteAsync(
                    call.Tool?.Name ?? "",
                    new UndoStep { RemoveDraft = new DraftState { DraftId = draftId, MessageId = messageId } },
                    cancellationToken)
                : null;
            return StaysDraft(judgement, draft.Id, undo, draft.IsReplayed);
        }
        catch (GmailException exception) when (exception.WasAmbiguous && ChangedFileException.In(exception) is null)
        {
            return NotSent(
                $"{Strangers(judgement)} It was to be saved as a draft instead: {exception.Message}, and whether that was done is not "
                + "known. The same call again finds it or makes it.",
                draftId: null);
        }
    }

    private static CallToolResult StaysDraft(
        SendJudgement judgement, string? draftId, UndoNote? undo = null, bool isReplayed = false) => NotSent(
        $"{Strangers(judgement)} It is draft {draftId}{(isReplayed ? ", which an earlier call saved (replayed)" : "")}: the person can send it in Gmail, or from a client that can ask him. Only the "
        + "operator can let such mail leave unasked (--confirm never, or --allow-to for the only addresses that may get mail).",
        draftId,
        undo,
        isReplayed);

    private static string Strangers(SendJudgement judgement) =>
        $"The person never wrote to {string.Join(", ", judgement.NewAddresses)}, mail was read within the last hour, and this client "
        + "cannot ask him.";

    private string WhatWouldHappen(SendJudgement judgement, bool isDraft)
    {
        if (judgement.Refusal is { } refusal)
        {
            return $"It would be refused: {refusal}";
        }

        var strangers = judgement.NewAddresses.Count > 0 ? $" (he never wrote to {string.Join(", ", judgement.NewAddresses)})" : "";
        return !judgement.Asks ? "It would be sent without asking the person."
            : question.CanAsk ? $"The person would be asked first{strangers}."
            : settings.Asks == ConfirmMode.Always ? "It would be refused: --confirm always, and this client cannot ask the person."
            : !handed.WasHanded(call.OwnerKey) ? "It would be sent: this client cannot ask the person, and no mail was read within the last hour."
            : $"It would {(isDraft ? "stay" : "be saved as")} a draft: this client cannot ask the person{strangers}, and mail was read "
                + "within the last hour.";
    }

    private static CallToolResult NotSent(string reason, string? draftId, UndoNote? undo = null, bool isReplayed = false)
    {
        var result = new SendResult
        {
            State = SendState.NotSent,
            DraftId = draftId,
            Reason = reason,
            UndoId = undo?.Id,
            Replayed = isReplayed ? true : null,
        };
        var answer = ToolResults.Of(
            $"Error: The email was not sent (not_sent): {reason}", result, SendingToolsJson.Default.SendResult, undo?.Text);
        answer.IsError = true;
        return answer;
    }
}
