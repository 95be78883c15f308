using System.Buffers.Text;
using Gmail.Messages;
using MimeKit;
using MimeKit.Tnef;
using MessagePart = Gmail.Messages.MessagePart;
using MimeTypes = GmailMcp.Mail.Composing.MimeTypes;

namespace GmailMcp.Mail.Reading;

/// <summary>Opens parts that hold a mail of their own which Gmail does not open (winmail.dat, signed data), as a tree of
/// parts like Gmail's. Part ids go on after a slash: <c>2/1</c> is the second part inside part 2.</summary>
internal static class NestedMail
{
    /// <summary>Containers inside containers; real mail has one.</summary>
    public const int MaxDepth = 4;

    public const string TnefType = "application/ms-tnef";

    public const string SmimeType = "application/pkcs7-mime";

    private static readonly ParserOptions Bounded = new() { MaxMimeDepth = PartTree.MaxDepth };

    public static bool IsTnef(PartHeaders headers) =>
        headers.MimeType is TnefType or "application/vnd.ms-tnef"
        || headers.FileName.Equals("winmail.dat", StringComparison.OrdinalIgnoreCase);

    public static bool IsSmime(PartHeaders headers) =>
        headers.MimeType is SmimeType or "application/x-pkcs7-mime";

    /// <summary>Null where the bytes cannot be opened.</summary>
    public static MessagePart? OpenTnef(ReadOnlyMemory<byte> bytes, string partId) =>
        Open(() =>
        {
            if (!TnefBounds.Hold(bytes))
            {
                return null;
            }

            var content = new MemoryStream(bytes.ToArray(), writable: false);
            using var part = new TnefPart { Content = new MimeContent(content) };
            using var message = part.ConvertToMessage();
            return message.Body is { } body ? ToPart(body, partId + "/", 0) : null;
        });

    /// <summary>The mail inside signed data; null where it is something else or damaged.</summary>
    public static MessagePart? OpenSigned(ReadOnlyMemory<byte> bytes, string partId) =>
        SmimeData.SignedContent(bytes) is { } content ? OpenEntity(content, partId) : null;

    public static MessagePart? OpenEntity(byte[] content, string partId) =>
        Open(() =>
        {
            using var stream = new MemoryStream(content, writable: false);
            using var entity = MimeEntity.Load(Bounded, stream);
            return ToPart(entity, partId + "/", 0);
        });

    /// <summary>Any container by its looks.</summary>
    public static MessagePart? OpenAny(ReadOnlyMemory<byte> bytes, string partId) =>
        OpenSigned(bytes, partId) ?? OpenTnef(bytes, partId);

    /// <summary>The content of the part of that id inside an opened container; null where there is none.</summary>
    public static byte[]? ContentOf(MessagePart root, string partId)
    {
        if (root.PartId == partId && root.Body?.Data is { } data)
        {
            return LenientBase64.Decode(data);
        }

        return (root.Parts ?? []).Select(child => ContentOf(child, partId)).FirstOrDefault(found => found is not null);
    }

    private static MessagePart? Open(Func<MessagePart?> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is FormatException or TnefException or IOException or ArgumentException
            or InvalidOperationException or NotSupportedException or OverflowException or IndexOutOfRangeException)
        {
            return null; // a container that its own reader cannot open stays what it is: a file
        }
    }

    private static MessagePart ToPart(MimeEntity entity, string partId, int depth)
    {
        var isContainer = entity is Multipart or MimeKit.MessagePart { Message.Body: not null };
        var fileName = entity.ContentDisposition?.FileName ?? entity.ContentType.Name ?? "";
        var ownId = depth == 0 && !isContainer ? partId + "0" : partId;
        var prefix = depth == 0 ? partId : partId + ".";
        var data = entity is MimePart { Content: not null } part ? DecodedContent(part) : null;
        return new MessagePart
        {
            PartId = ownId,
            MimeType = TypeOf(entity, fileName),
            Filename = fileName,
            Headers = HeadersOf(entity is MimeKit.MessagePart ? null : entity),
            Body = new MessagePartBody
            {
                Size = data?.Length ?? 0,
                Data = data is null ? null : Base64Url.EncodeToString(data),
            },
            Parts = depth > PartTree.MaxDepth ? null : ChildrenOf(entity, prefix, depth),
        };
    }

    /// <summary>A winmail.dat states no types for its files; their names do.</summary>
    private static string TypeOf(MimeEntity entity, string fileName) =>
        entity.ContentType.IsMimeType("application", "octet-stream")
            ? MimeTypes.FromFileName(fileName)
            : entity.ContentType.MimeType;

    private static List<MessagePart>? ChildrenOf(MimeEntity entity, string prefix, int depth) => entity switch
    {
        Multipart multipart =>
            [.. multipart.Take(PartTree.MaxParts).Select((child, i) => ToPart(child, $"{prefix}{i}", depth + 1))],
        MimeKit.MessagePart { Message: { Body: { } body } inner } =>
            [ToPart(body, $"{prefix}0", depth + 1) with { Headers = [.. HeadersOf(inner.Headers), .. HeadersOf(body)] }],
        _ => null,
    };

    private static List<MessageHeader> HeadersOf(MimeEntity? entity) => entity is null ? [] : HeadersOf(entity.Headers);

    private static List<MessageHeader> HeadersOf(HeaderList headers) =>
        [.. headers.Select(header => new MessageHeader { Name = header.Field, Value = header.Value })];

    private static byte[] DecodedContent(MimePart part)
    {
        using var content = new MemoryStream();
        part.Content!.DecodeTo(content); // the caller has seen that it is there
        return content.ToArray();
    }
}
