using MimeKit;

namespace GmailMcp.Mail.Composing;

/// <summary>What a mail that is about to leave says, read back from its MIME: what a person is shown before, and a digest of
/// all of it.</summary>
internal sealed record MailFacts
{
    private static readonly string[] AddressFields = ["To", "Cc", "Bcc"];

    /// <summary>Null where Gmail puts the account's own.</summary>
    public required MailAddress? From { get; init; }

    public required IReadOnlyList<MailAddress> To { get; init; }

    public required IReadOnlyList<MailAddress> Cc { get; init; }

    public required IReadOnlyList<MailAddress> Bcc { get; init; }

    /// <summary>Where answers would go instead of to the sender.</summary>
    public required IReadOnlyList<MailAddress> ReplyTo { get; init; }

    public required string Subject { get; init; }

    /// <summary>The plain text; null where there is none.</summary>
    public required string? PlainBody { get; init; }

    /// <summary>The HTML; null where there is none.</summary>
    public required string? HtmlBody { get; init; }

    public required IReadOnlyList<AttachedFile> Files { get; init; }

    /// <summary>SHA-256 over all that the mail says, the content of attachments included; not over what differs each time it is
    /// written (Date, Message-ID, boundaries).</summary>
    public required IReadOnlyList<byte> Digest { get; init; }

    /// <summary>The fields for addresses that say something and hold no address that can be read.</summary>
    public required IReadOnlyList<string> UnreadableFields { get; init; }

    /// <summary>Everyone who gets the mail.</summary>
    public IEnumerable<MailAddress> Recipients => To.Concat(Cc).Concat(Bcc);

    /// <summary>Reads a mail that Gmail holds, such as a draft.</summary>
    /// <exception cref="FormatException">It is no mail.</exception>
    public static MailFacts Read(byte[] raw, CancellationToken cancellationToken = default)
    {
        using var stream = new MemoryStream(raw, writable: false);
        using var message = MimeMessage.Load(stream, cancellationToken);
        return Of(message, cancellationToken);
    }

    /// <exception cref="IOException">An attachment cannot be read or has changed since.</exception>
    public static MailFacts Of(MimeMessage message, CancellationToken cancellationToken = default)
    {
        using var digest = new MailDigest();
        var texts = new Dictionary<string, string>();
        var files = new List<AttachedFile>();
        digest.Add(message.Headers);
        Walk(message.Body);
        return new MailFacts
        {
            From = AddressesOf(message, "From") is [var from, ..] ? from : null,
            To = AddressesOf(message, "To"),
            Cc = AddressesOf(message, "Cc"),
            Bcc = AddressesOf(message, "Bcc"),
            ReplyTo = AddressesOf(message, "Reply-To"),
            Subject = HeaderValue.Decode(Raw(message, "Subject").FirstOrDefault()),
            PlainBody = texts.GetValueOrDefault("plain"),
            HtmlBody = texts.GetValueOrDefault("html"),
            Files = files,
            Digest = digest.Finish(),
            UnreadableFields = [.. AddressFields.Where(field => Raw(message, field).Any(IsUnreadable))],
        };

        void Walk(MimeEntity? entity)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entity is null)
            {
                return;
            }

            digest.Add(entity.Headers);
            if (entity is Multipart multipart)
            {
                digest.Open(multipart.Count);
                foreach (var part in multipart)
                {
                    Walk(part);
                }

                return;
            }

            var (sizeInBytes, sha256) = digest.AddContent(entity, cancellationToken);
            if (entity is not TextPart { IsAttachment: false } text || !texts.TryAdd(text.IsHtml ? "html" : "plain", text.Text))
            {
                files.Add(new AttachedFile(
                    HeaderValue.OneLine(entity.ContentDisposition?.FileName ?? entity.ContentType.Name ?? "(no name)"),
                    sizeInBytes,
                    sha256));
            }
        }
    }

    private static List<MailAddress> AddressesOf(MimeMessage message, string field) =>
        [
            .. Raw(message, field)
                .SelectMany(AddressHeader.Parse)
                .Select(person => person with { Address = CanonicalAddress.InAscii(person.Address) }),
        ];

    private static bool IsUnreadable(string value) => value.Trim().Length > 0 && AddressHeader.Parse(value).Count == 0;

    private static IEnumerable<string> Raw(MimeMessage message, string field) => message.Headers
        .Where(header => header.Field.Equals(field, StringComparison.OrdinalIgnoreCase))
        .Select(header => System.Text.Encoding.UTF8.GetString(header.RawValue));
}

/// <summary>A file in a mail: its name, its size and its SHA-256 in hex.</summary>
internal sealed record AttachedFile(string Name, long SizeInBytes, string Sha256);
