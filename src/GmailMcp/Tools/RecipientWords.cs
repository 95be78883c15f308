using GmailMcp.Policy;

namespace GmailMcp.Tools;

/// <summary>Why mail may not go to an address: the address, the rule, and who can change it.</summary>
internal static class RecipientWords
{
    /// <param name="policy">The operator's lists.</param>
    /// <param name="address">Where mail would go.</param>
    /// <param name="thread">The people in the thread answered, canonical; null where there is none.</param>
    /// <returns>Null where it may.</returns>
    public static string? WhyNot(RecipientPolicy policy, string address, IReadOnlySet<string>? thread = null)
    {
        var (verdict, entry) = policy.Judge(address, thread);
        return verdict switch
        {
            RecipientVerdict.Allowed => null,
            RecipientVerdict.Denied => $"{address} may not get mail: the deny list has \"{entry}\". "
                + "Only the operator can change that (--deny-to, or the policy file).",
            RecipientVerdict.NotListed => $"{address} may not get mail: it is not on the allow list. "
                + "Only the operator can change that (--allow-to, or the policy file).",
            _ => $"{address} may not get mail: this server sends only to people in the thread that is answered, and it is in none. "
                + "Answer a mail of its thread (threadId or inReplyTo); only the operator can change the rule (--thread-only, or the "
                + "policy file).",
        };
    }
}
