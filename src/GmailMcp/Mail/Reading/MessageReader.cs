using System.Collections.Frozen;
using System.Net;
using Gmail.Messages;

namespace GmailMcp.Mail.Reading;

/// <summary>Gmail's answer → what a person would read. Never throws for what a mail holds; what cannot be read is left
/// out and noted.</summary>
internal static class MessageReader
{
    private static readonly FrozenDictionary<string, ReadOnlyMemory<byte>> NothingFetched =
        FrozenDictionary<string, ReadOnlyMemory<byte>>.Empty;

    /// <summary>Reads a message of <see cref="MessageFormat.Full"/>.</summary>
    /// <param name="message">As Gmail sent it.</param>
    /// <param name="fetchedParts">The bytes of the parts that an earlier reading listed in
    /// <see cref="ReadableMessage.BodyPartsToFetch"/>, by part id.</param>
    public static ReadableMessage Read(
        Message message,
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? fetchedParts = null)
    {
        var tree = PartTree.Walk(message.Payload, fetchedParts ?? NothingFetched);
        var texts = TextsOf(tree);
        return new ReadableMessage
        {
            MessageId = message.Id ?? "",
            ThreadId = message.ThreadId ?? "",
            LabelIds = message.LabelIds ?? [],
            InternalDate = InternalDateOf(message),
            Headers = HeaderReader.Read(message.Payload?.Headers),
            PlainText = SectionJoin.Plain(texts),
            Html = SectionJoin.Html(texts),
            Sections = tree.Sections,
            Attachments = tree.Attachments,
            BodyPartsToFetch = tree.ToFetch,
            Notes = texts.Any(text => text.AttachedMessagePartId is not null)
                ? tree.Notes | ReadingNotes.TextOfAttachedMessage
                : tree.Notes,
        };
    }

    /// <summary>The sections that <see cref="ReadableMessage.PlainText"/> and <see cref="ReadableMessage.Html"/> hold: the
    /// sender's text; where there is none, what stands in its place; then that of the messages attached.</summary>
    private static ReadableSection[] TextsOf(PartTree tree)
    {
        var own = tree.Sections.Where(section => section.AttachedMessagePartId is null).ToArray();
        var body = own.Where(section => section.Kind == SectionKind.Body && !section.IsEmpty).ToArray();
        if (body.Length > 0 || tree.ToFetch.Count > 0)
        {
            return body;
        }

        var words = own.Where(section => section.PlainText is not null).ToArray();
        return words.Length > 0
            ? words
            : [.. tree.Sections.Where(section => section.PlainText is not null || section.Html is not null)];
    }

    /// <summary>What a list shows of a message; <see cref="MessageFormat.Metadata"/> is enough.</summary>
    public static MessageSummary Summarize(Message message)
    {
        var headers = message.Payload?.Headers;
        return new MessageSummary
        {
            MessageId = message.Id ?? "",
            ThreadId = message.ThreadId ?? "",
            LabelIds = message.LabelIds ?? [],
            Subject = HeaderValue.Decode(HeaderLookup.First(headers, "Subject")),
            From = AddressHeader.ToText(HeaderLookup.First(headers, "From")),
            To = AddressHeader.ToText(HeaderLookup.All(headers, "To")),
            Date = HeaderValue.OneLine(HeaderLookup.First(headers, "Date")),
            InternalDate = InternalDateOf(message),
            Snippet = HeaderValue.OneLine(WebUtility.HtmlDecode(message.Snippet)),
        };
    }

    /// <summary>Finds an attachment by Gmail's id (of this very fetch), part id or file name, in this order.</summary>
    /// <param name="message">As Gmail sent it.</param>
    /// <param name="reference">What leads to the attachment.</param>
    /// <param name="fetchedParts">As in <see cref="Read"/>: what is inside a winmail.dat or signed mail is found only with
    /// its bytes, and has its content along.</param>
    public static AttachmentLookup FindAttachment(
        Message message, string reference, IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? fetchedParts = null)
    {
        var attachments = PartTree.Walk(message.Payload, fetchedParts ?? NothingFetched).Attachments;
        var byId = attachments.FirstOrDefault(attachment => attachment.AttachmentId == reference)
            ?? attachments.FirstOrDefault(attachment => attachment.PartId == reference);
        if (byId is not null)
        {
            return new AttachmentLookup(byId, []);
        }

        var exact = ByName(attachments, reference, StringComparison.Ordinal);
        return exact.Found is not null || exact.IsAmbiguous
            ? exact
            : ByName(attachments, reference.Trim(), StringComparison.OrdinalIgnoreCase);
    }

    private static AttachmentLookup ByName(
        IReadOnlyList<ReadableAttachment> attachments, string fileName, StringComparison comparison)
    {
        var named = attachments.Where(attachment => string.Equals(attachment.FileName, fileName, comparison)).ToArray();
        return named.Length switch
        {
            0 => AttachmentLookup.NotFound,
            1 => new AttachmentLookup(named[0], []),
            _ => new AttachmentLookup(null, [.. named.Select(attachment => attachment.PartId)]),
        };
    }

    private static DateTimeOffset? InternalDateOf(Message message)
    {
        var earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
        var latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        return message.InternalDate is { } milliseconds && milliseconds >= earliest && milliseconds <= latest
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
    }
}
