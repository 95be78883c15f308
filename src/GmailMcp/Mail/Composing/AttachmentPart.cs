using System.Text;
using MimeKit;

namespace GmailMcp.Mail.Composing;

/// <summary>An attachment as a MIME part, in base64, which keeps every byte.</summary>
internal static class AttachmentPart
{
    private const string ArgumentName = "attachments";

    public static FilePart Build(OutgoingAttachment attachment)
    {
        HeaderText.Check(ArgumentName, attachment.FileName);
        HeaderText.Check(ArgumentName, attachment.MimeType);
        var fileName = attachment.FileName.Trim();
        if (fileName.Length == 0)
        {
            throw new ComposeException(ArgumentName, "An attachment has no file name.");
        }

        var contentType = TypeOf(attachment);
        var part = new FilePart(contentType, new ReopeningStream(fileName, attachment.Open, attachment.LengthInBytes));

        // Old Outlooks look for the name in Content-Type only.
        SetFileName(part, new Header("Content-Type", contentType.MimeType), InOneLine(contentType), "name", fileName);
        var disposition = attachment.ContentId is null ? "attachment" : "inline";
        SetFileName(part, new Header("Content-Disposition", disposition), disposition, "filename", fileName);
        if (attachment.ContentId is { } contentId)
        {
            HeaderText.Check(ArgumentName, contentId);
            var header = new Header("Content-ID", "");
            header.SetRawValue(Encoding.ASCII.GetBytes($" <{contentId}>\r\n"));
            part.Headers.Add(header);
        }

        return part;
    }

    /// <summary>A whole mail as an attachment, which every program opens as one.</summary>
    /// <exception cref="ComposeException">It is no mail.</exception>
    public static MessagePart BuildMail(byte[] raw)
    {
        try
        {
            using var stream = new MemoryStream(raw);
            var mail = MimeMessage.Load(stream);

            // Of a mail that the person sent himself, Gmail keeps those whom nobody else was to see.
            mail.Headers.RemoveAll(HeaderId.Bcc);
            mail.Headers.RemoveAll(HeaderId.ResentBcc);
            return new MessagePart("rfc822", mail)
            {
                ContentDisposition = new ContentDisposition("attachment") { FileName = "forwarded.eml" },
            };
        }
        catch (FormatException)
        {
            throw new ComposeException("messageId", "The mail to forward could not be read as one; forward it in Gmail.");
        }
    }

    private static void SetFileName(FilePart part, Header header, string value, string parameterName, string fileName)
    {
        header.SetRawValue(FileNameParameter.Append(value, parameterName, fileName));
        part.Headers.Replace(header);
    }

    /// <summary>The type with its parameters but the name, which is the file's.</summary>
    private static string InOneLine(ContentType contentType)
    {
        var withoutName = contentType.Clone();
        withoutName.Parameters.Remove("name");
        return withoutName.ToString(Encoding.UTF8, encode: true)
            .Replace("Content-Type: ", "", StringComparison.Ordinal)
            .Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace("\n\t", "\r\n ", StringComparison.Ordinal);
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
