using System.ComponentModel;
using Gmail;
using Gmail.Messages;
using GmailMcp.Accounts;
using GmailMcp.Mail.Reading;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Attachments;

/// <summary>Saves one attachment in the download folder.</summary>
internal sealed partial class DownloadAttachment(Mailboxes mailboxes, LocalFiles files)
{
    /// <summary>Save an attachment to the download folder; read_email lists them. Never overwrites.</summary>
    /// <param name="attachmentId">ID from read_email, or the file name</param>
    /// <param name="filename">Name to save as</param>
    /// <param name="savePath">Folder inside the download folder</param>
    [McpServerTool(Name = "download_attachment", Title = "Download an attachment", ReadOnly = false, Destructive = false,
        Idempotent = false, OpenWorld = true, UseStructuredContent = true, OutputSchemaType = typeof(DownloadAttachmentResult))]
    [GmailTool(Profile.Readonly, "users.messages.get", "users.messages.attachments.get")]
    public async partial Task<CallToolResult> CallAsync(
        string messageId,
        string attachmentId,
        string? filename = null,
        string? savePath = null,
        CancellationToken cancellationToken = default)
    {
        var gmail = await mailboxes.OpenAsync(cancellationToken);
        var message = await gmail.Messages.GetAsync(messageId, MessageFormat.Full, cancellationToken: cancellationToken);
        var attachment = await FindInsideAsync(gmail, message, messageId, attachmentId, cancellationToken)
            ?? Find(message, messageId, attachmentId);
        var saved = await SaveAsync(
            savePath,
            string.IsNullOrWhiteSpace(filename) ? NameOf(attachment) : filename,
            (destination, cancel) => WriteAsync(gmail, messageId, attachment, destination, cancel),
            cancellationToken);
        var result = new DownloadAttachmentResult
        {
            FileName = saved.FileName,
            Size = saved.Bytes,
            Path = saved.FullPath,
            MimeType = attachment.MimeType,
            PartId = attachment.PartId,
        };
        return ToolResults.Of(
            $"Attachment downloaded successfully:\nFile: {result.FileName}\nSize: {result.Size} bytes\nSaved to: {result.Path}",
            result,
            AttachmentToolsJson.Default.DownloadAttachmentResult);
    }

    private async Task<SavedFile> SaveAsync(
        string? savePath, string name, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            return await files.SaveAsync(savePath, name, write, cancellationToken);
        }
        catch (LocalFileException exception)
        {
            throw new ToolException($"Failed to download attachment: {exception.Message} {exception.Advice}".TrimEnd(), exception);
        }
    }

    // What is inside a winmail.dat or a signed mail is known only when that has been fetched.
    private static async Task<ReadableAttachment?> FindInsideAsync(
        GmailClient gmail, Message message, string messageId, string attachmentId, CancellationToken cancellationToken)
    {
        if (MessageReader.FindAttachment(message, attachmentId) != AttachmentLookup.NotFound)
        {
            return null;
        }

        var fetched = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var part in MessageReader.Read(message).BodyPartsToFetch.Where(part => part.IsContainer))
        {
            fetched[part.PartId] = await gmail.Messages.GetAttachmentAsync(messageId, part.AttachmentId, cancellationToken);
        }

        return MessageReader.FindAttachment(message, attachmentId, fetched).Found;
    }

    private static ReadableAttachment Find(Message message, string messageId, string attachmentId)
    {
        var lookup = MessageReader.FindAttachment(message, attachmentId);
        if (lookup.Found is { } found)
        {
            return found;
        }

        if (lookup.IsAmbiguous)
        {
            throw new ToolException(
                $"Failed to download attachment: {messageId} has {lookup.AmbiguousPartIds.Count} attachments named \"{attachmentId}\". "
                + $"Pass one of these as attachmentId: {string.Join(", ", lookup.AmbiguousPartIds)}.");
        }

        var all = MessageReader.Read(message).Attachments;
        return all.Count == 1 && attachmentId.Length > LongestPartId
            ? all[0] // an id of an earlier fetch, which Gmail has forgotten: only one can be meant
            : throw new ToolException(
                $"Failed to download attachment: message {messageId} has no attachment \"{Short(attachmentId)}\". "
                + (all.Count == 0
                    ? "It has none at all. read_email shows what a message holds."
                    : $"It has: {string.Join("; ", all.Select(one => $"{one.FileName} (ID: {one.PartId})"))}."));
    }

    // Longer than any part id or usual name, as only Gmail's own attachment ids are.
    private const int LongestPartId = 128;

    private static async Task WriteAsync(
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
            await destination.WriteAsync(await ReadFromRawAsync(gmail, messageId, attachment, cancellationToken), cancellationToken);
        }

        // What is left is an empty file.
    }

    // Of an attached message Gmail may give the parts but neither id nor content: only the raw form holds it.
    private static async Task<byte[]> ReadFromRawAsync(
        GmailClient gmail, string messageId, ReadableAttachment attachment, CancellationToken cancellationToken)
    {
        var message = await gmail.Messages.GetAsync(
            messageId, MessageFormat.Raw, fields: "raw", cancellationToken: cancellationToken);
        return RawPart.Extract(LenientBase64.Decode(message.Raw), attachment.PartId) ?? throw new ToolException(
            $"Failed to download attachment: Gmail gives no content for part {attachment.PartId} of message {messageId}, "
            + "and it could not be found in the raw message. Open the message in Gmail to save it there.");
    }

    private static string NameOf(ReadableAttachment attachment) =>
        attachment.IsAttachedMessage && !attachment.FileName.EndsWith(".eml", StringComparison.OrdinalIgnoreCase)
            ? attachment.FileName + ".eml"
            : attachment.FileName;

    private static string Short(string text) => text.Length <= 40 ? text : text[..37] + "...";
}

/// <summary>What download_attachment answers.</summary>
internal sealed record DownloadAttachmentResult
{
    [Description("Made safe for every system, numbered if the name was taken")]
    public required string FileName { get; init; }

    [Description("In bytes")]
    public required long Size { get; init; }

    [Description("Where it is on the server's machine")]
    public required string Path { get; init; }

    public required string MimeType { get; init; }

    public required string PartId { get; init; }
}
