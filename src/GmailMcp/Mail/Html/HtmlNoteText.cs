namespace GmailMcp.Mail.Html;

/// <summary>Words for how HTML was read.</summary>
internal static class HtmlNoteText
{
    private static readonly (HtmlNotes Note, string Text)[] Sentences =
    [
        (HtmlNotes.PartlyConverted, "The HTML is larger than what is read; the end is missing."),
        (HtmlNotes.CssBudgetHit, "The style sheets are too large to apply in full: text that nobody sees may be among this."),
        (HtmlNotes.PlainFallback, "The HTML could not be parsed in time; its tags were taken out: text that nobody sees may be among this."),
    ];

    /// <summary>A sentence for each; <see cref="HtmlNotes.HiddenTextRemoved"/> is said with its count by whoever has it.</summary>
    public static IEnumerable<string> For(HtmlNotes notes) =>
        Sentences.Where(entry => notes.HasFlag(entry.Note)).Select(entry => entry.Text);
}
