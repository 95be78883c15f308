using System.Xml;

namespace GmailMcp.Mail.Attachments;

/// <summary>Bytes of a file → its text, for every kind that is read in this process. PDF is not: see
/// <see cref="PdfText"/>.</summary>
internal static class AttachmentText
{
    /// <summary>Past this a file is not read at all: Gmail takes no more in a mail.</summary>
    public const int MostBytes = 25 * 1024 * 1024;

    /// <param name="kind">From <see cref="AttachmentKinds"/>.</param>
    /// <param name="content">The whole file.</param>
    /// <param name="pages">The slides wanted, as <c>1-3,7</c>; null for all.</param>
    /// <param name="sheet">The sheet wanted, by name or number; null for all.</param>
    /// <exception cref="UnreadableException">It is damaged, protected, too large or of no kind that has text; the
    /// message says which.</exception>
    public static AttachmentReading Read(AttachmentKind kind, byte[] content, string? pages = null, string? sheet = null)
    {
        try
        {
            return kind switch
            {
                AttachmentKind.PlainText => PlainTextFile.Read(content),
                AttachmentKind.Html => HtmlText.Read(content),
                AttachmentKind.Calendar => CalendarText.Read(content),
                AttachmentKind.Mail => MailFileText.Read(content),
                AttachmentKind.Word => WordText.Read(content),
                AttachmentKind.Spreadsheet => SpreadsheetText.Read(content, sheet),
                AttachmentKind.Slides => SlidesText.Read(content, PageRange.Parse(pages)),
                AttachmentKind.OpenDocument => OpenDocumentText.Read(content, PageRange.Parse(pages), sheet),
                AttachmentKind.Zip => ZipListing.Read(content),
                AttachmentKind.EncryptedOffice => throw new UnreadableException("It is protected by a password."),
                AttachmentKind.OldOffice => throw new UnreadableException(
                    "It is in a format of Office before 2007, which is not read here."),
                _ => throw new UnreadableException("It is of no kind that has text."),
            };
        }
        catch (Exception damaged) when (IsDamage(damaged))
        {
            throw new UnreadableException("It is damaged, or not what it says it is.", damaged);
        }
    }

    /// <summary>What the parsers throw for a file that is not as it should be.</summary>
    public static bool IsDamage(Exception exception) => exception is XmlException or InvalidDataException or IOException
        or FormatException or OverflowException or ArgumentException or NotSupportedException;
}
