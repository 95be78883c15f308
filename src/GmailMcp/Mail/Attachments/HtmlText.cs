using GmailMcp.Mail.Html;

namespace GmailMcp.Mail.Attachments;

/// <summary>The text of an HTML file, read as a mail's HTML is.</summary>
internal static class HtmlText
{
    public static AttachmentReading Read(byte[] content)
    {
        var reading = HtmlToMarkdown.Convert(PlainTextFile.Decode(content).Text);
        return new AttachmentReading { Text = reading.Markdown, Notes = [.. HtmlNoteText.For(reading.Notes)] };
    }
}
