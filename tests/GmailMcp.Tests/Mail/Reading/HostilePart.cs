using FsCheck;
using FsCheck.Fluent;
using Gmail.Messages;
using GmailMcp.Tests.Mail.Composing;

namespace GmailMcp.Tests.Mail.Reading;

/// <summary>Payload trees as no sane server sends them: every property may be absent, wrong or contradict
/// another.</summary>
public sealed record HostilePart(MessagePart Value)
{
    private static readonly string?[] Types =
    [
        null, "", "text/plain", "TEXT/HTML", "text/csv", "multipart/mixed", "multipart/related", "message/rfc822",
        "message/delivery-status", "image/png", "nonsense", "/", "text/x-amp-html",
    ];

    private static readonly string[] HeaderNames =
    [
        "Subject", "from", "To", "CC", "Bcc", "Reply-To", "Date", "Message-ID", "In-Reply-To", "References",
        "Content-Type", "Content-Disposition", "Content-ID", "", "X-\r\n",
    ];

    private static readonly string[] HeaderStarts =
    [
        "", "attachment; filename=", "inline; filename*=utf-8''", "text/plain; charset=", "text/html; name=\"", "<",
        "a@b.example, ",
    ];

    public static Arbitrary<HostilePart> Arbitrary() =>
        Gen.Sized(size => Part(Math.Min(size, 30))).Select(part => new HostilePart(part)).ToArbitrary();

    private static Gen<MessagePart> Part(int size) =>
        from type in Gen.Elements(Types)
        from partId in Gen.Elements<string?>(null, "", "0", "1.2", "\r\n")
        from name in Gen.OneOf(Gen.Elements<string?>(null, ""), Text.Select(text => (string?)text))
        from areHeadersThere in Gen.Elements(true, true, false)
        from headers in Header.ArrayOf()
        from body in Body
        from children in size < 2
            ? Gen.Constant<MessagePart[]?>(null)
            : Part(size / 3).ArrayOf(3).Select(all => (MessagePart[]?)all)
        select new MessagePart
        {
            MimeType = type,
            PartId = partId,
            Filename = name,
            Headers = areHeadersThere ? headers : null,
            Body = body,
            Parts = children,
        };

    private static Gen<string> Text => HostileText.Arbitrary().Generator.Select(text => text.Value);

    private static Gen<MessageHeader> Header =>
        from name in Gen.Elements(HeaderNames)
        from start in Gen.Elements(HeaderStarts)
        from text in Text
        from lineBreak in Gen.Elements("", "\r\n", "\r\n\t", "\0")
        select new MessageHeader { Name = name, Value = start + lineBreak + text };

    private static Gen<MessagePartBody?> Body =>
        from isThere in Gen.Elements(true, true, false)
        from attachmentId in Gen.Elements<string?>(null, "", "ANGjdJ1")
        from size in Gen.Elements<int?>(null, 0, -1, int.MaxValue)
        from data in Gen.OneOf(
            Gen.Elements<string?>(null, "", "w7w", "GyRCJCI=", "_____w"), Text.Select(text => (string?)text))
        select isThere ? new MessagePartBody { AttachmentId = attachmentId, Size = size, Data = data } : null;
}
