using GmailMcp.Mail.Reading;
using MimeKit;

namespace GmailMcp.Mail.Composing;

/// <summary>A file of another mail, to go along with one of ours. What its sender wrote wrong does not stop it: the caller cannot
/// change it.</summary>
internal static class AttachmentCopy
{
    /// <param name="attachment">The file as the other mail has it.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="isShown">Whether the text shows it.</param>
    public static OutgoingAttachment Of(ReadableAttachment attachment, byte[] content, bool isShown)
    {
        var mimeType = HeaderValue.OneLine(attachment.MimeType);
        return new OutgoingAttachment(
            HeaderValue.OneLine(attachment.FileName) is { Length: > 0 } name ? name : $"attachment-{attachment.PartId}",
            ContentType.TryParse(mimeType, out _) ? mimeType : null, // null: seen from its bytes
            () => new MemoryStream(content, writable: false),
            content.Length)
        {
            CalledAs = $"part {attachment.PartId}",
            ContentId = isShown && HeaderText.FirstForbidden(attachment.ContentId) is null ? attachment.ContentId : null,
        };
    }
}
