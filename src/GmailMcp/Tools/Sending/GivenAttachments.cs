using System.Text.Json;
using System.Text.Json.Serialization;
using Gmail;
using Gmail.Messages;
using GmailMcp.Mail.Composing;
using GmailMcp.Mail.Reading;
using GmailMcp.Mailbox;

namespace GmailMcp.Tools.Sending;

/// <summary>The entries of <c>attachments</c>: a path inside the allowed folders, a file that comes along as
/// <c>{filename, contentBase64}</c>, or one of another mail as <c>{messageId, attachmentId}</c>.</summary>
internal static class GivenAttachments
{
    /// <param name="gmail">The mailbox, for files of other mails.</param>
    /// <param name="files">Where paths may lead.</param>
    /// <param name="entries">The argument.</param>
    /// <param name="opened">Filled with what the caller must close, also when this fails.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ToolException">An entry is neither of the three, or names nothing.</exception>
    /// <exception cref="LocalFileException">A file is missing or outside the allowed folders.</exception>
    public static async Task<IReadOnlyList<OutgoingAttachment>> OpenAsync(
        GmailClient gmail,
        LocalFiles files,
        IReadOnlyList<string> entries,
        List<LocalFile> opened,
        CancellationToken cancellationToken)
    {
        var attachments = new List<OutgoingAttachment>();
        foreach (var entry in entries)
        {
            if (!entry.StartsWith('{'))
            {
                var file = files.OpenForReading(entry);
                opened.Add(file);
                attachments.Add(new OutgoingAttachment(file.FileName, MimeType: null, file.OpenStream, file.Length));
                continue;
            }

            var given = Parse(entry, attachments.Count + 1);
            attachments.Add(given.ContentBase64 is null
                ? await OfMailAsync(gmail, given, attachments.Count + 1, cancellationToken)
                : InLine(given, attachments.Count + 1));
        }

        return attachments;
    }

    private static AttachmentArgument Parse(string json, int number)
    {
        try
        {
            var given = JsonSerializer.Deserialize(json, AttachmentArgumentJson.Default.AttachmentArgument);
            return given is { Filename.Length: > 0, ContentBase64: not null, MessageId: null }
                or { ContentBase64: null, MessageId.Length: > 0, AttachmentId.Length: > 0 }
                ? given
                : throw new JsonException();
        }
        catch (JsonException)
        {
            throw new ToolException(
                $"Attachment {number} is neither a path, {{\"filename\", \"contentBase64\"}} nor {{\"messageId\", \"attachmentId\"}}. "
                + "Nothing was written.");
        }
    }

    private static OutgoingAttachment InLine(AttachmentArgument given, int number)
    {
        byte[] content;
        try
        {
            content = Convert.FromBase64String(given.ContentBase64!.Replace('-', '+').Replace('_', '/')); // asked by the caller
        }
        catch (FormatException)
        {
            throw new ToolException(
                $"contentBase64 of attachment {number} (\"{given.Filename}\") is no base64, so nothing was written. Encode the bytes of "
                + "the file whole, with padding.");
        }

        return Of(given, given.Filename!, given.MimeType, content); // not null: asked by the parser
    }

    private static async Task<OutgoingAttachment> OfMailAsync(
        GmailClient gmail, AttachmentArgument given, int number, CancellationToken cancellationToken)
    {
        var messageId = given.MessageId!; // asked by the parser, as the other
        var message = await gmail.Messages.GetAsync(messageId, MessageFormat.Full, cancellationToken: cancellationToken);
        if (MessageReader.FindAttachment(message, given.AttachmentId!).Found is not { } found
            || await AttachmentBytes.ReadAsync(gmail, messageId, found, cancellationToken) is not { } content)
        {
            throw new ToolException(
                $"Attachment {number}: message {messageId} has no single attachment of that id or name, so nothing was written. "
                + "read_email lists what it has.");
        }

        return Of(given, given.Filename is { Length: > 0 } name ? name : found.FileName, given.MimeType ?? found.MimeType, content);
    }

    private static OutgoingAttachment Of(AttachmentArgument given, string fileName, string? mimeType, byte[] content) =>
        new(fileName, mimeType, () => new MemoryStream(content, writable: false), content.Length)
        {
            ContentId = string.IsNullOrEmpty(given.ContentId) ? null : given.ContentId,
        };
}

/// <summary>An attachment that is no path.</summary>
internal sealed record AttachmentArgument
{
    public string? Filename { get; init; }

    public string? ContentBase64 { get; init; }

    public string? MimeType { get; init; }

    /// <summary>What <c>cid:</c> in the HTML names, for a picture inside the text.</summary>
    public string? ContentId { get; init; }

    public string? MessageId { get; init; }

    public string? AttachmentId { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AttachmentArgument))]
internal sealed partial class AttachmentArgumentJson : JsonSerializerContext;
