using System.Runtime.CompilerServices;
using MimeKit;

namespace Gmail.Emulator.Search;

/// <summary>What can be searched in a message, read from it once and kept as long as the message is.</summary>
internal sealed class MessageText
{
    private static readonly ConditionalWeakTable<EmulatedMessage, MessageText> Known = [];

    private readonly LinkedContent _links;

    private MessageText(MimeMessage mime)
    {
        var body = new BodyText(mime);
        Subject = Words.Index(mime.Subject);
        Body = body.Index;
        FileNames = string.Concat(body.FileNames.Select(Words.Index));
        HasAttachment = body.HasAttachment;
        _links = body.Links;
        From = PeopleText.Of(mime.From, mime.Headers[HeaderId.From]);
        Cc = PeopleText.Of(mime.Cc, mime.Headers[HeaderId.Cc]);
        Bcc = PeopleText.Of(mime.Bcc, mime.Headers[HeaderId.Bcc]);
        Recipients = PeopleText.Join(PeopleText.Of(mime.To, mime.Headers[HeaderId.To]), Cc, Bcc);
        DeliveredTo = PeopleText.Of(DeliveredToOf(mime), null);
        List = Words.Index(mime.Headers[HeaderId.ListId]) + Words.Index(mime.Headers[HeaderId.ListPost])
            + Words.Index(mime.Headers["Mailing-List"]);
        MessageId = mime.MessageId ?? "";
    }

    public PeopleText From { get; }

    /// <summary>To, Cc and Bcc.</summary>
    public PeopleText Recipients { get; }

    public PeopleText Cc { get; }

    public PeopleText Bcc { get; }

    public PeopleText DeliveredTo { get; }

    public string Subject { get; }

    public string Body { get; }

    public string FileNames { get; }

    public string List { get; }

    /// <summary>Without angle brackets; empty when the message has none.</summary>
    public string MessageId { get; }

    public bool HasAttachment { get; }

    public static MessageText Of(EmulatedMessage message) =>
        Known.GetValue(message, static unread => new MessageText(unread.Mime));

    public bool Links(LinkedContent kind) => _links.HasFlag(kind);

    private static IEnumerable<InternetAddress> DeliveredToOf(MimeMessage mime) => mime.Headers
        .Where(header => header.Field.Equals("Delivered-To", StringComparison.OrdinalIgnoreCase))
        .SelectMany(header => InternetAddressList.TryParse(header.Value, out var list)
            ? [.. list]
            : Array.Empty<InternetAddress>());
}
