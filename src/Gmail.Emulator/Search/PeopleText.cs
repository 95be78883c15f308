using MimeKit;

namespace Gmail.Emulator.Search;

/// <summary>The people of one header field, ready to be searched.</summary>
internal sealed class PeopleText
{
    private readonly string[] _addresses;

    private PeopleText(string index, string[] addresses)
    {
        Index = index;
        _addresses = addresses;
    }

    /// <summary>Names and addresses as words.</summary>
    public string Index { get; }

    /// <param name="people">The parsed list.</param>
    /// <param name="header">The field as it was written, searched when nothing in it could be parsed.</param>
    public static PeopleText Of(IEnumerable<InternetAddress> people, string? header)
    {
        var mailboxes = people.SelectMany(Flat).ToList();
        return mailboxes.Count == 0
            ? new PeopleText(Words.Index(header), [])
            : new PeopleText(
                string.Concat(mailboxes.Select(mailbox => Words.Index(mailbox.Name) + Words.Index(mailbox.Address))),
                [.. mailboxes.Select(mailbox => mailbox.Address)]);
    }

    public static PeopleText Join(params ReadOnlySpan<PeopleText> all)
    {
        var index = "";
        var addresses = new List<string>();
        foreach (var people in all)
        {
            index += people.Index;
            addresses.AddRange(people._addresses);
        }

        return new PeopleText(index, [.. addresses]);
    }

    public bool HasAddress(string address) =>
        Array.Exists(_addresses, own => own.Equals(address, StringComparison.OrdinalIgnoreCase));

    public bool HasLocalPart(string localPart) =>
        Array.Exists(_addresses, own => own.StartsWith(localPart + "@", StringComparison.OrdinalIgnoreCase));

    /// <summary>Groups may hold groups; the parser bounds their depth (ParserOptions.MaxAddressGroupDepth).</summary>
    private static IEnumerable<MailboxAddress> Flat(InternetAddress address) => address switch
    {
        MailboxAddress mailbox => [mailbox],
        GroupAddress group => group.Members.SelectMany(Flat),
        _ => [],
    };
}
