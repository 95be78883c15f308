using Gmail;
using Gmail.Messages;
using GmailMcp.Accounts;
using GmailMcp.Mail.Composing;
using GmailMcp.Mailbox;
using GmailMcp.Outbox;
using GmailMcp.Tools.Rendering;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tools.Sending;

/// <summary>The one way out: every tool that sends a mail of its own ends here, and its answer is made here.</summary>
internal sealed class Dispatch(
    Sender sender, SendPermission permission, MailboxProfile mailbox, CurrentCall call, HoldSetting hold, Fence fence)
{
    private const string ReplayNote = "It was sent before and not again: this is the answer to the first call (replayed). "
        + "To send the same mail twice on purpose, give an idempotencyKey that was not used.";

    /// <summary>Sends the mail once and answers what became of it.</summary>
    /// <param name="gmail">The mailbox it leaves from.</param>
    /// <param name="mail">The mail, composed.</param>
    /// <param name="options">How it is to leave.</param>
    /// <param name="cancellationToken">Obeyed until the send leaves.</param>
    public async Task<CallToolResult> SendAsync(
        GmailClient gmail, NewMail mail, SendOptions options, CancellationToken cancellationToken)
    {
        if (!mail.Composed.Recipients.Any())
        {
            throw new ToolException("The email has no recipient, so it was not sent. Give an address in to, cc or bcc.");
        }

        var request = await RequestAsync(gmail, mail.Composed.Digests, options, cancellationToken) with
        {
            Mime = mail.Content,
            ThreadId = mail.ThreadId,
        };
        if (!options.IsDryRun && await sender.FindDoneAsync(request, cancellationToken) is { } done)
        {
            return Answer(done, options.ToolName);
        }

        return await permission.FindAnswerAsync(request, mail, options.IsDryRun, cancellationToken)
            ?? Answer(await SendAsync(request, cancellationToken), options.ToolName, mail.Note(fence));
    }

    /// <summary>Sends a draft as it is in Gmail now, once.</summary>
    public async Task<CallToolResult> SendDraftAsync(
        GmailClient gmail, string draftId, SendOptions options, CancellationToken cancellationToken)
    {
        var draft = await gmail.Drafts.GetAsync(draftId, MessageFormat.Raw, cancellationToken: cancellationToken);
        if (draft.Message?.Raw is not { } encoded || Base64Url.Decode(encoded) is not { } raw || MailDigests.OfRaw(raw) is not { } digests)
        {
            throw new ToolException($"Gmail's draft {draftId} could not be read as a mail, so it was not sent. Send it in Gmail.");
        }

        if (digests.HasNobody)
        {
            throw new ToolException($"Draft {draftId} has no recipient, so it was not sent. Give it one with update_draft.");
        }

        var request = await RequestAsync(gmail, digests, options, cancellationToken) with
        {
            Draft = new KeptDraft(draftId, draft.Message.Id, draft.Message.ThreadId),
        };
        if (!options.IsDryRun && await sender.FindDoneAsync(request, cancellationToken) is { } done)
        {
            return Answer(done, options.ToolName);
        }

        var answer = await permission.FindAnswerForDraftAsync(
            request, raw, draftId, digests.IsAnswer ? draft.Message.ThreadId : null, options.IsDryRun, cancellationToken);
        return answer ?? Answer(await SendAsync(request, cancellationToken), options.ToolName);
    }

    // What did not leave by this call is not counted for it.
    private async Task<SendOutcome> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        var outcome = await sender.SendAsync(request, cancellationToken);
        if (outcome.State == SendState.NotSent || outcome.IsReplayed)
        {
            await permission.GiveBackAsync();
        }

        return outcome;
    }

    private async Task<SendRequest> RequestAsync(
        GmailClient gmail, MailDigests digests, SendOptions options, CancellationToken cancellationToken)
    {
        var hold = Hold(options);
        var profile = await mailbox.ReadAsync(cancellationToken);
        return new SendRequest
        {
            Gmail = gmail,
            Owner = call.Caller.Owner ?? Owner.Local,
            Address = Permission.AddressIn(profile),
            HistoryId = profile.HistoryId,
            Digests = digests,
            IdempotencyKey = options.IdempotencyKey,
            Hold = hold,
        };
    }

    // Whoever asks may only wait longer than the operator says.
    private TimeSpan Hold(SendOptions options) => options.HoldSeconds is < 0 or > HoldSetting.MaxSeconds
        ? throw new ToolException($"hold is {options.HoldSeconds}; it takes 0 to {HoldSetting.MaxSeconds} seconds. Nothing was sent.")
        : TimeSpan.FromSeconds(Math.Max(options.HoldSeconds ?? 0, hold.Seconds));

    private static CallToolResult Answer(SendOutcome outcome, string toolName, string? note = null)
    {
        var result = SendResult.Of(outcome);
        var answer = ToolResults.Of(
            Render(result, toolName),
            result,
            SendingToolsJson.Default.SendResult,
            outcome is { IsReplayed: true, State: SendState.Sent } ? ReplayNote : null,
            outcome.LeftHeld.Count == 0 ? null : "Held earlier and not sent, because the server ended before their time; still drafts: "
                + string.Join(", ", outcome.LeftHeld) + ".",
            note);
        answer.IsError = result.State is SendState.Sent or SendState.Held ? null : true;
        return answer;
    }

    internal static string Render(SendResult result, string toolName) => result.State switch
    {
        SendState.Held => $"Email held as draft {result.DraftId}; it leaves at {result.LeavesAt:u} unless cancel_send stops it.",
        SendState.Sent => $"Email sent successfully with ID: {result.MessageId}",
        SendState.NotSent => $"Error: The email was not sent (not_sent): {result.Reason} It is kept as draft {result.DraftId}; "
            + $"calling {toolName} again with the same arguments sends that draft and makes no second one; so can the person in Gmail.",
        _ => $"Error: It is not known whether the email was sent (unknown): {result.Reason} Do not send it again before looking: "
            + $"search_emails with in:sent. Calling {toolName} again with the same arguments looks again and sends no second copy; "
            + "a new idempotencyKey would.",
    };
}
