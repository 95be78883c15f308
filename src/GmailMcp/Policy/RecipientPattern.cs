using GmailMcp.Mail;
using GmailMcp.Mail.Composing;

namespace GmailMcp.Policy;

/// <summary>One entry of an allow or deny list: an address, a domain (<c>example.com</c>, itself only), or the sub-domains of one
/// (<c>*.example.com</c>, not itself).</summary>
internal sealed class RecipientPattern
{
    private const string SubDomains = "*.";
    private const string SubDomain = "x."; // stands for one, so that *.gov is taken too

    private readonly string? _address;
    private readonly string _domain;
    private readonly bool _isSubDomains;

    private RecipientPattern(string text, string? address, string domain, bool isSubDomains)
    {
        Text = text;
        _address = address;
        _domain = domain;
        _isSubDomains = isSubDomains;
    }

    /// <summary>As the operator wrote it.</summary>
    public string Text { get; }

    /// <param name="text">The entry.</param>
    /// <param name="place">Where it stands, for the sentence about a wrong one.</param>
    /// <exception cref="PolicyException">It is neither an address nor a domain.</exception>
    public static RecipientPattern Parse(string text, string place)
    {
        var entry = text.Trim();
        var at = entry.LastIndexOf('@');
        if (at > 0)
        {
            var address = CanonicalAddress.Of(Read(entry, entry, place));
            return new RecipientPattern(entry, address, CanonicalAddress.DomainOf(address), isSubDomains: false);
        }

        var isSubDomains = entry.StartsWith(SubDomains, StringComparison.Ordinal);
        var domain = isSubDomains ? SubDomain + entry[SubDomains.Length..] : entry.TrimStart('@');
        var ascii = CanonicalAddress.DomainOf(Read("a@" + domain, entry, place));
        return new RecipientPattern(
            entry, address: null, isSubDomains ? ascii[SubDomain.Length..] : CanonicalAddress.SameDomain(ascii), isSubDomains);
    }

    /// <param name="canonicalAddress">As <see cref="CanonicalAddress.Of"/> makes it.</param>
    public bool Matches(string canonicalAddress)
    {
        if (_address is not null)
        {
            return _address == canonicalAddress;
        }

        var domain = CanonicalAddress.DomainOf(canonicalAddress);
        return _isSubDomains
            ? domain.Length > _domain.Length + 1 && domain.EndsWith("." + _domain, StringComparison.Ordinal)
            : domain == _domain;
    }

    private static string Read(string address, string entry, string place)
    {
        try
        {
            return Recipient.Parse(place, address) is { Name: "" } parsed
                ? parsed.Address
                : throw Wrong(entry, place, "It has a name before the address.");
        }
        catch (ComposeException exception)
        {
            throw Wrong(entry, place, exception.Message, exception);
        }
    }

    private static PolicyException Wrong(string entry, string place, string why, Exception? inner = null) => new(
        $"{place} has \"{entry}\", which is no address and no domain. Write anna@example.com, example.com or *.example.com. ({why})",
        inner);
}
