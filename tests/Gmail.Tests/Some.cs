using System.Globalization;
using System.Text;

namespace Gmail.Tests;

/// <summary>Mail for tests, all of it invented.</summary>
internal static class Some
{
    /// <summary>Monday noon, and mails that say nothing else are from then.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    public static MimeContent Mail(
        string subject = "Lunch",
        string body = "Shall we meet at noon?",
        string from = "Carla <carla@example.org>",
        string to = "anna@example.com",
        DateTimeOffset? date = null,
        string? messageId = null,
        string? inReplyTo = null,
        string headers = "") =>
        MimeContent.FromBytes(Bytes(subject, body, from, to, date, messageId, inReplyTo, headers));

    public static byte[] Bytes(
        string subject = "Lunch",
        string body = "Shall we meet at noon?",
        string from = "Carla <carla@example.org>",
        string to = "anna@example.com",
        DateTimeOffset? date = null,
        string? messageId = null,
        string? inReplyTo = null,
        string headers = "")
    {
        var text = new StringBuilder()
            .Append("From: ").Append(from)
            .Append("\r\nTo: ").Append(to)
            .Append("\r\nSubject: ").Append(subject)
            .Append("\r\nDate: ").Append((date ?? Monday).ToString("r", CultureInfo.InvariantCulture).Replace("GMT", "+0000"))
            .Append("\r\n");
        if (messageId is not null)
        {
            text.Append("Message-ID: ").Append(messageId).Append("\r\n");
        }

        if (inReplyTo is not null)
        {
            text.Append($"In-Reply-To: {inReplyTo}\r\nReferences: {inReplyTo}\r\n");
        }

        return Encoding.UTF8.GetBytes(
            $"{text}{headers}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n");
    }

    /// <summary>A text and a PDF that is none.</summary>
    public static byte[] BytesWithAttachment(byte[] attachment, string subject = "The plan") => Lines(
        "From: Carla <carla@example.org>",
        "To: anna@example.com",
        $"Subject: {subject}",
        "Date: Mon, 02 Nov 2026 12:00:00 +0000",
        "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=mix",
        "",
        "--mix",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "Here is the plan.",
        "--mix",
        "Content-Type: application/pdf; name=\"plan.pdf\"",
        "Content-Disposition: attachment; filename=\"plan.pdf\"",
        "Content-Transfer-Encoding: base64",
        "",
        Convert.ToBase64String(attachment, Base64FormattingOptions.InsertLineBreaks),
        "--mix--");

    /// <summary>A mail of a stated size, text all through.</summary>
    public static byte[] LargeBytes(int length, string subject = "Large", string to = "carla@example.org")
    {
        var mail = Bytes(subject, from: "anna@example.com", to: to);
        var line = Encoding.ASCII.GetBytes(new string('x', 70) + "\r\n");
        var bytes = new byte[length];
        mail.CopyTo(bytes, 0);
        for (var at = mail.Length; at < length; at++)
        {
            bytes[at] = line[(at - mail.Length) % line.Length];
        }

        return bytes;
    }

    /// <summary>Lines joined by CRLF, as Latin-1 bytes.</summary>
    public static byte[] Lines(params string[] lines) => Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + "\r\n");

    /// <summary>Bytes that are like no text.</summary>
    public static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }
}
