namespace GmailMcp.Mail.Reading.Provenance;

/// <summary>What Gmail found out about where a mail came from.</summary>
/// <param name="Spf">RFC 7208: whether the sending server may send for the envelope's domain; <c>pass</c>, <c>fail</c>, <c>softfail</c>,
/// <c>neutral</c>, <c>none</c>, <c>temperror</c> or <c>permerror</c>; null where Gmail did not say.</param>
/// <param name="Dkim">RFC 6376: whether a signature holds; <c>pass</c> if any does.</param>
/// <param name="Dmarc">RFC 7489: whether SPF or DKIM speak for the domain that the From line shows.</param>
/// <param name="DmarcDomain">The domain that DMARC was asked for.</param>
internal sealed record AuthenticationVerdicts(string? Spf, string? Dkim, string? Dmarc, string? DmarcDomain)
{
    public static AuthenticationVerdicts None { get; } = new(null, null, null, null);

    public bool IsKnown => Spf is not null || Dkim is not null || Dmarc is not null;

    /// <summary>Whether the From line must not be believed: DMARC failed, or there is no DMARC and neither SPF nor DKIM
    /// passed.</summary>
    public bool IsBad => Dmarc switch
    {
        "pass" => false,
        null or "none" or "bestguesspass" => IsKnown && Spf != "pass" && Dkim != "pass",
        _ => true,
    };
}
