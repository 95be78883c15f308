using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace GmailMcp.Mail.Composing;

/// <summary>What a caller wants to send → a mail that every program shows as meant.</summary>
internal sealed class MessageComposer(TimeProvider clock)
{
    /// <summary>Gmail refuses more in one message: https://support.google.com/a/answer/166852</summary>
    public const int MaxRecipients = 500;

    /// <exception cref="InvalidAddressException">A recipient or the sender is no address.</exception>
    /// <exception cref="ComposeException">Something else cannot be written as asked.</exception>
    /// <exception cref="IOException">An attachment cannot be read.</exception>
    public ComposedMessage Compose(OutgoingMessage outgoing)
    {
        var from = string.IsNullOrWhiteSpace(outgoing.From) ? null : Recipient.Parse("from", outgoing.From);
        var to = Recipient.ParseAll("to", outgoing.To);
        var cc = Recipient.ParseAll("cc", outgoing.Cc);
        var bcc = Recipient.ParseAll("bcc", outgoing.Bcc);
        CheckRecipientCount(to.Count + cc.Count + bcc.Count);
        HeaderText.Check("subject", outgoing.Subject);
        OutgoingBody.CheckType(outgoing.MimeType);
        var attachedBytes = outgoing.Attachments.Sum(attachment => attachment.LengthInBytes);
        MessageSize.Check(MessageSize.InBase64(attachedBytes), outgoing.Attachments);

        var message = new MimeMessage();
        message.Headers.Clear();
        AddAddresses(message, "From", from is null ? [] : [from]);
        AddAddresses(message, "To", to);
        AddAddresses(message, "Cc", cc);
        AddAddresses(message, "Bcc", bcc);
        Add(message, "Subject", HeaderWriter.Text("Subject", outgoing.Subject));
        AddThread(message, outgoing);
        Add(message, "Date", Encoding.ASCII.GetBytes($" {DateUtils.FormatDate(clock.GetUtcNow())}\r\n"));
        message.Body = Assemble(outgoing);

        // Lines past 78 are legal up to 998 but suffer on the way; quoted-printable keeps them whole.
        message.Prepare(EncodingConstraint.SevenBit, 78);
        return Checked(message, () => outgoing.Attachments, size => new ComposedMessage(message, size)
        {
            From = from,
            To = to,
            Cc = cc,
            Bcc = bcc,
            IsLargerThanManyAccept = attachedBytes > MessageSize.MaxCommonAttachmentBytes,
        });
    }

    /// <summary>Measures by writing once to nowhere, which also finds an attachment that cannot be read.</summary>
    internal static ComposedMessage Checked(
        MimeMessage message, Func<IReadOnlyList<OutgoingAttachment>> attachments, Func<long, ComposedMessage> create)
    {
        var isRefused = true;
        try
        {
            var size = ComposedMessage.Measure(message);
            MessageSize.Check(size, size > MessageSize.MaxMimeBytes ? attachments() : []);
            isRefused = false;
            return create(size);
        }
        finally
        {
            if (isRefused)
            {
                message.Dispose();
            }
        }
    }

    internal static void CheckRecipientCount(int count)
    {
        if (count > MaxRecipients)
        {
            throw new ComposeException(
                "to",
                $"The mail has {count} recipients in to, cc and bcc; Gmail takes at most {MaxRecipients}.");
        }
    }

    internal static void AddAddresses(MimeMessage message, string fieldName, IReadOnlyList<MailAddress> addresses)
    {
        if (addresses.Count > 0)
        {
            Add(message, fieldName, HeaderWriter.Addresses(fieldName, addresses));
        }
    }

    private static void AddThread(MimeMessage message, OutgoingMessage outgoing)
    {
        var answered = string.IsNullOrWhiteSpace(outgoing.InReplyTo)
            ? null
            : ThreadReferences.ParseId("inReplyTo", outgoing.InReplyTo);
        if (answered is not null)
        {
            Add(message, "In-Reply-To", HeaderWriter.Ids("In-Reply-To", [answered]));
        }

        var references = ThreadReferences.Join(outgoing.References, answered);
        if (references.Count > 0)
        {
            Add(message, "References", HeaderWriter.Ids("References", references));
        }
    }

    /// <summary>No Message-ID is written: Gmail gives every mail its own, and MimeKit's would name this
    /// machine.</summary>
    internal static void Add(MimeMessage message, string fieldName, byte[] rawValue)
    {
        var header = new Header(fieldName, "");
        header.SetRawValue(rawValue);
        message.Headers.Add(header);
    }

    private static MimeEntity Assemble(OutgoingMessage outgoing)
    {
        var text = OutgoingText.Of(outgoing);
        var placed = InlinePictures.Of(text.Html, outgoing.Attachments);
        var body = OutgoingBody.Build(text with { Html = placed.Html }, [.. placed.Shown.Select(AttachmentPart.Build)]);
        if (placed.Files.Count == 0 && outgoing.Original is null)
        {
            return body;
        }

        var mixed = new Multipart("mixed") { body };
        foreach (var attachment in placed.Files)
        {
            mixed.Add(AttachmentPart.Build(attachment));
        }

        if (outgoing.Original is { } original)
        {
            mixed.Add(AttachmentPart.BuildMail(original));
        }

        return mixed;
    }
}
