using GmailMcp.Mail;
using GmailMcp.Mail.Composing;
using GmailMcp.Mailbox;
using GmailMcp.Outbox;
using GmailMcp.Policy;

namespace GmailMcp.Tools.Sending;

/// <summary>Holds a mail against the operator's policy: may it go to these people, and is the person asked first.</summary>
internal sealed class SendPolicy(CurrentCall call, PolicySettings settings, RecipientPolicy recipients, Correspondents correspondents)
{
    /// <param name="request">How it would be sent.</param>
    /// <param name="mail">The mail, read from its MIME.</param>
    /// <param name="threadId">The thread it answers; null for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<SendJudgement> JudgeAsync(
        SendRequest request, MailFacts mail, string? threadId, CancellationToken cancellationToken)
    {
        var (gmail, account) = (request.Gmail, request.Address);
        if (mail.UnreadableFields is [var field, ..])
        {
            return Refuse(account, $"What stands in {field} holds no address that can be read, so nobody can say who would get it.");
        }

        var everyone = mail.Recipients.Select(person => person.Address).DistinctBy(CanonicalAddress.Of).ToList();
        var needsThread = recipients.AsksForThread || settings.Asks == ConfirmMode.Auto;
        var thread = threadId is null || !needsThread
            ? null
            : await Correspondents.InThreadAsync(gmail, threadId, cancellationToken);
        var known = new HashSet<string>(thread ?? new HashSet<string>(), StringComparer.Ordinal) { CanonicalAddress.Of(account) };
        foreach (var address in everyone)
        {
            if (RecipientWords.WhyNot(recipients, address, thread is null ? null : known) is { } why)
            {
                return Refuse(account, why);
            }
        }

        if (settings.Asks != ConfirmMode.Auto)
        {
            return new SendJudgement(account, Refusal: null, settings.Asks == ConfirmMode.Always, []);
        }

        var strangers = everyone.Where(address => !known.Contains(CanonicalAddress.Of(address)) && !recipients.IsListed(address));
        var isNew = await correspondents.FindNewAsync(gmail, call.OwnerKey, account, strangers, cancellationToken);
        return new SendJudgement(account, Refusal: null, isNew.Count > 0, isNew);
    }

    private static SendJudgement Refuse(string account, string why) => new(account, why, Asks: false, []);
}
