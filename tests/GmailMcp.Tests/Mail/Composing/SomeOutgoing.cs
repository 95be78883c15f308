using System.Text;
using GmailMcp.Mail.Composing;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace GmailMcp.Tests.Mail.Composing;

/// <summary>Mails to write, and what came out, read back by a parser that is not ours.</summary>
internal static class SomeOutgoing
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 30, 0, TimeSpan.Zero);

    public static OutgoingMessage Mail(string subject = "Lunch", string body = "At noon?") => new()
    {
        To = ["ben@example.org"],
        Subject = subject,
        Body = body,
    };

    public static OutgoingAttachment File(string fileName, byte[] content, string? mimeType = null) =>
        new(fileName, mimeType, () => new MemoryStream(content), content.Length);

    public static ComposedMessage Compose(OutgoingMessage outgoing) =>
        new MessageComposer(new FakeTimeProvider(Now)).Compose(outgoing);

    public static string Raw(OutgoingMessage outgoing) => Encoding.Latin1.GetString(Bytes(outgoing));

    public static byte[] Bytes(OutgoingMessage outgoing)
    {
        using var composed = Compose(outgoing);
        return composed.ToArray();
    }

    public static MimeMessage Parsed(OutgoingMessage outgoing)
    {
        using var composed = Compose(outgoing);
        return MimeMessage.Load(new MemoryStream(composed.ToArray()));
    }

    /// <summary>The header block as lines, without the bodies.</summary>
    public static string[] HeaderLines(string raw) =>
        raw[..raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");

    /// <summary>The decoded bytes of a part.</summary>
    public static byte[] Content(MimeEntity? part)
    {
        using var content = new MemoryStream();
        (part as MimePart)?.Content?.DecodeTo(content, TestContext.Current.CancellationToken);
        return content.ToArray();
    }

    /// <summary>The text of a part without its last line break, which a mail always ends with.</summary>
    public static string TextOf(MimeEntity? part) => Encoding.UTF8.GetString(Content(part)).TrimEnd('\r', '\n');
}
