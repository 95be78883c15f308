using System.Text;
using Gmail.Messages;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Tests.Mail.Reading;

/// <summary>A raw message → all that reading it gives, as text for golden files. What Gmail would leave out is fetched
/// as a tool fetches it.</summary>
internal static class CorpusReading
{
    public static ReadableMessage Read(byte[] raw) => Read(PayloadTree.Of(raw), raw).Message;

    public static (ReadableMessage Message, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Fetched) Read(
        Message message, byte[] raw)
    {
        var first = MessageReader.Read(message);
        var fetched = first.BodyPartsToFetch
            .DistinctBy(part => part.PartId)
            .ToDictionary(part => part.PartId, part => (ReadOnlyMemory<byte>)(RawPart.Extract(raw, part.PartId) ?? []));
        return (MessageReader.Read(message, fetched), fetched);
    }

    public static string Describe(ReadableMessage message)
    {
        var text = new StringBuilder();
        AddHeaders(text, message.Headers);
        foreach (var section in message.Sections)
        {
            text.Append($"\n[{section.Kind}, part {section.PartId}");
            text.Append(section.AttachedMessagePartId is { } of ? $", of message {of}" : "");
            text.Append(section.PreferHtml ? ", prefer HTML]\n" : "]\n");
            if (section.Headers is { } headers)
            {
                AddHeaders(text, headers);
            }

            AddText(text, "plain", section.PlainText);
            AddText(text, "html", section.Html);
        }

        text.Append('\n');
        foreach (var file in message.Attachments)
        {
            text.Append($"Attachment {file.PartId}: {file.FileName}, {file.MimeType}, {file.SizeInBytes} bytes");
            text.Append(file.IsInline ? ", inline\n" : "\n");
        }

        text.Append($"Notes: {message.Notes}\n");
        return text.ToString();
    }

    private static void AddHeaders(StringBuilder text, ReadableHeaders headers)
    {
        (string Name, string Value)[] lines =
        [
            ("Subject", headers.Subject), ("From", headers.From), ("To", headers.To), ("Cc", headers.Cc),
            ("Bcc", headers.Bcc), ("Reply-To", headers.ReplyTo), ("Date", headers.Date),
            ("In-Reply-To", string.Join(' ', headers.InReplyTo)), ("References", string.Join(' ', headers.References)),
            ("List-Unsubscribe", headers.ListUnsubscribe), ("Auto-Submitted", headers.AutoSubmitted),
        ];
        foreach (var (name, value) in lines.Where(line => line.Value.Length > 0))
        {
            text.Append($"{name}: {value}\n");
        }
    }

    private static void AddText(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append($"{name}:\n{value.TrimEnd()}\n");
        }
    }
}
