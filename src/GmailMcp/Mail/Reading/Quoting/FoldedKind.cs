namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>What a part of a mail is that a reader skips.</summary>
internal enum FoldedKind
{
    /// <summary>What was said before: quoted lines, or an earlier mail with its header lines.</summary>
    History,

    /// <summary>Name and address below a mail, a phone's "Sent from my …", a mailing list's footer.</summary>
    Signature,
}
