using Gmail;
using Gmail.Settings;
using GmailMcp.Mail;

namespace GmailMcp.Mailbox;

/// <summary>The addresses of the person whose mailbox it is.</summary>
/// <param name="Primary">The one that he signs in with.</param>
/// <param name="Aliases">The others that he may send from, with the names they carry.</param>
internal sealed record OwnAddresses(string Primary, IReadOnlyList<MailAddress> Aliases)
{
    private static readonly string[] GmailDomains = ["gmail.com", "googlemail.com"];

    /// <summary>Asks Gmail.</summary>
    /// <param name="gmail">The mailbox.</param>
    /// <param name="primary">Its address.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <remarks>users.settings.sendAs.list, 1 quota unit.</remarks>
    public static async Task<OwnAddresses> FindAsync(GmailClient gmail, string primary, CancellationToken cancellationToken)
    {
        IReadOnlyList<SendAs> all = [];
        try
        {
            all = await gmail.Settings.SendAs.ListAsync(cancellationToken);
        }
        catch (GmailException exception) when (exception.Kind == GmailErrorKind.InsufficientScope)
        {
            // A sign-in that may not see the settings: then only the address itself is known.
        }

        return new OwnAddresses(
            primary,
            [.. all.Where(one => one is { IsPrimary: not true, VerificationStatus: VerificationStatus.Accepted, SendAsEmail: not null })
                .Select(one => new MailAddress(one.DisplayName ?? "", one.SendAsEmail!))]); // not null: just asked
    }

    /// <summary>Whether mail to this address comes to this person, plus-addresses (me+shop@) and Gmail's dots included.</summary>
    public bool Has(string address)
    {
        var canonical = Canonical(address);
        return canonical == Canonical(Primary) || Aliases.Any(alias => canonical == Canonical(alias.Address));
    }

    /// <summary>The alias that a mail came to, which its answer should come from; null where it came to the main address.</summary>
    public MailAddress? AliasAmong(IEnumerable<MailAddress> recipients)
    {
        var reached = recipients.Select(recipient => Canonical(recipient.Address)).ToHashSet(StringComparer.Ordinal);
        return reached.Contains(Canonical(Primary)) ? null : Aliases.FirstOrDefault(alias => reached.Contains(Canonical(alias.Address)));
    }

    // https://support.google.com/mail/answer/7436150: dots do not matter in gmail.com addresses.
    private static string Canonical(string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 0)
        {
            return address.ToLowerInvariant();
        }

        var (local, domain) = (address[..at].ToLowerInvariant(), address[(at + 1)..].ToLowerInvariant());
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        local = plus > 0 ? local[..plus] : local;
        return GmailDomains.Contains(domain)
            ? $"{local.Replace(".", "", StringComparison.Ordinal)}@{GmailDomains[0]}"
            : $"{local}@{domain}";
    }
}
