using Gmail.Messages;

namespace GmailMcp.Mail.Reading.Provenance;

/// <summary>Compares what a mail says of its sender with what can be known.</summary>
internal sealed record SenderCheck
{
    public required AuthenticationVerdicts Verdicts { get; init; }

    /// <summary>Answers would go to another domain than the mail came from. Newsletters do that too.</summary>
    public required bool RepliesGoElsewhere { get; init; }

    /// <summary>The name shown looks like an address, and it is another one than the mail came from.</summary>
    public required bool NameShowsAnotherAddress { get; init; }

    /// <summary>The From line names nobody, or several.</summary>
    public required bool HasNoSingleSender { get; init; }

    public bool IsBad => Verdicts.IsBad || NameShowsAnotherAddress || (RepliesGoElsewhere && Verdicts.Dmarc != "pass");

    /// <param name="message">With its headers.</param>
    /// <param name="headers">The same, read.</param>
    public static SenderCheck Of(Message message, ReadableHeaders headers)
    {
        var from = headers.FromAddresses;
        var domain = from.Count == 1 ? DomainOf(from[0].Address) : null;
        return new SenderCheck
        {
            Verdicts = AuthenticationResults.Read(message.Payload?.Headers),
            RepliesGoElsewhere = domain is not null
                && headers.ReplyToAddresses.Any(reply => DomainOf(reply.Address) is { } other && !AreKin(domain, other)),
            NameShowsAnotherAddress = from.Any(sender =>
                AddressIn(sender.Name) is { } shown && !shown.Equals(sender.Address, StringComparison.OrdinalIgnoreCase)),
            HasNoSingleSender = from.Count != 1,
        };
    }

    private static string? DomainOf(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 0 || at == address.Length - 1 ? null : address[(at + 1)..].ToLowerInvariant();
    }

    // The same domain, or one below the other: news.shop.example answers for shop.example.
    private static bool AreKin(string one, string other) =>
        one == other
        || one.EndsWith("." + other, StringComparison.Ordinal)
        || other.EndsWith("." + one, StringComparison.Ordinal);

    private static string? AddressIn(string? name)
    {
        foreach (var word in (name ?? "").Split([' ', '\t', '(', ')', '<', '>', '[', ']', '"', '\'', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            var at = word.IndexOf('@', StringComparison.Ordinal);
            if (at > 0 && word.IndexOf('.', at) > at + 1 && word[^1] != '.')
            {
                return word;
            }
        }

        return null;
    }
}
