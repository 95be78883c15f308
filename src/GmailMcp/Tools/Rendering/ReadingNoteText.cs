using GmailMcp.Mail.Reading;

namespace GmailMcp.Tools.Rendering;

/// <summary>Words for what happened while a message was read.</summary>
internal static class ReadingNoteText
{
    private static readonly (ReadingNotes Note, string Text)[] Sentences =
    [
        (ReadingNotes.TooDeep, "Parts nested more than 100 levels deep were left out."),
        (ReadingNotes.TooManyParts, "The mail has more than 1,000 parts; the rest was left out."),
        (ReadingNotes.DamagedText, "Some characters fit no charset and are shown as \uFFFD."),
        (ReadingNotes.TextOfAttachedMessage, "The mail has no text of its own; this is the text of the message attached to it."),
        (ReadingNotes.SignatureNotChecked, "The mail carries a signature (S/MIME or PGP), which was not checked."),
        (ReadingNotes.Encrypted, "Some of the mail is encrypted and can be read only with its recipient's key."),
        (ReadingNotes.DamagedContainer, "A part that holds a mail (winmail.dat or smime.p7m) is damaged; it is listed as a file."),
        (ReadingNotes.DamagedInvitation, "A calendar part could not be read; it is listed as a file."),
        (ReadingNotes.TooMuchText, "The mail's text is longer than 20 million characters; the rest was left out."),
        (ReadingNotes.TooManyToFetch, "More than 50 parts would have to be fetched to be read; the rest was left out."),
    ];

    /// <summary>A sentence for each note; null when there is none.</summary>
    public static IReadOnlyList<string>? For(ReadingNotes notes) =>
        notes == ReadingNotes.None ? null : [.. Sentences.Where(entry => notes.HasFlag(entry.Note)).Select(entry => entry.Text)];
}
