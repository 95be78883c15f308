using System.Text.Json;
using System.Text.Json.Serialization;
using Gmail;
using GmailMcp.Mail.Composing;
using GmailMcp.Mail.Reading;
using GmailMcp.Mailbox;

namespace GmailMcp.Tools.Sending;

/// <summary>The entries of <c>attachments</c>: a path inside the allowed folders, a file that comes along as
/// <c>{filename, contentBase64}</c>, or a part of another mail as <c>{messageId, partId}</c>.</summary>
internal sealed class GivenAttachments(GmailClient gmail, MessageFetch fetch, LocalFiles files, List<LocalFile> opened)
{
    private readonly List<OutgoingAttachment> _all = [];

    /// <param name="gmail">The mailbox, for files of other mails.</param>
    /// <param name="fetch">Gets them.</param>
    /// <param name="files">Where paths may lead.</param>
    /// <param name="entries">The argument.</param>
    /// <param name="opened">Filled with what the caller must close, also when this fails.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ToolException">An entry is neither of the three, or names nothing.</exception>
    /// <exception cref="ComposeException">All together are too large.</exception>
    /// <exception cref="LocalFileException">A file is missing or outside the allowed folders.</exception>
    public static async Task<IReadOnlyList<OutgoingAttachment>> OpenAsync(
        GmailClient gmail,
        MessageFetch fetch,
        LocalFiles files,
        IReadOnlyList<string> entries,
        List<LocalFile> opened,
        CancellationToken cancellationToken)
    {
        var given = new GivenAttachments(gmail, fetch, files, opened);
        foreach (var entry in entries)
        {
            given._all.Add(await given.OpenAsync(entry, cancellationToken));
        }

        return given._all;
    }

    /// <summary>Whether an entry that <see cref="OpenAsync(GmailClient, MessageFetch, LocalFiles, IReadOnlyList{string},
    /// List{LocalFile}, CancellationToken)"/> took is a part of another mail.</summary>
    public static bool AnyOfMail(IReadOnlyList<string> entries) => entries.Any(entry => entry.StartsWith('{')
        && JsonSerializer.Deserialize(entry, AttachmentArgumentJson.Default.AttachmentArgument)?.NamesMail == true);

    private int Number => _all.Count + 1;

    private async Task<OutgoingAttachment> OpenAsync(string entry, CancellationToken cancellationToken)
    {
        if (entry.StartsWith('{'))
        {
            var given = Parse(entry);
            return given.ContentBase64 is null ? await OfMailAsync(given, cancellationToken) : InLine(given);
        }

        var file = files.OpenForReading(entry);
        opened.Add(file);
        return new OutgoingAttachment(file.FileName, MimeType: null, file.OpenStream, file.Length);
    }

    private AttachmentArgument Parse(string json)
    {
        AttachmentArgument? given;
        try
        {
            given = JsonSerializer.Deserialize(json, AttachmentArgumentJson.Default.AttachmentArgument);
        }
        catch (JsonException exception)
        {
            throw Refusal($"has a member that is no text or not known{(exception.Path is { } path ? $" ({path.TrimStart('$', '.')})" : "")}");
        }

        foreach (var (name, text) in given?.Texts ?? [])
        {
            if (HeaderText.FirstForbidden(text) is { } forbidden)
            {
                throw new ComposeException(
                    "attachments", $"{name} in attachments, entry {Number}, must be one line: it contains {forbidden}, which a mail header "
                    + "cannot hold.");
            }
        }

        return given switch
        {
            { ContentBase64: not null } when given.NamesMail => throw Refusal("has both contentBase64 and a part of another mail"),
            { ContentBase64: not null } when string.IsNullOrWhiteSpace(given.Filename) => throw Refusal("has no filename"),
            { ContentBase64: not null } => given,
            { MessageId.Length: > 0, PartId.Length: > 0, AttachmentId.Length: > 0 } => throw Refusal("has both partId and attachmentId"),
            { MessageId.Length: > 0, Part.Length: > 0 } => given,
            { MessageId.Length: > 0 } => throw Refusal("has no partId"),
            { Part: not null } => throw Refusal("has no messageId"),
            _ => throw Refusal("has no content"),
        };
    }

    private ToolException Refusal(string what) => new(
        $"Attachment {Number} {what}. Nothing was written. Each is a path, {{\"filename\", \"contentBase64\"}} or "
        + "{\"messageId\", \"partId\"}, with contentId and mimeType where wanted.");

    private OutgoingAttachment InLine(AttachmentArgument given)
    {
        var text = given.ContentBase64!; // asked by the caller
        var content = new byte[text.Length / 4 * 3 + 3];
        if (!Convert.TryFromBase64String(text.Replace('-', '+').Replace('_', '/'), content, out var length))
        {
            throw new ToolException(
                $"contentBase64 of attachment {Number} (\"{given.Filename}\") is no base64, so nothing was written. Encode the bytes of "
                + "the file whole, with padding.");
        }

        return Of(given, given.Filename!, given.MimeType, content[..length]); // not null: asked by the parser
    }

    private async Task<OutgoingAttachment> OfMailAsync(AttachmentArgument given, CancellationToken cancellationToken)
    {
        var (messageId, part) = (given.MessageId!, given.Part!); // asked by the parser
        var message = await fetch.GetAsync(messageId, cancellationToken);
        var lookup = MessageReader.FindAttachment(message, part);
        if (lookup.Found is not { } found)
        {
            throw new ToolException(lookup.IsAmbiguous
                ? $"Attachment {Number}: message {messageId} has several attachments named \"{part}\", so nothing was written. "
                    + $"Give one of the part ids {string.Join(", ", lookup.AmbiguousPartIds)}."
                : $"Attachment {Number}: message {messageId} has no attachment \"{part}\", so nothing was written. read_email lists what it has.");
        }

        var name = given.Filename is { Length: > 0 } wanted ? wanted : found.FileName;
        var calledAs = name == given.Filename ? null : $"part {found.PartId} of message {messageId}";
        RefuseTooLarge(calledAs ?? name, found.SizeInBytes);
        return await AttachmentBytes.ReadAsync(gmail, messageId, found, cancellationToken) is { } content
            ? Of(given, name, given.MimeType ?? found.MimeType, content) with { CalledAs = calledAs }
            : throw new ToolException($"Attachment {Number}: Gmail gives no content for part {found.PartId} of message {messageId}, so nothing was written.");
    }

    // Before it is fetched and held, which is why no mail can hold more here than Gmail takes.
    private void RefuseTooLarge(string fileName, long size)
    {
        IReadOnlyList<OutgoingAttachment> all = [.. _all, new OutgoingAttachment(fileName, null, () => Stream.Null, size)];
        MessageSize.Check(MessageSize.InBase64(all.Sum(one => one.LengthInBytes)), all);
    }

    private static OutgoingAttachment Of(AttachmentArgument given, string fileName, string? mimeType, byte[] content) =>
        new(fileName, mimeType, () => new MemoryStream(content, writable: false), content.Length)
        {
            ContentId = given.ContentId?.Trim().TrimStart('<').TrimEnd('>') is { Length: > 0 } id ? id : null,
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

    [JsonConverter(typeof(PartNumberConverter))]
    public string? PartId { get; init; }

    /// <summary>The same as <see cref="PartId"/>, in download_attachment's word.</summary>
    [JsonConverter(typeof(PartNumberConverter))]
    public string? AttachmentId { get; init; }

    [JsonIgnore]
    public string? Part => PartId ?? AttachmentId;

    [JsonIgnore]
    public bool NamesMail => (MessageId ?? Part) is not null;

    /// <summary>What ends in a header of the mail.</summary>
    [JsonIgnore]
    public (string Name, string? Text)[] Texts =>
        [("filename", Filename), ("mimeType", MimeType), ("contentId", ContentId), ("messageId", MessageId), ("partId", Part)];
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AttachmentArgument))]
internal sealed partial class AttachmentArgumentJson : JsonSerializerContext;
