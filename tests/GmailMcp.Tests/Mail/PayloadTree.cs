using System.Buffers.Text;
using System.Text;
using Gmail.Messages;
using MimeKit;
using MessagePart = Gmail.Messages.MessagePart;

namespace GmailMcp.Tests.Mail;

/// <summary>A raw message → the tree that Gmail would send for it, near enough for a reader: headers undecoded, small
/// parts along, large ones by attachment id, a named part or one that is no text always by attachment id.</summary>
internal static class PayloadTree
{
    public static Message Of(byte[] raw)
    {
        var message = MimeMessage.Load(new MemoryStream(raw));
        var payload = PartOf(message.Body ?? new TextPart("plain") { Text = "" }, "", message.Headers);
        return SomeMail.Message(payload);
    }

    private static MessagePart PartOf(MimeEntity entity, string partId, HeaderList? messageHeaders)
    {
        var headers = (messageHeaders ?? []).Concat(entity.Headers).Select(header => new MessageHeader
        {
            Name = header.Field,
            Value = Encoding.UTF8.GetString(header.RawValue).Trim(),
        });
        return new MessagePart
        {
            PartId = partId,
            MimeType = entity.ContentType.MimeType,
            Filename = (entity as MimePart)?.FileName ?? "",
            Headers = [.. headers],
            Body = BodyOf(entity, partId),
            Parts = ChildrenOf(entity, partId),
        };
    }

    private static MessagePartBody BodyOf(MimeEntity entity, string partId)
    {
        if (entity is Multipart { Count: 0, Preamble: { Length: > 0 } text })
        {
            // Gmail shows what stands where no boundary was found.
            return new MessagePartBody { Size = text.Length, Data = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text)) };
        }

        if (entity is not MimePart { Content: not null } part)
        {
            return new MessagePartBody { Size = 0 };
        }

        var content = new MemoryStream();
        part.Content.DecodeTo(content);
        return part is TextPart && part.FileName is null
            ? new MessagePartBody { Size = (int)content.Length, Data = Base64Url.EncodeToString(content.ToArray()) }
            : new MessagePartBody { Size = (int)content.Length, AttachmentId = $"ANGjdJ-{partId}" };
    }

    private static List<MessagePart>? ChildrenOf(MimeEntity entity, string partId)
    {
        var prefix = partId.Length > 0 ? partId + "." : "";
        return entity switch
        {
            Multipart multipart => [.. multipart.Select((child, i) => PartOf(child, $"{prefix}{i}", null))],
            MimeKit.MessagePart { Message: { Body: not null } inner } =>
                [PartOf(inner.Body, $"{prefix}0", inner.Headers)],
            _ => null,
        };
    }
}
