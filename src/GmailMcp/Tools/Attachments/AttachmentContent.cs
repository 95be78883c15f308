using Gmail;
using Gmail.Messages;
using GmailMcp.Mail.Reading;
using GmailMcp.Mailbox;
using GmailMcp.Tools.Rendering;

namespace GmailMcp.Tools.Attachments;

/// <summary>One attachment of a message: found by id or name, and its bytes from wherever Gmail keeps them.</summary>
/// <param name="Attachment">What Gmail's tree says of it.</param>
/// <param name="MessageId">The message that holds it.</param>
/// <param name="Failure">How a sentence about a failure begins.</param>
internal sealed record AttachmentContent(ReadableAttachment Attachment, string MessageId, string Failure)
{
    // Longer than any part id or usual name, as only Gmail's own attachment ids are.
    private const int LongestPartId = 128;

    /// <summary>The sender's name for it; a mail gets the extension that its name lacks.</summary>
    public string FileName =>
        Attachment.IsAttachedMessage && !Attachment.FileName.EndsWith(".eml", StringComparison.OrdinalIgnoreCase)
            ? Attachment.FileName + ".eml"
            : Attachment.FileName;

    /// <exception cref="ToolException">There is none such, or more than one.</exception>
    public static async Task<AttachmentContent> FindAsync(
        MessageFetch fetch, string messageId, string attachmentId, string failure, Fence fence, CancellationToken cancellationToken)
    {
        fence.Hand(); // an image or a file goes to the caller without marks
        var message = await fetch.GetAsync(messageId, cancellationToken);
        var lookup = MessageReader.FindAttachment(message, attachmentId);
        if ((lookup.Found ?? await FindInsideAsync(fetch, message, messageId, attachmentId, lookup, cancellationToken)) is { } found)
        {
            return new AttachmentContent(found, messageId, failure);
        }

        if (lookup.IsAmbiguous)
        {
            throw new ToolException(
                $"{failure}: {messageId} has {lookup.AmbiguousPartIds.Count} attachments named \"{attachmentId}\". "
                + $"Pass one of these as attachmentId: {string.Join(", ", lookup.AmbiguousPartIds)}.");
        }

        var all = MessageReader.Read(message).Attachments;
        return all.Count == 1 && attachmentId.Length > LongestPartId
            ? new AttachmentContent(all[0], messageId, failure) // an id of an earlier fetch: only one can be meant
            : throw new ToolException(
                $"{failure}: message {messageId} has no attachment \"{Short(attachmentId)}\". "
                + (all.Count == 0
                    ? "It has none at all. read_email shows what a message holds."
                    : $"It has: {string.Join("; ", all.Select(one => $"{fence.Value(one.FileName)} (ID: {one.PartId})"))}. "
                        + "Pass one of these IDs or names as attachmentId."));
    }

    // What is inside a winmail.dat or a signed mail is known only when that has been fetched.
    private static async Task<ReadableAttachment?> FindInsideAsync(
        MessageFetch fetch,
        Message message,
        string messageId,
        string attachmentId,
        AttachmentLookup outside,
        CancellationToken cancellationToken)
    {
        if (outside.IsAmbiguous)
        {
            return null;
        }

        var fetched = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var part in MessageReader.Read(message).BodyPartsToFetch.Where(part => part.IsContainer))
        {
            fetched[part.PartId] = await fetch.GetPartAsync(messageId, part, cancellationToken);
        }

        return MessageReader.FindAttachment(message, attachmentId, fetched).Found;
    }

    /// <summary>Writes the bytes as they arrive.</summary>
    public async Task WriteAsync(GmailClient gmail, Stream destination, CancellationToken cancellationToken)
    {
        if (!await AttachmentBytes.WriteAsync(gmail, MessageId, Attachment, destination, cancellationToken))
        {
            throw new ToolException(
                $"{Failure}: Gmail gives no content for part {Attachment.PartId} of message {MessageId}, "
                + "and it could not be found in the raw message. Open the message in Gmail to save it there.");
        }
    }

    /// <summary>All the bytes.</summary>
    public async Task<byte[]> ReadAsync(GmailClient gmail, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await WriteAsync(gmail, content, cancellationToken);
        return content.ToArray();
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..37] + "...";
}
