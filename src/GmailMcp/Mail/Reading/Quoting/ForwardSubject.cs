namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>Subjects that say that a mail is handed on.</summary>
internal static class ForwardSubject
{
    private static readonly string[] Prefixes =
        ["fw", "fwd", "wg", "tr", "rv", "enc", "i", "doorst", "pd", "vb", "vl", "転送", "转发", "轉寄", "전달"];

    /// <summary>Looks at the first prefix only: "Re: Fwd: keys" answers a mail that was handed on.</summary>
    public static bool Is(string subject)
    {
        var colon = subject.AsSpan(0, Math.Min(subject.Length, 12)).IndexOfAny(':', '：');
        return colon > 0 && Array.Exists(
            Prefixes, prefix => subject.AsSpan(0, colon).Trim().Equals(prefix, StringComparison.OrdinalIgnoreCase));
    }
}
