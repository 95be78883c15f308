using System.Diagnostics.CodeAnalysis;
using System.Text;
using MimeKit;

namespace GmailMcp.Mail;

/// <summary>Reads address headers that others wrote, in every state they come in. For addresses that we are about to
/// write to, use <c>Composing.Recipient</c>, which accepts no doubt.</summary>
internal static class AddressHeader
{
    /// <summary>Nobody's address list is longer; a header that is only serves to keep the parser busy.</summary>
    private const int MaxLengthInChars = 256 * 1024;

    private static readonly ParserOptions Tolerant = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Loose,
        AllowAddressesWithoutDomain = true,
        AllowUnquotedCommasInAddresses = true,
    };

    /// <summary>The mailboxes in one header value, in order, those inside groups too; what cannot be read is left
    /// out.</summary>
    /// <param name="value">The value as the header has it: encoded words must not be decoded before, because a decoded
    /// name may hold a comma or an angle bracket and would then become another address.</param>
    public static IReadOnlyList<MailAddress> Parse(string? value)
    {
        if (ParseList(value) is not { } list)
        {
            return [];
        }

        var addresses = new List<MailAddress>(list.Count);
        foreach (var mailbox in list.Mailboxes)
        {
            if (mailbox.Address.Length > 0)
            {
                addresses.Add(FromMailbox(mailbox));
            }
        }

        return addresses;
    }

    /// <summary>The pieces of a header value that <see cref="Parse"/> leaves out, as they stand there.</summary>
    public static IReadOnlyList<string> Unread(string? value) =>
        string.IsNullOrWhiteSpace(value) || value.Length > MaxLengthInChars || TryParse(value, out _)
            ? []
            : [.. Pieces(value).Where(piece => !string.IsNullOrWhiteSpace(piece) && !TryParse(piece, out _))
                .Select(HeaderValue.OneLine)];

    /// <summary>The header as text for a reader. A value without encoded words stays as its sender wrote it; one with
    /// them is decoded name by name, so that a name cannot pose as an address.</summary>
    public static string ToText(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return "";
        }

        if (!value.Contains("=?", StringComparison.Ordinal))
        {
            return HeaderValue.OneLine(value);
        }

        return ParseList(value) is { Count: > 0 } list ? Format(list) : HeaderValue.Decode(value);
    }

    private static InternetAddressList? ParseList(string? value)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Length > MaxLengthInChars)
        {
            return null;
        }

        return TryParse(value, out var list) ? list : ParsePieces(value);
    }

    private static bool TryParse(string value, [NotNullWhen(true)] out InternetAddressList? list) =>
        InternetAddressList.TryParse(Tolerant, Encoding.UTF8.GetBytes(value), out list);

    // One address that cannot be read must not cost the others.
    private static InternetAddressList? ParsePieces(string value)
    {
        var all = new InternetAddressList();
        foreach (var piece in Pieces(value))
        {
            if (TryParse(piece, out var some))
            {
                all.AddRange(some);
            }
        }

        return all.Count > 0 ? all : null;
    }

    // Between the commas that are in no quotes and no angle brackets.
    private static IEnumerable<string> Pieces(string value)
    {
        var (start, isQuoted, isAngled) = (0, false, false);
        for (var i = 0; i < value.Length; i++)
        {
            switch (value[i])
            {
                case '\\' when isQuoted:
                    i++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '<' or '>' when !isQuoted:
                    isAngled = value[i] == '<';
                    break;
                case ',' when !isQuoted && !isAngled:
                    yield return value[start..i];
                    start = i + 1;
                    break;
            }
        }

        yield return value[start..];
    }

    private static string Format(IEnumerable<InternetAddress> addresses) =>
        string.Join(", ", addresses.Select(address => address switch
        {
            MailboxAddress mailbox => FromMailbox(mailbox).ToString(),
            GroupAddress group => $"{HeaderValue.OneLine(group.Name)}: {Format(group.Members)};",
            _ => HeaderValue.OneLine(address.ToString()),
        }));

    private static MailAddress FromMailbox(MailboxAddress mailbox) =>
        new(HeaderValue.OneLine(mailbox.Name), HeaderValue.OneLine(mailbox.Address));
}
