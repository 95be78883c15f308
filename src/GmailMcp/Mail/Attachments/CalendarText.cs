namespace GmailMcp.Mail.Attachments;

/// <summary>The text of an iCalendar file: the one place where attachments meet the calendar reader.</summary>
internal static class CalendarText
{
    public static AttachmentReading Read(byte[] content) => PlainTextFile.Read(content);
}
