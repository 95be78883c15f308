using MimeKit;
using MimeKit.IO;

namespace GmailMcp.Mail.Composing;

/// <summary>A mail ready to be sent: who gets it, how large it is, and its bytes on demand.</summary>
internal sealed class ComposedMessage(MimeMessage message, long sizeInBytes) : IDisposable
{
    /// <summary>What Gmail takes and every receiver reads: CRLF, ASCII headers, file names as RFC 2231.</summary>
    private static readonly FormatOptions Format = new()
    {
        NewLineFormat = NewLineFormat.Dos,
        ParameterEncodingMethod = ParameterEncodingMethod.Rfc2231,
        International = false,
        MaxLineLength = 76,
    };

    /// <summary>The sender stated; null where Gmail puts the account's own.</summary>
    public required MailAddress? From { get; init; }

    public required IReadOnlyList<MailAddress> To { get; init; }

    public required IReadOnlyList<MailAddress> Cc { get; init; }

    public required IReadOnlyList<MailAddress> Bcc { get; init; }

    /// <summary>Everyone who gets the mail.</summary>
    public IEnumerable<MailAddress> Recipients => To.Concat(Cc).Concat(Bcc);

    /// <summary>The exact number of bytes that <see cref="WriteTo"/> writes.</summary>
    public long SizeInBytes { get; } = sizeInBytes;

    /// <summary>Whether its attachments exceed <see cref="MessageSize.MaxCommonAttachmentBytes"/>: Gmail takes it, many
    /// receivers will not.</summary>
    public required bool IsLargerThanManyAccept { get; init; }

    /// <summary>What the mail says, in hashes. The first asking reads every attachment once.</summary>
    /// <exception cref="IOException">An attachment cannot be read or has changed since.</exception>
    public MailDigests Digests => field ??= MailDigests.Of(message);

    /// <summary>How many bytes the mail has when written.</summary>
    public static long Measure(MimeMessage message)
    {
        using var nowhere = new MeasuringStream();
        message.WriteTo(Format, nowhere);
        return nowhere.Length;
    }

    /// <summary>Writes the mail; attachments are read while it is written. May be called again, one call at a
    /// time.</summary>
    /// <exception cref="IOException">An attachment cannot be read or has changed since.</exception>
    public void WriteTo(Stream stream, CancellationToken cancellationToken = default) =>
        message.WriteTo(Format, stream, cancellationToken);

    /// <inheritdoc cref="WriteTo"/>
    public Task WriteToAsync(Stream stream, CancellationToken cancellationToken) =>
        message.WriteToAsync(Format, stream, cancellationToken);

    /// <summary>The whole mail at once, for small ones.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[SizeInBytes];
        using var stream = new MemoryStream(bytes);
        WriteTo(stream);
        return bytes;
    }

    /// <summary>What it says, read back from the MIME that will leave; reads the attachments once.</summary>
    /// <exception cref="IOException">An attachment cannot be read or has changed since.</exception>
    public MailFacts ReadFacts(CancellationToken cancellationToken = default) => MailFacts.Of(message, cancellationToken);

    public void Dispose() => message.Dispose();
}
