using System.Text;
using Gmail.Messages;
using MimeKit;

namespace GmailMcp.Mail.Reading;

/// <summary>Headers as Gmail sends them → <see cref="ReadableHeaders"/>.</summary>
internal static class HeaderReader
{
    public static ReadableHeaders Read(IReadOnlyList<MessageHeader>? headers)
    {
        var from = HeaderLookup.First(headers, "From");
        var to = HeaderLookup.All(headers, "To");
        var cc = HeaderLookup.All(headers, "Cc");
        var bcc = HeaderLookup.All(headers, "Bcc");
        var replyTo = HeaderLookup.All(headers, "Reply-To");
        var messageIds = MessageIdList.Parse(HeaderLookup.First(headers, "Message-ID"));
        return new ReadableHeaders
        {
            Subject = HeaderValue.Decode(HeaderLookup.First(headers, "Subject")),
            From = AddressHeader.ToText(from),
            To = AddressHeader.ToText(to),
            Cc = AddressHeader.ToText(cc),
            Bcc = AddressHeader.ToText(bcc),
            ReplyTo = AddressHeader.ToText(replyTo),
            FromAddresses = AddressHeader.Parse(from),
            ToAddresses = AddressHeader.Parse(to),
            CcAddresses = AddressHeader.Parse(cc),
            BccAddresses = AddressHeader.Parse(bcc),
            ReplyToAddresses = AddressHeader.Parse(replyTo),
            Date = HeaderValue.OneLine(HeaderLookup.First(headers, "Date")),
            MessageId = messageIds.Count > 0 ? messageIds[0] : null,
            InReplyTo = MessageIdList.Parse(HeaderLookup.First(headers, "In-Reply-To")),
            References = MessageIdList.Parse(HeaderLookup.First(headers, "References")),
            ListUnsubscribe = HeaderValue.OneLine(HeaderLookup.All(headers, "List-Unsubscribe")),
            ListUnsubscribePost = HeaderValue.OneLine(HeaderLookup.First(headers, "List-Unsubscribe-Post")),
            ListId = HeaderValue.Decode(HeaderLookup.First(headers, "List-Id")),
            Sender = AddressHeader.ToText(HeaderLookup.First(headers, "Sender")),
            AutoSubmitted = HeaderValue.OneLine(HeaderLookup.First(headers, "Auto-Submitted")),
        };
    }

    /// <summary>The headers of a message in its raw form. There a name is still encoded, and cannot pose as an address as it can where
    /// Gmail has decoded it.</summary>
    /// <returns>Null where the raw form begins with something else.</returns>
    public static ReadableHeaders? ReadRaw(byte[] mime)
    {
        try
        {
            using var stream = new MemoryStream(mime);
            return Read([.. HeaderList.Load(stream).Select(header =>
                new MessageHeader { Name = header.Field, Value = Encoding.UTF8.GetString(header.RawValue).Trim() })]);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
