using System.Text.Json.Nodes;
using Gmail.Emulator.Http;
using MimeKit;

namespace Gmail.Emulator.Content;

/// <summary>Turns MIME into the MessagePart tree of <c>format=full</c>.</summary>
/// <remarks>The root has partId "", its children "0", "1", theirs "0.0"; a message/rfc822 part has the root of the
/// inner message as its one child.</remarks>
internal sealed class PayloadTree(
    EmulatedMessage message, AttachmentIds attachmentIds, int inlineLimitInBytes, bool attachedMessagesHaveIds = true)
{
    public JsonObject Full() => Part(message.Mime.Body, "", message.Mime.Headers);

    /// <summary><c>format=metadata</c>: headers only, those asked for if any were.</summary>
    public JsonObject Metadata(IReadOnlyList<string> onlyHeaders)
    {
        var headers = Headers(message.Mime.Headers, message.Mime.Body, isRoot: true);
        if (onlyHeaders.Count > 0)
        {
            headers = headers.Where(header => onlyHeaders.Contains(header.Name, StringComparer.OrdinalIgnoreCase));
        }

        var payload = new JsonObject { ["mimeType"] = MimeType(message.Mime.Body) };
        var array = HeaderArray(headers);
        if (array.Count > 0)
        {
            payload["headers"] = array;
        }

        return payload;
    }

    /// <summary>The decoded bytes of the part with this id; null when there is none.</summary>
    public static byte[]? Bytes(EmulatedMessage message, string partId) =>
        Find(message.Mime.Body, "", partId) is { } found ? Bytes(found, message.Raw) : null;

    private JsonObject Part(MimeEntity? entity, string partId, HeaderList? messageHeaders = null)
    {
        var part = new JsonObject
        {
            ["partId"] = partId,
            ["mimeType"] = MimeType(entity),
            ["filename"] = FileName(entity),
            ["headers"] = HeaderArray(Headers(messageHeaders, entity, messageHeaders is not null)),
            ["body"] = Body(entity, partId),
        };
        var array = Json.Array(Children(entity, partId)
            .Select(child => Part(child.Entity, child.PartId, child.Headers)));
        if (array.Count > 0)
        {
            part["parts"] = array;
        }

        return part;
    }

    private JsonObject Body(MimeEntity? entity, string partId)
    {
        switch (entity)
        {
            case null or Multipart:
            case MessagePart when !attachedMessagesHaveIds:
                return new JsonObject { ["size"] = 0 };
            case TextPart text when IsInline(text):
                var data = MimeText.Utf8(text);
                if (data.Length <= inlineLimitInBytes)
                {
                    return data.Length == 0
                        ? new JsonObject { ["size"] = 0 }
                        : new JsonObject { ["size"] = data.Length, ["data"] = Base64UrlText.Encode(data) };
                }

                break;
        }

        var bytes = Bytes(entity, message.Raw);
        return bytes.Length == 0
            ? new JsonObject { ["size"] = 0 }
            : new JsonObject
            {
                ["attachmentId"] = attachmentIds.Issue(message.Id, partId),
                ["size"] = bytes.Length,
            };
    }

    private static bool IsInline(TextPart text) => !text.IsAttachment && FileName(text).Length == 0;

    private static byte[] Bytes(MimeEntity entity, byte[] raw)
    {
        switch (entity)
        {
            case MessagePart { Message: { } inner }:
                using (var stream = new MemoryStream())
                {
                    inner.WriteTo(LineBreaksOf(raw), stream);
                    return stream.ToArray();
                }

            case MimePart part:
                return MimeText.Content(part);
            default:
                return [];
        }
    }

    /// <summary>MimeKit writes the platform's line breaks unless told: the message's own must come out.</summary>
    private static FormatOptions LineBreaksOf(byte[] raw)
    {
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = raw.AsSpan().IndexOf("\r\n"u8) >= 0 ? NewLineFormat.Dos : NewLineFormat.Unix;
        return options;
    }

    private static IEnumerable<(MimeEntity? Entity, string PartId, HeaderList? Headers)> Children(
        MimeEntity? entity, string partId)
    {
        var prefix = partId.Length == 0 ? "" : partId + ".";
        return entity switch
        {
            Multipart multipart => multipart.Select((child, index) =>
                ((MimeEntity?)child, prefix + index, (HeaderList?)null)),
            MessagePart { Message: { } inner } => [(inner.Body, prefix + "0", inner.Headers)],
            _ => [],
        };
    }

    private static MimeEntity? Find(MimeEntity? entity, string at, string partId) => at == partId
        ? entity
        : Children(entity, at)
            .Where(child => partId == child.PartId || partId.StartsWith(child.PartId + ".", StringComparison.Ordinal))
            .Select(child => Find(child.Entity, child.PartId, partId))
            .FirstOrDefault(found => found is not null);

    private static string MimeType(MimeEntity? entity) =>
        entity?.ContentType.MimeType.ToLowerInvariant() ?? "text/plain";

    /// <summary>RFC 2183's filename or else RFC 2045's name, decoded from RFC 2231 or 2047; "" when neither is
    /// there.</summary>
    private static string FileName(MimeEntity? entity) =>
        entity?.ContentDisposition?.FileName ?? entity?.ContentType.Name ?? "";

    /// <summary>A message's own headers come before those that MimeKit keeps with its body, as they were
    /// sent.</summary>
    private static IEnumerable<(string Name, string Value)> Headers(
        HeaderList? messageHeaders, MimeEntity? entity, bool isRoot)
    {
        IEnumerable<Header> all = entity?.Headers ?? [];
        if (isRoot)
        {
            var own = messageHeaders ?? [];
            all = own.Concat(all).OrderBy(header => header.Offset ?? long.MaxValue);
        }

        return all.Select(header => (header.Field, header.Value));
    }

    private static JsonArray HeaderArray(IEnumerable<(string Name, string Value)> headers) => Json.Array(
        headers.Select(header => new JsonObject { ["name"] = header.Name, ["value"] = header.Value }));
}
