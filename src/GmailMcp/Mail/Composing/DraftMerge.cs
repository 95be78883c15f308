using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace GmailMcp.Mail.Composing;

/// <summary>What is to change in a draft; null leaves it as it is.</summary>
internal sealed record DraftChanges
{
    public IReadOnlyList<string>? To { get; init; }

    public IReadOnlyList<string>? Cc { get; init; }

    public IReadOnlyList<string>? Bcc { get; init; }

    public string? Subject { get; init; }

    public string? Body { get; init; }

    public string? HtmlBody { get; init; }

    /// <summary>The files instead of those that the draft has; pictures inside its text stay.</summary>
    public IReadOnlyList<OutgoingAttachment>? Attachments { get; init; }

    public bool ChangesText => Body is not null || HtmlBody is not null;
}

/// <summary>Changes a draft without losing what nobody spoke of: other headers, files and pictures stay to the byte.</summary>
internal static class DraftMerge
{
    /// <param name="raw">The draft as it is.</param>
    /// <param name="changes">What changes.</param>
    /// <param name="now">For the Date header.</param>
    /// <exception cref="ComposeException">Something cannot be written as asked.</exception>
    /// <exception cref="FormatException">The draft is no mail.</exception>
    public static ComposedMessage Merge(byte[] raw, DraftChanges changes, DateTimeOffset now)
    {
        using var stream = new MemoryStream(raw);
        var message = MimeMessage.Load(stream);
        SetAddresses(message, "To", changes.To);
        SetAddresses(message, "Cc", changes.Cc);
        SetAddresses(message, "Bcc", changes.Bcc);
        if (changes.Subject is { } subject)
        {
            HeaderText.Check("subject", subject);
            message.Headers.RemoveAll("Subject");
            MessageComposer.Add(message, "Subject", HeaderWriter.Text("Subject", subject));
        }

        if (changes.ChangesText || changes.Attachments is not null)
        {
            message.Body = Rebuild(message, changes);
        }

        message.Headers.RemoveAll("Date");
        MessageComposer.Add(message, "Date", Encoding.ASCII.GetBytes($" {DateUtils.FormatDate(now)}\r\n"));
        message.Prepare(EncodingConstraint.SevenBit, 78);
        return MessageComposer.Checked(message, changes.Attachments ?? [], size => new ComposedMessage(message, size)
        {
            From = null,
            To = Addresses(message.To),
            Cc = Addresses(message.Cc),
            Bcc = Addresses(message.Bcc),
            IsLargerThanManyAccept = false,
        });
    }

    private static void SetAddresses(MimeMessage message, string fieldName, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            return;
        }

        var addresses = Recipient.ParseAll(fieldName.ToLowerInvariant(), texts);
        message.Headers.RemoveAll(fieldName);
        MessageComposer.AddAddresses(message, fieldName, addresses);
    }

    private static MimeEntity Rebuild(MimeMessage message, DraftChanges changes)
    {
        var parts = message.BodyParts.ToList();
        var plain = parts.OfType<TextPart>().FirstOrDefault(part => part is { IsPlain: true, IsAttachment: false });
        var html = parts.OfType<TextPart>().FirstOrDefault(part => part is { IsHtml: true, IsAttachment: false });
        var rest = parts.Where(part => part != plain && part != html).ToList();
        var pictures = rest.OfType<MimePart>().Where(part => !part.IsAttachment && part.ContentId is not null).ToList();
        var text = OutgoingText.Of(NewText(changes, plain?.Text, html?.Text));
        var given = InlinePictures.Of(text.Html, changes.Attachments ?? [], pictures.Select(picture => picture.ContentId!));
        var body = OutgoingBody.Build(
            text with { Html = given.Html }, [.. pictures, .. given.Shown.Select(AttachmentPart.Build)]);
        var files = changes.Attachments is null ? rest.Except(pictures) : given.Files.Select(MimeEntity (file) => AttachmentPart.Build(file));
        var all = new Multipart("mixed") { body };
        foreach (var file in files.Concat(html is null && changes.HtmlBody is null ? pictures : []))
        {
            all.Add(file);
        }

        return all.Count == 1 ? body : all;
    }

    // One form alone would leave the other saying what it said before: it is made anew from the one given.
    private static OutgoingMessage NewText(DraftChanges changes, string? plain, string? html) => new()
    {
        Subject = "",
        Body = changes.Body ?? (changes.HtmlBody is null ? plain : Html.HtmlToMarkdown.Convert(changes.HtmlBody).Markdown) ?? "",
        HtmlBody = changes.HtmlBody ?? (changes.Body is null ? html : html is null ? null : PlainTextAsHtml.Convert(changes.Body)),
    };

    private static List<MailAddress> Addresses(InternetAddressList list) =>
        [.. list.Mailboxes.Select(mailbox => new MailAddress(mailbox.Name ?? "", mailbox.GetAddress(idnEncode: true)))];
}
