using GmailMcp.Mail;

namespace GmailMcp.Policy;

/// <summary>To whom mail may go: a deny list beats an allow list, and every allow list must have the address.</summary>
internal sealed class RecipientPolicy(PolicySettings settings)
{
    /// <summary>Whether <see cref="Judge"/> needs to know the thread.</summary>
    public bool AsksForThread => settings.IsThreadOnly;

    /// <param name="address">As it stands in the mail.</param>
    /// <param name="thread">The people in the thread answered and the account itself, canonical; null where there is no thread.</param>
    /// <returns>The verdict, and the entry of the list that decided it where there is one.</returns>
    public (RecipientVerdict Verdict, string? Entry) Judge(string address, IReadOnlySet<string>? thread)
    {
        var canonical = CanonicalAddress.Of(address);
        if (settings.Denied.FirstOrDefault(entry => entry.Matches(canonical)) is { } denied)
        {
            return (RecipientVerdict.Denied, denied.Text);
        }

        if (settings.Allowed.Any(list => !list.Any(entry => entry.Matches(canonical))))
        {
            return (RecipientVerdict.NotListed, null);
        }

        return settings.IsThreadOnly && thread?.Contains(canonical) is not true
            ? (RecipientVerdict.OutsideThread, null)
            : (RecipientVerdict.Allowed, null);
    }

    /// <summary>Whether the operator named the address himself, so that nobody needs to be asked about it.</summary>
    public bool IsListed(string address)
    {
        var canonical = CanonicalAddress.Of(address);
        return settings.Allowed.Count > 0 && settings.Allowed.All(list => list.Any(entry => entry.Matches(canonical)));
    }
}
