using MimeKit;

namespace GmailMcp.Mail.Reading;

/// <summary>Takes one part out of a raw message, for what Gmail's tree of parts names but does not hold.</summary>
internal static class RawPart
{
    /// <summary>The part's content, decoded; of an attached message its own bytes, headers and all.</summary>
    /// <param name="raw">The whole message as <c>format=raw</c> gives it.</param>
    /// <param name="partId">As in Gmail's tree: <c>1</c> is the second child of the root, <c>1.0</c> its first child; the
    /// root of an attached message is that one's only child. <c>0</c> is also the root where it has no children.
    /// <c>1/0</c> is the first part of the mail inside part 1, a winmail.dat or signed mail.</param>
    /// <returns>Null where there is no such part, or it is only a container.</returns>
    public static byte[]? Extract(byte[] raw, string partId)
    {
        using var stream = new MemoryStream(raw, writable: false);
        try
        {
            using var message = MimeMessage.Load(ParserOptions.Default, stream, persistent: true);
            var slash = partId.IndexOf('/', StringComparison.Ordinal);
            var outer = slash < 0 ? partId : partId[..slash];
            var content = Find(message.Body, outer) is { } part ? ContentOf(part, LineBreaksOf(raw)) : null;
            return slash < 0 || content is null ? content : Inside(content, outer, partId);
        }
        catch (FormatException)
        {
            return null; // not a message: MimeKit found no header
        }
    }

    /// <summary>A part inside a winmail.dat or signed mail: <c>2/1</c>, or one deeper: <c>2/1/0</c>.</summary>
    private static byte[]? Inside(byte[] container, string containerId, string partId)
    {
        for (var level = 0; level < NestedMail.MaxDepth; level++)
        {
            if (NestedMail.OpenAny(container, containerId) is not { } opened)
            {
                return null;
            }

            var slash = partId.IndexOf('/', containerId.Length + 1);
            containerId = slash < 0 ? partId : partId[..slash];
            if (NestedMail.ContentOf(opened, containerId) is not { } content)
            {
                return null;
            }

            if (slash < 0)
            {
                return content;
            }

            container = content;
        }

        return null;
    }

    private static MimeEntity? Find(MimeEntity? root, string partId)
    {
        if (partId == "0" && root is MessagePart)
        {
            return root; // the mail is nothing but another mail
        }

        var entity = root;
        foreach (var step in partId.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(step, out var index))
            {
                return null;
            }

            switch (entity)
            {
                case Multipart multipart when index >= 0 && index < multipart.Count:
                    entity = multipart[index];
                    break;
                case MessagePart { Message.Body: { } body } when index == 0:
                    entity = body;
                    break;
                default:
                    return partId == "0" && entity == root ? root : null;
            }
        }

        return entity;
    }

    private static byte[]? ContentOf(MimeEntity part, FormatOptions format)
    {
        using var content = new MemoryStream();
        switch (part)
        {
            case MessagePart { Message: { } attached }:
                attached.WriteTo(format, content);
                break;
            case MimePart { Content: { } encoded }:
                // RFC 2046 §5.2.1 allows an attached message no base64, yet some programs write it; it ends here, too.
                encoded.DecodeTo(content);
                break;
            default:
                return null;
        }

        return content.ToArray();
    }

    // MimeKit writes the platform's line breaks unless told: the message's own must come out.
    private static FormatOptions LineBreaksOf(byte[] raw)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = raw.AsSpan().IndexOf("\r\n"u8) >= 0 ? NewLineFormat.Dos : NewLineFormat.Unix;
        return format;
    }
}
