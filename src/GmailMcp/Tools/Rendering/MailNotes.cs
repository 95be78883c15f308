using GmailMcp.Mail.Html;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Tools.Rendering;

/// <summary>What a reader should know of a mail's text beside its words, in sentences of the server's own.</summary>
internal static class MailNotes
{
    /// <summary>What could not be shown as it was written; null for nothing.</summary>
    public static IReadOnlyList<string>? Of(ReadableMessage mail, MailText text, params IEnumerable<string?> more)
    {
        List<string> notes =
        [
            .. ReadingNoteText.For(mail.Notes) ?? [],
            .. HtmlNoteText.For(text.HtmlNotes),
            .. more.OfType<string>(),
        ];
        return notes.Count == 0 ? null : notes;
    }

    /// <summary>What was left out because nobody sees it; null for nothing.</summary>
    public static string? Hidden(MailText text) => text.HiddenCharacters > 0
        ? $"{text.HiddenCharacters} characters that the mail hides from its reader were left out."
        : null;
}
