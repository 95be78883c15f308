namespace GmailMcp.Mail.Reading;

/// <summary>What a section of a mail is.</summary>
internal enum SectionKind
{
    /// <summary>Text that the sender wrote.</summary>
    Body,

    /// <summary>A mail inside the mail: its headers and its first text.</summary>
    AttachedMessage,

    /// <summary>Whom a mail did not reach and why (RFC 3464), in our words.</summary>
    DeliveryReport,

    /// <summary>What became of a mail at its reader's (RFC 8098), in our words.</summary>
    ReadReceipt,

    /// <summary>A complaint about a mail (RFC 5965), in our words.</summary>
    AbuseReport,

    /// <summary>The mail that a report is about: its headers only.</summary>
    ReturnedMessage,

    /// <summary>A calendar invitation, in our words.</summary>
    Invitation,

    /// <summary>A sentence in place of text that only its recipient's key opens.</summary>
    Encrypted,
}
