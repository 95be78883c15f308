using System.Text;
using MimeKit;
using MimeKit.IO;
using MimeKit.Utils;

namespace GmailMcp.Mail.Composing;

/// <summary>What is to change in a draft; null leaves it as it is.</summary>
internal sealed record DraftChanges
{
    public IReadOnlyList<string>? To { get; init; }

    public IReadOnlyList<string>? Cc { get; init; }

    public IReadOnlyList<string>? Bcc { get; init; }

    public string? Subject { get; init; }

    /// <summary>Empty: there is no text any more, in neither form.</summary>
    public string? Body { get; init; }

    /// <summary>Empty: the HTML goes, the plain text stays.</summary>
    public string? HtmlBody { get; init; }

    /// <summary>Whether <see cref="Body"/> is Markdown, which the HTML is made from.</summary>
    public bool IsMarkdown { get; init; }

    /// <summary>The files instead of those that the draft has; pictures inside its text stay.</summary>
    public IReadOnlyList<OutgoingAttachment>? Attachments { get; init; }

    public bool ChangesText => Body is not null || HtmlBody is not null;
}

/// <summary>A draft as it will be.</summary>
/// <param name="Mail">The whole of it.</param>
/// <param name="BecameFiles">The names of pictures that the text showed and does not show any more: files now.</param>
/// <param name="Dropped">The names of those that went with the files they were replaced by.</param>
internal sealed record MergedDraft(
    ComposedMessage Mail, IReadOnlyList<string> BecameFiles, IReadOnlyList<string> Dropped) : IDisposable
{
    public void Dispose() => Mail.Dispose();
}

/// <summary>Changes a draft without losing what nobody spoke of: other headers, files and pictures stay to the
/// byte.</summary>
internal sealed class DraftMerge
{
    private readonly MimeMessage _message;
    private readonly DraftChanges _changes;
    private readonly DraftParts _parts;
    private readonly List<string> _becameFiles = [];
    private readonly List<string> _dropped = [];

    private DraftMerge(MimeMessage message, DraftChanges changes)
    {
        (_message, _changes) = (message, changes);
        _parts = DraftParts.Of(message.Body);
    }

    /// <param name="raw">The draft as it is.</param>
    /// <param name="changes">What changes.</param>
    /// <param name="now">For the Date header.</param>
    /// <exception cref="ComposeException">Something cannot be written as asked.</exception>
    /// <exception cref="FormatException">The draft is no mail.</exception>
    public static MergedDraft Merge(byte[] raw, DraftChanges changes, DateTimeOffset now)
    {
        using var stream = new MemoryStream(raw);
        var merge = new DraftMerge(MimeMessage.Load(stream), changes);
        merge.SetHeaders(now);
        merge.SetBody();
        return merge.Finish();
    }

    private void SetHeaders(DateTimeOffset now)
    {
        SetAddresses("To", _changes.To);
        SetAddresses("Cc", _changes.Cc);
        SetAddresses("Bcc", _changes.Bcc);
        if ((_changes.To ?? _changes.Cc ?? _changes.Bcc) is not null)
        {
            MessageComposer.CheckRecipientCount(
                new[] { _message.To, _message.Cc, _message.Bcc }.Sum(field => field.Mailboxes.Count()));
        }

        if (_changes.Subject is { } subject)
        {
            HeaderText.Check("subject", subject);
            _message.Headers.RemoveAll("Subject");
            MessageComposer.Add(_message, "Subject", HeaderWriter.Text("Subject", subject));
        }

        _message.Headers.RemoveAll("Date");
        MessageComposer.Add(_message, "Date", Encoding.ASCII.GetBytes($" {DateUtils.FormatDate(now)}\r\n"));
    }

    private void SetAddresses(string fieldName, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            return;
        }

        var addresses = Recipient.ParseAll(fieldName.ToLowerInvariant(), texts);
        _message.Headers.RemoveAll(fieldName);
        MessageComposer.AddAddresses(_message, fieldName, addresses);
    }

    private void SetBody()
    {
        if (!_changes.ChangesText && _changes.Attachments is null)
        {
            return;
        }

        if (_parts.SealedType is { } type)
        {
            throw new ComposeException(
                _changes.ChangesText ? "body" : "attachments",
                $"The draft is {type}, such as a signed or encrypted mail: another text or other files would break it, "
                + "so it was not changed. Change it in the program that wrote it; its recipients and subject can be changed here.");
        }

        if (_changes.ChangesText)
        {
            SetText();
        }
        else
        {
            ReplaceFiles(_changes.Attachments!); // not null: asked above
        }
    }

    private void SetText()
    {
        var text = OutgoingText.Of(NewText());
        var given = InlinePictures.Of(
            text.Html,
            _changes.Attachments ?? [],
            Kept(_changes.Attachments ?? []).Select(picture => picture.ContentId!)); // not null: pictures have one
        var shown = InlinePictures.NamesIn(given.Html);
        IReadOnlyList<MimeEntity> keptFiles = _changes.Attachments is null ? _parts.Files : [];
        var staying = Kept(_changes.Attachments ?? []).Concat(keptFiles.OfType<MimePart>())
            .Where(part => part.ContentId is { } id && shown.Contains(id))
            .ToList();
        var body = OutgoingBody.Build(
            text with { Html = given.Html }, [.. staying, .. given.Shown.Select(AttachmentPart.Build)]);
        if (given.Html is null && _changes.Body is null && _parts.OnlyPlain is { } asItIs)
        {
            body = asItIs;
        }

        _message.Body = WithFiles(
            WithCalendars(body),
            [
                .. _parts.Calendars.Where(calendar => !_parts.IsForm(calendar)),
                .. keptFiles.Except(staying),
                .. given.Files.Select(AttachmentPart.Build),
                .. PicturesAsFiles(staying),
            ]);
    }

    // A picture given under the same name takes the place of the old one.
    private IEnumerable<MimePart> Kept(IReadOnlyList<OutgoingAttachment> given) =>
        _parts.Pictures.Where(picture => !given.Any(one => one.ContentId == picture.ContentId));

    // One form alone would leave the other saying what it said before: it is made anew from the one given.
    private OutgoingMessage NewText()
    {
        var (body, html) = (_changes.Body, _changes.HtmlBody);
        var isMarkdown = _changes.IsMarkdown && !string.IsNullOrWhiteSpace(body);
        var followsBody = html is null && !isMarkdown && !string.IsNullOrWhiteSpace(body) && _parts.HasHtml;
        return new OutgoingMessage
        {
            Subject = "",
            Body = body ?? (string.IsNullOrWhiteSpace(html) ? _parts.Plain : OutgoingText.PlainOf(html)),
            HtmlBody = followsBody ? PlainTextAsHtml.Convert(body!) : html, // not null: it is not empty
            IsMarkdown = isMarkdown,
        };
    }

    private MimeEntity WithCalendars(MimeEntity body)
    {
        var forms = _parts.Calendars.Where(_parts.IsForm).ToList();
        if (forms.Count == 0)
        {
            return body;
        }

        var alternative = body as MultipartAlternative ?? [body];
        forms.ForEach(alternative.Add);
        return alternative;
    }

    private static MimeEntity WithFiles(MimeEntity body, IReadOnlyList<MimeEntity> files)
    {
        if (files.Count == 0)
        {
            return body;
        }

        var all = body is Multipart multipart && multipart.ContentType.IsMimeType("multipart", "mixed")
            ? multipart
            : new Multipart("mixed") { body };
        foreach (var file in files)
        {
            all.Add(file);
        }

        return all;
    }

    private List<MimePart> PicturesAsFiles(IEnumerable<MimePart> staying)
    {
        var gone = Kept(_changes.Attachments ?? []).Except(staying).ToList();
        (_changes.Attachments is null ? _becameFiles : _dropped).AddRange(gone.Select(NameOf));
        if (_changes.Attachments is not null)
        {
            return [];
        }

        // An inline part that nothing shows is seen by few programs.
        gone.ForEach(picture => (picture.ContentDisposition ??= new ContentDisposition()).Disposition = "attachment");
        return gone;
    }

    private void ReplaceFiles(IReadOnlyList<OutgoingAttachment> attachments)
    {
        var html = _parts.Texts.FirstOrDefault(text => text.IsHtml);
        var given = InlinePictures.Of(html?.Text, attachments, Kept(attachments).Select(picture => picture.ContentId!));
        foreach (var part in _parts.Files.Concat(_parts.Pictures.Except(Kept(attachments))))
        {
            if (!_parts.Remove(part))
            {
                _message.Body = OutgoingBody.Build(new OutgoingText("", null), []);
            }
        }

        if (html is not null && given.Shown.Count > 0)
        {
            Show(html, given);
        }

        _message.Body = WithFiles(
            _message.Body ?? OutgoingBody.Build(new OutgoingText("", null), []), [.. given.Files.Select(AttachmentPart.Build)]);
    }

    private void Show(TextPart html, InlinePictures given)
    {
        if (given.Html != html.Text)
        {
            html.SetText(Encoding.UTF8, given.Html!); // not null: there is HTML
        }

        var parent = _parts.ParentOf(html);
        if (parent is not MultipartRelated related)
        {
            related = new MultipartRelated();
            if (parent is null)
            {
                _message.Body = related;
            }
            else
            {
                parent[parent.IndexOf(html)] = related;
            }

            related.Root = html;
        }

        foreach (var picture in given.Shown)
        {
            related.Add(AttachmentPart.Build(picture));
        }
    }

    private MergedDraft Finish()
    {
        _message.Prepare(EncodingConstraint.SevenBit, 78);
        var mail = MessageComposer.Checked(_message, FilesOf, size => new ComposedMessage(_message, size)
        {
            From = null,
            To = Addresses(_message.To),
            Cc = Addresses(_message.Cc),
            Bcc = Addresses(_message.Bcc),
            IsLargerThanManyAccept = false,
        });
        return new MergedDraft(mail, _becameFiles, _dropped);
    }

    // Those that stay too: who is told that it is too large must know what to leave out.
    private IReadOnlyList<OutgoingAttachment> FilesOf()
    {
        var parts = DraftParts.Of(_message.Body);
        return
        [
            .. parts.Pictures.Concat(parts.Files).Select(part =>
                new OutgoingAttachment(NameOf(part), MimeType: null, () => Stream.Null, SizeOf(part))),
        ];
    }

    private static long SizeOf(MimeEntity part)
    {
        using var measured = new MeasuringStream();
        if (part is MimePart { Content: { } content })
        {
            content.DecodeTo(measured);
        }
        else
        {
            part.WriteTo(measured, contentOnly: true);
        }

        return measured.Length;
    }

    private static string NameOf(MimeEntity part) =>
        HeaderValue.OneLine(part.ContentDisposition?.FileName ?? part.ContentType.Name) is { Length: > 0 } name
            ? name
            : $"(a part without a name, {part.ContentType.MimeType})";

    private static List<MailAddress> Addresses(InternetAddressList list) =>
        [.. list.Mailboxes.Select(mailbox => new MailAddress(mailbox.Name ?? "", mailbox.GetAddress(idnEncode: true)))];
}
