using System.Text;

namespace Gmail.Emulator.Tests;

/// <summary>Mail for tests, all of it invented.</summary>
internal static class Some
{
    public static byte[] Mail(
        string subject = "Lunch",
        string body = "Shall we meet at noon?",
        string? from = "Carla <carla@example.org>",
        string? to = "anna@example.com",
        string? messageId = null,
        string? inReplyTo = null,
        string headers = "")
    {
        var text = new StringBuilder();
        void Line(string name, string? value)
        {
            if (value is not null)
            {
                text.Append(name).Append(": ").Append(value).Append("\r\n");
            }
        }

        Line("From", from);
        Line("To", to);
        Line("Subject", subject);
        Line("Date", "Fri, 20 Nov 2026 08:00:00 +0000");
        Line("Message-ID", messageId);
        Line("In-Reply-To", inReplyTo);
        Line("References", inReplyTo);
        text.Append(headers);
        text.Append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n").Append(body).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Lines joined by CRLF, as Latin-1 bytes.</summary>
    public static byte[] Lines(params string[] lines) => Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + "\r\n");

    /// <summary>A text and an HTML body, an inline picture and a PDF.</summary>
    public static byte[] MailWithAttachments() => Lines(
        "From: Carla <carla@example.org>",
        "To: anna@example.com",
        "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=",
        "Message-ID: <attach@example.org>",
        "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=mix",
        "",
        "--mix",
        "Content-Type: multipart/related; boundary=rel",
        "",
        "--rel",
        "Content-Type: multipart/alternative; boundary=alt",
        "",
        "--alt",
        "Content-Type: text/plain; charset=iso-8859-1",
        "Content-Transfer-Encoding: 8bit",
        "",
        "Gr\u00FC\u00DFe aus Z\u00FCrich",
        "--alt",
        "Content-Type: text/html; charset=utf-8",
        "",
        "<p>Hello <b>Anna</b></p>",
        "--alt--",
        "--rel",
        "Content-Type: image/png",
        "Content-ID: <logo>",
        "Content-Transfer-Encoding: base64",
        "",
        "iVBORw0KGgo=",
        "--rel--",
        "--mix",
        "Content-Type: application/pdf",
        "Content-Disposition: attachment; filename*=utf-8''R%C3%A9sum%C3%A9.pdf",
        "Content-Transfer-Encoding: base64",
        "",
        "JVBERi0xLjQKJSVFT0YK",
        "--mix--");
}
