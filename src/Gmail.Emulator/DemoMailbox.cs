using Gmail.Emulator.Demo;

namespace Gmail.Emulator;

/// <summary>
/// The mailbox of the demo: about 200 messages of the last three months of Robin Field, who does not exist, nor does
/// anyone who writes to him: every address is under a domain reserved for examples (RFC 2606).
/// </summary>
public static class DemoMailbox
{
    public const string EmailAddress = "robin.field@example.com";

    public const string DisplayName = "Robin Field";

    /// <summary>The start that tests use: a Friday afternoon.</summary>
    public static DateTimeOffset PinnedNow { get; } = new(2026, 11, 20, 17, 0, 0, TimeSpan.Zero);

    /// <summary>The user labels, parents first.</summary>
    public static IReadOnlyList<string> LabelNames { get; } =
    [
        "Club", "Family", "Home", "Home/Flat", "Newsletters", "Receipts", "To Reply", "Travel", "Travel/Lisbon", "Work",
        "Work/Admin", "Work/Footbridge",
    ];

    /// <summary>Every message, oldest first, dated so that the newest came in just before
    /// <paramref name="now"/>.</summary>
    public static IReadOnlyList<DemoMessage> Messages(DateTimeOffset now)
    {
        DemoMail[] mails =
        [
            .. Footbridge.Mails(), .. FootbridgeLater.Mails(), .. Lisbon.Mails(), .. FlatHunt.Mails(),
            .. ClimbingClub.Mails(), .. Newsletters.Mails(), .. Offers.Mails(), .. Receipts.Mails(),
            .. Deliveries.Mails(), .. Invitations.Mails(), .. Machines.Mails(), .. World.Mails(),
            .. Junk.Mails(), .. Traps.Mails(), .. Family.Mails(),
        ];
        var builder = new DemoBuilder(now, mails.ToDictionary(mail => mail.Key));
        return
        [
            .. mails.Select(builder.Build)
                .OrderBy(message => message.ReceivedAt).ThenBy(message => message.Key, StringComparer.Ordinal),
        ];
    }
}
