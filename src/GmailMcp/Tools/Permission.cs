using GmailMcp.Mailbox;
using GmailMcp.Policy;

namespace GmailMcp.Tools;

/// <summary>Whether what a tool is about to do may be done: asks the person where the policy says so, and takes it from the day's
/// count.</summary>
internal sealed class Permission(
    PersonQuestion question, PolicySettings policy, DailyCaps caps, MailboxProfile mailbox, CurrentCall call)
{
    /// <summary>Returns when the act may be done.</summary>
    /// <exception cref="ToolException">It may not.</exception>
    public async Task RequireAsync(PlannedAct act, CancellationToken cancellationToken)
    {
        var asks = policy.Asks switch
        {
            ConfirmMode.Never => false,
            ConfirmMode.Always => act.AsksUnderAuto || act.AsksUnderAlways,
            _ => act.AsksUnderAuto,
        };
        if (!asks && !question.WasAsked && act.Counts is null)
        {
            return;
        }

        var account = AddressIn(await mailbox.ReadAsync(cancellationToken));
        if (asks || question.WasAsked)
        {
            await AskAsync(account, act, cancellationToken);
        }

        if (act.Counts is { } counted)
        {
            await TakeAsync(account, counted, act.Count, cancellationToken);
        }
    }

    /// <summary>The address of the mailbox.</summary>
    /// <exception cref="ToolException">Gmail did not tell it.</exception>
    public static string AddressIn(Gmail.Users.Profile profile) =>
        profile.EmailAddress is { Length: > 0 } address
            ? address
            : throw new ToolException("Gmail did not say whose mailbox this is, so nothing was done. Try again later.");

    /// <summary>Takes an act from the day's count.</summary>
    /// <exception cref="ToolException">The count is used up, or cannot be kept.</exception>
    public async Task TakeAsync(string account, CappedAct act, int count, CancellationToken cancellationToken)
    {
        try
        {
            var lasts = call.Caller.Owner is { IsSession: false };
            if (await caps.TryTakeAsync(call.OwnerKey, account, lasts, act, count, cancellationToken) is { } reached)
            {
                throw new ToolException(Words(reached, account, count));
            }
        }
        catch (PolicyException exception)
        {
            throw new ToolException($"Nothing was done. {exception.Message}", exception);
        }
    }

    /// <summary>Gives back what was taken for an act that did not happen.</summary>
    public async Task GiveBackAsync(string account, CappedAct act, int count)
    {
        try
        {
            // Not the caller's token: a mail that did not leave is told whether he still waits or not.
            await caps.GiveBackAsync(
                call.OwnerKey, account, call.Caller.Owner is { IsSession: false }, act, count, CancellationToken.None);
        }
        catch (PolicyException)
        {
            // It stays counted, which allows less and not more.
        }
    }

    private async Task AskAsync(string account, PlannedAct act, CancellationToken cancellationToken)
    {
        var message = question.CanAsk && !question.WasAsked
            ? $"The assistant wants {act.What} in {account}.\n{await act.DescribeAsync(cancellationToken)}"
            : "";
        switch (question.Ask(new ConfirmationRequest(account, message, act.Digest)))
        {
            case PersonAnswer.Declined:
                throw new ToolException(
                    $"The person declined {act.What}. Nothing was done. Do not try it another way; ask what is wanted instead.");
            case PersonAnswer.CannotBeAsked when policy.Asks == ConfirmMode.Always:
                throw new ToolException(
                    $"This server runs with --confirm always, and this client cannot ask the person {act.What}. Nothing was done. "
                    + "Use a client with elicitation; only the operator can change the flag.");
            case PersonAnswer.CannotBeAsked when act.NeedsSomebody:
                throw new ToolException(
                    $"The person must agree {act.What}, and this client cannot ask him. Nothing was done. Use a client with "
                    + "elicitation; only the operator can allow it without a question (--confirm never).");
            default:
                return;
        }
    }

    private static string Words(CapReached reached, string account, int count)
    {
        var (what, flag) = reached.Act switch
        {
            CappedAct.Send => ("mails sent", "send"),
            CappedAct.Delete => ("messages deleted for good", "delete"),
            _ => ("filters created", "filter"),
        };
        return FormattableString.Invariant(
            $"The limit of {reached.Cap} {what} a day is in the way for {account}: {reached.Done} so far today, {count} more asked. ")
            + FormattableString.Invariant($"Nothing was done. It starts again at {reached.ResetsAt:yyyy-MM-dd HH:mm} UTC; ")
            + $"only the operator can raise it (--cap {flag}=N, or the policy file).";
    }
}
