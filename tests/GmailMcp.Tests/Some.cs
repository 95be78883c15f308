using System.Text;

namespace GmailMcp.Tests;

/// <summary>Small pieces of plainly fictional mail.</summary>
internal static class Some
{
    public static byte[] Message(
        string subject = "Hello",
        string from = "Ann Example <ann@example.org>",
        string to = TestServer.Address,
        string body = "Hello there.",
        string extraHeaders = "",
        string contentType = "text/plain; charset=utf-8") => Encoding.UTF8.GetBytes(
            $"From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: Mon, 02 Nov 2026 09:00:00 +0000\r\n"
            + $"Message-ID: <{Guid.NewGuid():N}@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: {contentType}\r\n"
            + $"{extraHeaders}\r\n{body}\r\n");

    /// <summary>A message with one attachment of the given bytes.</summary>
    public static byte[] MessageWithAttachment(string fileName, byte[] content, string mimeType = "application/octet-stream") =>
        Message(
            "With a file",
            contentType: "multipart/mixed; boundary=frontier",
            body: "--frontier\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nSee the file.\r\n"
                + $"--frontier\r\nContent-Type: {mimeType}\r\nContent-Disposition: attachment; filename=\"{fileName}\"\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks) + "\r\n--frontier--");
}
