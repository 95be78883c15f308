using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace GmailMcp.Mail.Composing;

/// <summary>What a mail says, in hashes: equal for two writings of the same mail, whatever their dates and boundaries.</summary>
/// <param name="Content">Over the sender, recipients by field, subject, thread headers and every part with its name: two mails with
/// the same are the same to everybody.</param>
/// <param name="Match">Over recipients, subject and text only: enough to know a mail again in what Gmail made of it.</param>
/// <param name="MatchWithoutBcc">The same without Bcc, which a sent copy may lack.</param>
internal sealed record MailDigests(string Content, string Match, string MatchWithoutBcc)
{
    /// <summary>True for a mail without a recipient.</summary>
    public bool HasNobody { get; private init; }

    /// <summary>True for a mail that answers another.</summary>
    public bool IsAnswer { get; private init; }

    /// <exception cref="IOException">An attachment cannot be read.</exception>
    public static MailDigests Of(MimeMessage message)
    {
        var (plain, html) = (Text(message.TextBody), Text(message.HtmlBody));
        var subject = message.Subject?.Trim() ?? "";
        using var match = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in (string[])[Everyone(message.To, message.Cc), subject, plain, html])
        {
            Add(match, text);
        }

        var withoutBcc = Convert.ToHexStringLower(match.GetCurrentHash());
        var bcc = Everyone(message.Bcc);
        Add(match, bcc);
        var whole = Convert.ToHexStringLower(match.GetCurrentHash());
        return new MailDigests(ContentOf(message, subject), bcc.Length == 0 ? withoutBcc : whole, withoutBcc)
        {
            HasNobody = Everyone(message.To, message.Cc, message.Bcc).Length == 0,
            IsAnswer = message.InReplyTo is not null || message.References.Count > 0,
        };
    }

    /// <summary>The digests of a mail as Gmail gives it (format=raw); null where it cannot be read.</summary>
    public static MailDigests? OfRaw(byte[] mime)
    {
        try
        {
            using var stream = new MemoryStream(mime);
            using var message = MimeMessage.Load(stream);
            return Of(message);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether a mail found in the mailbox is this one.</summary>
    public bool IsSameMail(MailDigests found) => found.Match == Match || found.Match == MatchWithoutBcc;

    private static string ContentOf(MimeMessage message, string subject)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in (string[])
            [
                Everyone(message.From), Everyone(message.To), Everyone(message.Cc), Everyone(message.Bcc), subject,
                message.InReplyTo ?? "", string.Join(' ', message.References),
            ])
        {
            Add(hash, text);
        }

        foreach (var part in message.BodyParts)
        {
            Add(hash, part.ContentType.MimeType);
            Add(hash, part.ContentId ?? "");
            Add(hash, (part as MimePart)?.FileName ?? part.ContentDisposition?.FileName ?? "");
            Add(hash, part is TextPart text && !text.IsAttachment ? Text(text.Text) : BytesOf(part));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string BytesOf(MimeEntity part)
    {
        if (part is FilePart file)
        {
            return file.Sha256;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = new HashingStream(hash);
        if (part is MimePart { Content: { } content })
        {
            content.DecodeTo(stream);
        }
        else
        {
            part.WriteTo(stream, contentOnly: true);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // The display names are left out: they reach nobody, and Gmail rewrites them.
    private static string Everyone(params InternetAddressList[] fields) => string.Join(
        ',',
        fields.SelectMany(field => field.Mailboxes)
            .Select(mailbox => mailbox.GetAddress(idnEncode: true).ToLowerInvariant())
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal));

    private static string Text(string? text) =>
        text is null ? "" : text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimEnd();

    // Length first: no two lists of texts are then the same bytes.
    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    private sealed class HashingStream(IncrementalHash hash) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => hash.AppendData(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => hash.AppendData(buffer);

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
