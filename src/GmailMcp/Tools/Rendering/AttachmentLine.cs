using GmailMcp.Mail.Html;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Tools.Rendering;

/// <summary>How attachments are listed.</summary>
internal static class AttachmentLine
{
    public static AttachmentRecord ToRecord(ReadableAttachment attachment) => new()
    {
        PartId = attachment.PartId,
        FileName = ShownHeader.InList(InvisibleText.Visible(attachment.FileName)),
        MimeType = attachment.MimeType,
        Size = attachment.SizeInBytes,
        Inline = attachment.IsInline,
    };

    // The ID is the part id: Gmail's own ids are 350 to 600 characters long and die with the next fetch.
    public static string Render(AttachmentRecord attachment) =>
        $"- {attachment.FileName} ({attachment.MimeType}, {RoundToKilobytes(attachment.Size)} KB, ID: {attachment.PartId})";

    // The old server's rounding: JavaScript's Math.round(size / 1024).
    private static long RoundToKilobytes(long bytes) => (long)Math.Floor((bytes / 1024.0) + 0.5);
}
