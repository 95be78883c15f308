using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.IO;

namespace GmailMcp.Mail.Composing;

/// <summary>SHA-256 over what a mail says. Every piece is preceded by its length, so that none can pass for two.</summary>
internal sealed class MailDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(HeaderList headers)
    {
        foreach (var header in headers)
        {
            // Written anew each time the same mail is composed.
            if (header.Id is HeaderId.Date or HeaderId.MessageId or HeaderId.MimeVersion)
            {
                continue;
            }

            Add(header.Field.ToLowerInvariant());
            if (header.Id == HeaderId.ContentType && ContentType.TryParse(header.RawValue, out var type))
            {
                Add(type.MimeType.ToLowerInvariant());
                foreach (var parameter in type.Parameters.Where(parameter => !parameter.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase)))
                {
                    Add(parameter.Name.ToLowerInvariant());
                    Add(parameter.Value ?? "");
                }
            }
            else
            {
                Add(HeaderValue.OneLine(Encoding.UTF8.GetString(header.RawValue)));
            }
        }
    }

    /// <summary>So many parts follow.</summary>
    public void Open(int parts) => Add(FormattableString.Invariant($"parts {parts}"));

    /// <summary>Adds what a part holds, decoded.</summary>
    /// <returns>Its size and its own SHA-256 in hex.</returns>
    public (long SizeInBytes, string Sha256) AddContent(MimeEntity entity, CancellationToken cancellationToken)
    {
        if (entity is FilePart file)
        {
            Add(file.Sha256);
            return (file.SizeInBytes, file.Sha256);
        }

        using var sha256 = SHA256.Create();
        using var measured = new MeasuringStream();
        using (var hashed = new CryptoStream(measured, sha256, CryptoStreamMode.Write, leaveOpen: true))
        {
            if (entity is MimePart part)
            {
                part.Content?.DecodeTo(hashed, cancellationToken);
            }
            else
            {
                (entity as MessagePart)?.Message?.WriteTo(hashed, cancellationToken);
            }
        }

        var hash = Convert.ToHexStringLower(sha256.Hash!); // not null: the stream was closed
        Add(hash);
        return (measured.Length, hash);
    }

    public byte[] Finish() => _hash.GetHashAndReset();

    public void Dispose() => _hash.Dispose();

    private void Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        _hash.AppendData(length);
        _hash.AppendData(bytes);
    }
}
