using GmailMcp.Mail.Reading.Provenance;

namespace GmailMcp.Tools.Rendering;

/// <summary>One line for a mail whose sender must not be taken for granted; nothing of the mail is in it.</summary>
internal static class SenderWarning
{
    /// <summary>Null where there is nothing to warn of.</summary>
    public static string? For(SenderCheck check)
    {
        if (!check.IsBad)
        {
            return null;
        }

        var reasons = new List<string>();
        if (check.Verdicts.IsBad)
        {
            reasons.Add("Gmail could not confirm that it comes from the domain shown "
                + $"(SPF {check.Verdicts.Spf ?? "unknown"}, DKIM {check.Verdicts.Dkim ?? "unknown"}, DMARC {check.Verdicts.Dmarc ?? "unknown"})");
        }

        if (check.NameShowsAnotherAddress)
        {
            reasons.Add("the sender's name shows another address than the mail came from");
        }

        if (check.RepliesGoElsewhere)
        {
            reasons.Add("answers would go to another domain");
        }

        return $"Warning: {string.Join("; ", reasons)}.";
    }
}
