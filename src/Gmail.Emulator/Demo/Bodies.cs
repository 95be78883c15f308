using System.Globalization;
using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace Gmail.Emulator.Demo;

/// <summary>The shapes that bodies take.</summary>
internal static class Bodies
{
    /// <summary>Text, or text and HTML, with the pictures that the HTML shows, with the files that are
    /// attached.</summary>
    public static MimeEntity Of(DemoMail mail)
    {
        var body = mail.Html is null ? Text("plain", mail.Text, mail) : Readable(mail);
        var files = mail.Files.Where(file => file.ContentId is null).ToList();
        if (files.Count == 0)
        {
            return body;
        }

        var mixed = new Multipart("mixed") { body };
        files.ForEach(file => mixed.Add(File(file)));
        return mixed;
    }

    public static TextPart Text(string subtype, string text, DemoMail mail)
    {
        var part = new TextPart(subtype);
        part.SetText(Encoding.GetEncoding(mail.Charset), text.ReplaceLineEndings("\r\n") + "\r\n");
        var isSevenBit = (mail.Charset == "iso-2022-jp" || Ascii.IsValid(text)) && !HasLongLine(text);
        part.ContentTransferEncoding = mail.Encoding != ContentEncoding.Default ? mail.Encoding
            : isSevenBit ? ContentEncoding.SevenBit : ContentEncoding.QuotedPrintable;
        return part;
    }

    public static MimePart File(DemoFile file)
    {
        var part = new MimePart(file.MediaType)
        {
            Content = new MimeContent(new MemoryStream(file.Content)),
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new ContentDisposition(file.ContentId is null ? "attachment" : "inline"),
            FileName = file.Name,
        };
        if (file.ContentId is { } contentId)
        {
            part.ContentId = contentId;
        }

        return part;
    }

    /// <summary>The whole message that somebody passes on as an attachment.</summary>
    public static MimeEntity Forwarded(DemoMail mail, DemoMail inner, DateTimeOffset sentAt)
    {
        var message = new MimeMessage
        {
            Date = sentAt,
            MessageId = $"{mail.Key}-inner@example.org",
            Subject = inner.Subject,
        };
        message.From.Add(MailboxAddress.Parse(inner.From));
        message.To.Add(MailboxAddress.Parse(inner.To));
        message.Body = Of(inner);
        return new Multipart("mixed")
        {
            Text("plain", mail.Text, mail),
            new MessagePart("rfc822") { Message = message, ContentDisposition = new ContentDisposition("attachment") },
        };
    }

    /// <summary>A bounce (RFC 3464): words for the person, status for the machine, the head of what came
    /// back.</summary>
    public static MimeEntity Bounce(
        DemoMail mail, DateTimeOffset at, string recipient, string status, string reason, string subject)
    {
        var action = status[0] == '5' ? "failed" : "delayed";
        var delivery = $"Reporting-MTA: dns; mail.example.net\r\nArrival-Date: {DateUtils.FormatDate(at)}\r\n\r\n"
            + $"Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {status}\r\n"
            + $"Diagnostic-Code: smtp; {reason}\r\n";
        var returned = $"From: {People.Robin}\r\nTo: {recipient}\r\nSubject: {subject}\r\n"
            + $"Message-ID: <{mail.Key}-sent@example.com>\r\nDate: {DateUtils.FormatDate(at.AddMinutes(-2))}\r\n\r\n";
        var report = new MultipartReport("delivery-status") { Text("plain", mail.Text, mail) };
        report.Add(Part("message", "delivery-status", delivery));
        report.Add(Part("text", "rfc822-headers", returned));
        return report;
    }

    /// <summary>An invitation (RFC 5546) beside its text, and attached as invite.ics, as calendars send it.</summary>
    public static MimeEntity Invitation(DemoMail mail, DateTimeOffset at, DemoEvent invitation)
    {
        var lines = invitation.ToCalendar(mail, at);
        var calendar = new TextPart("calendar") { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        calendar.SetText(Encoding.UTF8, lines);
        calendar.ContentType.Parameters.Add("method", invitation.Method);
        return new Multipart("mixed")
        {
            new Multipart("alternative") { Text("plain", mail.Text, mail), calendar },
            File(new DemoFile("invite.ics", "application/ics", Encoding.UTF8.GetBytes(lines))),
        };
    }

    /// <summary>RFC 5545 §3.3.5, in UTC.</summary>
    public static string CalendarTime(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static MimeEntity Readable(DemoMail mail)
    {
        MimeEntity html = Text("html", mail.Html!, mail); // Of asks for it only when there is HTML
        var pictures = mail.Files.Where(file => file.ContentId is not null).ToList();
        if (pictures.Count > 0)
        {
            var related = new Multipart("related") { html };
            pictures.ForEach(file => related.Add(File(file)));
            html = related;
        }

        return mail.HtmlOnly ? html : new Multipart("alternative") { Text("plain", mail.Text, mail), html };
    }

    private static MimePart Part(string type, string subtype, string text) => new(type, subtype)
    {
        Content = new MimeContent(new MemoryStream(Encoding.ASCII.GetBytes(text))),
        ContentTransferEncoding = ContentEncoding.SevenBit,
    };

    /// <summary>RFC 5322 §2.1.1 allows 998 characters; quoted-printable is the custom long before.</summary>
    private static bool HasLongLine(string text) => text.Split('\n').Any(line => line.Length > 500);
}
