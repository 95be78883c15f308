using Gmail;
using Gmail.Settings;
using GmailMcp.Mail;
using GmailMcp.Mail.Composing;

namespace GmailMcp.Mailbox;

/// <summary>Who a mail says that it is from: one of the addresses that Gmail lets the person send from.</summary>
/// <param name="Address">With the name that it carries.</param>
/// <param name="Signature">What the person wrote in Gmail's settings to stand below, as HTML; null where there is none.</param>
internal sealed record SendIdentity(MailAddress Address, string? Signature)
{
    /// <summary>Asks Gmail for the addresses and takes the one meant.</summary>
    /// <param name="gmail">The mailbox.</param>
    /// <param name="from">An address, with or without a name; null for the one that new mail comes from.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <remarks>users.settings.sendAs.list, 1 quota unit.</remarks>
    /// <exception cref="ComposeException">It is no address, or none that the person may send from.</exception>
    public static async Task<SendIdentity> FindAsync(GmailClient gmail, string? from, CancellationToken cancellationToken)
    {
        var wanted = from is null ? null : Recipient.Parse("from", from);
        var all = await gmail.Settings.SendAs.ListAsync(cancellationToken);
        var allowed = all.Where(IsAllowed).ToList();
        var found = wanted is null
            ? allowed.Find(one => one.IsDefault == true) ?? allowed.Find(one => one.IsPrimary == true)
            : allowed.Find(one => InAscii(one).Equals(wanted.Address, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            var names = allowed.Count == 0 ? "none" : string.Join(", ", allowed.Select(InAscii));
            var waits = wanted is not null && all.Any(one => one.SendAsEmail?.Equals(wanted.Address, StringComparison.OrdinalIgnoreCase) == true);
            throw new ComposeException(
                "from",
                $"{(wanted is null ? "The account's own address was not found" : $"from is {wanted.Address}, which this account may not send from"
                    + (waits ? ": it is not verified yet" : ""))}. Nothing was written. Allowed: {names}. "
                + "More can be added in Gmail under Settings, Accounts, \"Send mail as\".");
        }

        var name = wanted is { Name.Length: > 0 } ? wanted.Name : found.DisplayName ?? "";
        return new SendIdentity(
            new MailAddress(name, InAscii(found)), string.IsNullOrWhiteSpace(found.Signature) ? null : found.Signature);
    }

    // The account's own address is never verified and needs not be.
    private static bool IsAllowed(SendAs one) =>
        !string.IsNullOrEmpty(one.SendAsEmail) && (one.IsPrimary == true || one.VerificationStatus == VerificationStatus.Accepted);

    private static string InAscii(SendAs one) => CanonicalAddress.InAscii(one.SendAsEmail!); // not null: only those allowed
}
