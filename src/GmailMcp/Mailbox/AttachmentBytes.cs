using Gmail;
using Gmail.Messages;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Mailbox;

/// <summary>The bytes of an attachment, from wherever Gmail keeps them.</summary>
internal static class AttachmentBytes
{
    /// <summary>Writes the bytes as they arrive.</summary>
    /// <remarks>users.messages.attachments.get or users.messages.get, 20 quota units; nothing where they came along.</remarks>
    /// <returns>False where Gmail gives no content for the part.</returns>
    public static async Task<bool> WriteAsync(
        GmailClient gmail, string messageId, ReadableAttachment attachment, Stream destination, CancellationToken cancellationToken)
    {
        if (attachment.AttachmentId is { } id)
        {
            await gmail.Messages.DownloadAttachmentAsync(messageId, id, destination, cancellationToken);
        }
        else if (attachment.HasInlineData)
        {
            await destination.WriteAsync(attachment.DecodeInlineData(), cancellationToken);
        }
        else if (attachment.IsAttachedMessage || attachment.SizeInBytes > 0)
        {
            // Of an attached message Gmail may give the parts but neither id nor content: only the raw form holds it.
            var message = await gmail.Messages.GetAsync(
                messageId, MessageFormat.Raw, fields: "raw", cancellationToken: cancellationToken);
            if (RawPart.Extract(LenientBase64.Decode(message.Raw), attachment.PartId) is not { } content)
            {
                return false;
            }

            await destination.WriteAsync(content, cancellationToken);
        }

        return true; // what is left is an empty file
    }

    /// <summary>All the bytes; null where Gmail gives no content for the part.</summary>
    public static async Task<byte[]?> ReadAsync(
        GmailClient gmail, string messageId, ReadableAttachment attachment, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        return await WriteAsync(gmail, messageId, attachment, content, cancellationToken) ? content.ToArray() : null;
    }
}
