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
}
