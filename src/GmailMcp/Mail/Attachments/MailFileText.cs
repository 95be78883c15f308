using System.Text;
using GmailMcp.Mail.Html;
using GmailMcp.Mail.Reading;
using MimeKit;

namespace GmailMcp.Mail.Attachments;

/// <summary>A mail saved as a file: its headers, its text, and the names of what is attached to it.</summary>
internal static class MailFileText
{
    private const int MostParts = 1000;

    public static AttachmentReading Read(byte[] content)
    {
        using var stream = new MemoryStream(content, writable: false);
        using var message = MimeMessage.Load(ParserOptions.Default, stream, persistent: true);
        var sink = new TextSink();
        foreach (var name in (ReadOnlySpan<string>)["From", "To", "Cc", "Date", "Subject"])
        {
            if (message.Headers[name] is { Length: > 0 } value)
            {
                sink.Append($"{name}: {HeaderValue.OneLine(value)}\n");
            }
        }

        sink.EndParagraph();
        var parts = message.BodyParts.Take(MostParts).ToList();
        sink.Append(BodyOf(parts));
        var attached = parts.Where(part => !IsBody(part)).Select(NameOf).ToList();
        if (attached.Count > 0)
        {
            sink.EndParagraph();
            sink.Append($"Attachments ({attached.Count}):\n");
            sink.Append(string.Join('\n', attached.Select(name => $"- {name}")));
        }

        return sink.ToReading();
    }

    private static string BodyOf(List<MimeEntity> parts)
    {
        var bodies = parts.Where(IsBody).Cast<TextPart>().ToList();
        var plain = Joined(bodies.Where(part => !part.IsHtml));
        return plain.Trim().Length > 0 ? plain : HtmlToMarkdown.Convert(Joined(bodies.Where(part => part.IsHtml))).Markdown;
    }

    private static string Joined(IEnumerable<TextPart> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            using var content = new MemoryStream();
            part.Content?.DecodeTo(content);
            text.Append(CharsetText.Decode(content.ToArray(), part.ContentType.Charset).Text).Append('\n');
        }

        return text.ToString();
    }

    private static bool IsBody(MimeEntity part) =>
        part is TextPart { IsAttachment: false } text && (text.IsHtml || text.IsPlain);

    private static string NameOf(MimeEntity part)
    {
        var name = part is MimePart { FileName: { Length: > 0 } file } ? ShownName.Of(file)
            : part is MessagePart { Message.Subject: { } subject } ? ShownName.Of(subject)
            : "(no name)";
        return $"{name} ({part.ContentType.MimeType})";
    }
}
