using System.ComponentModel;
using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using GmailMcp.Tools.Rendering;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Attachments;

/// <summary>Saves one attachment in the download folder.</summary>
internal sealed partial class DownloadAttachment(Mailboxes mailboxes, MessageFetch fetch, LocalFiles files, Fence fence)
{
    private const string Failure = "Failed to download attachment";

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
        var found = await AttachmentContent.FindAsync(fetch, messageId, attachmentId, Failure, fence, cancellationToken);
        var isNamed = !string.IsNullOrWhiteSpace(filename);
        var saved = await SaveAsync(
            savePath,
            isNamed ? filename! : found.FileName, // not null: it has letters
            (destination, cancel) => found.WriteAsync(gmail, destination, cancel),
            cancellationToken);
        var result = new DownloadAttachmentResult
        {
            FileName = isNamed ? saved.FileName : fence.Value(saved.FileName),
            Size = saved.Bytes,
            Path = isNamed ? saved.FullPath : fence.Value(saved.FullPath), // ends in the sender's name for it
            MimeType = fence.Value(found.Attachment.MimeType),
            PartId = found.Attachment.PartId,
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
            throw new ToolException($"{Failure}: {exception.Message} {exception.Advice}".TrimEnd(), exception);
        }
    }
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
