namespace GmailMcp.Mail.Html;

/// <summary>What a reader should know about how a body was read.</summary>
[Flags]
internal enum HtmlNotes
{
    None = 0,

    /// <summary>The body is larger than the limits: the end is missing.</summary>
    PartlyConverted = 1,

    /// <summary>Text that nobody would have seen was left out.</summary>
    HiddenTextRemoved = 2,

    /// <summary>The style sheets were too costly to apply in full: hidden text may have stayed.</summary>
    CssBudgetHit = 4,

    /// <summary>The markup could not be parsed in time: tags were stripped, hidden text may have stayed.</summary>
    PlainFallback = 8,
}
