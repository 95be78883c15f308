using System.Buffers.Text;
using System.Text;
using Gmail.Messages;

namespace GmailMcp.Tests.Mail;

/// <summary>Messages and parts as Gmail sends them.</summary>
internal static class SomeMail
{
    public static Message Message(MessagePart payload) => new()
    {
        Id = "18c2f0a1b2c3d4e5",
        ThreadId = "18c2f0a1b2c3d4e0",
        LabelIds = ["INBOX", "UNREAD"],
        InternalDate = 1_790_000_000_000,
        Payload = payload,
    };

    public static Message WithHeaders(params (string Name, string Value)[] headers) =>
        Message(Text("text/plain", "Hello", headers));

    public static MessagePart Text(string mimeType, string text, params (string Name, string Value)[] headers) =>
        Leaf(mimeType, Encoding.UTF8.GetBytes(text), headers);

    public static MessagePart Leaf(string mimeType, byte[] bytes, params (string Name, string Value)[] headers) => new()
    {
        PartId = "",
        MimeType = mimeType,
        Filename = "",
        Headers = Headers(headers),
        Body = new MessagePartBody { Size = bytes.Length, Data = Base64Url.EncodeToString(bytes) },
    };

    public static MessagePart File(
        string partId, string fileName, string mimeType, string? attachmentId, int size) => new()
        {
            PartId = partId,
            MimeType = mimeType,
            Filename = fileName,
            Headers = Headers(("Content-Disposition", $"attachment; filename=\"{fileName}\"")),
            Body = new MessagePartBody { AttachmentId = attachmentId, Size = size },
        };

    public static MessagePart Multipart(string subtype, params MessagePart[] parts) => new()
    {
        PartId = "",
        MimeType = $"multipart/{subtype}",
        Filename = "",
        Headers = [],
        Body = new MessagePartBody { Size = 0 },
        Parts = [.. parts.Select((part, i) => part.PartId is { Length: > 0 } ? part : part with { PartId = $"{i}" })],
    };

    public static IReadOnlyList<MessageHeader> Headers(params (string Name, string Value)[] headers) =>
        [.. headers.Select(header => new MessageHeader { Name = header.Name, Value = header.Value })];
}
