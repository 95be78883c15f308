using GmailMcp.Mail.Reading.Calendar;

namespace GmailMcp.Mail.Attachments;

/// <summary>An iCalendar file: its first event in words, or the file as it is where it has none.</summary>
internal static class CalendarText
{
    public static AttachmentReading Read(byte[] content) =>
        InvitationReader.Read(PlainTextFile.Decode(content).Text) is { } invitation
            ? new AttachmentReading { Text = InvitationText.Render(invitation) }
            : PlainTextFile.Read(content);
}
