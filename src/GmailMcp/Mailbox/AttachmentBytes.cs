using Gmail;
using Gmail.Messages;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Mailbox;

/// <summary>The bytes of an attachment, from wherever Gmail keeps them.</summary>
internal static class AttachmentBytes
{
    /// <summary>Writes the bytes as they arrive.</summary>
    /// <remarks>users.messages.attachments.get or users.messages.get, 20 quota units; nothing where they came along.
    /// Twice 20 more for an attachment id that Gmail does not take any more.</remarks>
    /// <returns>False where Gmail gives no content for the part.</returns>
    public static async Task<bool> WriteAsync(
        GmailClient gmail, string messageId, ReadableAttachment attachment, Stream destination, CancellationToken cancellationToken)
    {
        if (attachment.AttachmentId is { } id)
        {
            await WithCurrentIdAsync(
                gmail, messageId, attachment.PartId, id,
                known => gmail.Messages.DownloadAttachmentAsync(messageId, known, destination, cancellationToken),
                cancellationToken);
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

    /// <summary>The bytes of a text that Gmail left out of the message.</summary>
    /// <remarks>users.messages.attachments.get, 20 quota units.</remarks>
    public static Task<byte[]> ReadPartAsync(
        GmailClient gmail, string messageId, string partId, string attachmentId, CancellationToken cancellationToken) =>
        WithCurrentIdAsync(
            gmail, messageId, partId, attachmentId,
            known => gmail.Messages.GetAttachmentAsync(messageId, known, cancellationToken),
            cancellationToken);

    /// <summary>All the bytes; null where Gmail gives no content for the part.</summary>
    public static async Task<byte[]?> ReadAsync(
        GmailClient gmail, string messageId, ReadableAttachment attachment, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        return await WriteAsync(gmail, messageId, attachment, content, cancellationToken) ? content.ToArray() : null;
    }

    // An attachment id is good until Gmail says that it is not; the part id is good for ever.
    private static async Task<T> WithCurrentIdAsync<T>(
        GmailClient gmail,
        string messageId,
        string partId,
        string attachmentId,
        Func<string, Task<T>> fetchAsync,
        CancellationToken cancellationToken)
    {
        try
        {
            return await fetchAsync(attachmentId);
        }
        catch (GmailException failure) when (failure.Kind is GmailErrorKind.InvalidArgument or GmailErrorKind.NotFound)
        {
            var message = await gmail.Messages.GetAsync(messageId, MessageFormat.Full, cancellationToken: cancellationToken);
            var current = MessageReader.Read(message).BodyPartsToFetch.FirstOrDefault(part => part.PartId == partId)?.AttachmentId
                ?? MessageReader.FindAttachment(message, partId).Found?.AttachmentId;
            if (current is null)
            {
                throw;
            }

            return await fetchAsync(current);
        }
    }
}
