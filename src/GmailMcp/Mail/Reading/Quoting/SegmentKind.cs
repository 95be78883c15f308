namespace GmailMcp.Mail.Reading.Quoting;

internal enum SegmentKind
{
    /// <summary>What the writer wrote, or hands on.</summary>
    Text,

    /// <summary>Quoted lines; with an answer below, a short quote stays.</summary>
    Quote,

    /// <summary>An earlier mail, to the end.</summary>
    History,

    Signature,
}
