namespace GmailMcp.Mail.Reading;

/// <summary>What a reader should know about how a message was read.</summary>
[Flags]
internal enum ReadingNotes
{
    None = 0,

    /// <summary>Parts nested deeper than <see cref="PartTree.MaxDepth"/> were left out.</summary>
    TooDeep = 1,

    /// <summary>Parts after the first <see cref="PartTree.MaxParts"/> were left out.</summary>
    TooManyParts = 2,

    /// <summary>Some bytes fitted no charset and are shown as U+FFFD.</summary>
    DamagedText = 4,

    /// <summary>The message has no text of its own; the body is that of a message attached to it.</summary>
    TextOfAttachedMessage = 8,

    /// <summary>The mail carries an S/MIME or PGP signature, which nobody has checked.</summary>
    SignatureNotChecked = 16,

    /// <summary>Some of the mail only its recipient's key opens.</summary>
    Encrypted = 32,

    /// <summary>A winmail.dat or signed mail could not be opened and is left as a file.</summary>
    DamagedContainer = 64,

    /// <summary>A calendar invitation could not be read and is left as a file.</summary>
    DamagedInvitation = 128,

    /// <summary>Some text of the mail itself went beyond <see cref="PartTree.MaxTextInChars"/> and was left out.</summary>
    TooMuchText = 256,

    /// <summary>More than <see cref="PartTree.MaxFetches"/> parts would have to be fetched to be read.</summary>
    TooManyToFetch = 512,
}
