using System.Text;
using MimeKit;

namespace GmailMcp.Mail.Composing;

/// <summary>An attachment as a MIME part, in base64, which keeps every byte.</summary>
internal static class AttachmentPart
{
    private const string ArgumentName = "attachments";

    public static MimePart Build(OutgoingAttachment attachment)
    {
        HeaderText.Check(ArgumentName, attachment.FileName);
        HeaderText.Check(ArgumentName, attachment.MimeType);
        var fileName = attachment.FileName.Trim();
        if (fileName.Length == 0)
        {
            throw new ComposeException(ArgumentName, "An attachment has no file name.");
        }

        var disposition = new ContentDisposition(ContentDisposition.Attachment);
        disposition.Parameters.Add(Encoding.UTF8, "filename", fileName);
        var contentType = TypeOf(attachment);

        // Old Outlooks look for the name here only.
        contentType.Parameters.Add(Encoding.UTF8, "name", fileName);
        return new MimePart(contentType)
        {
            ContentDisposition = disposition,
            ContentTransferEncoding = ContentEncoding.Base64,
            Content = new MimeContent(new ReopeningStream(fileName, attachment.Open, attachment.LengthInBytes)),
        };
    }

    private static ContentType TypeOf(OutgoingAttachment attachment)
    {
        var stated = string.IsNullOrWhiteSpace(attachment.MimeType) ? Detect(attachment) : attachment.MimeType;
        if (!ContentType.TryParse(stated, out var contentType))
        {
            throw new ComposeException(
                ArgumentName,
                $"{attachment.FileName} has the MIME type {stated}, which is none; write one like image/png.");
        }

        // RFC 2045 §6.4 forbids base64 for these two, and only base64 keeps the file as it is.
        return contentType.MediaType.ToUpperInvariant() is "MESSAGE" or "MULTIPART"
            ? new ContentType("application", "octet-stream")
            : contentType;
    }

    private static string Detect(OutgoingAttachment attachment)
    {
        var byName = MimeTypes.FromFileName(attachment.FileName);
        if (byName != MimeTypes.Unknown)
        {
            return byName;
        }

        var start = new byte[MimeTypes.BytesLookedAt];
        using var content = attachment.Open();
        var read = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return MimeTypes.FromContent(start.AsSpan(0, read));
    }
}
