using System.Buffers;
using System.Buffers.Text;
using MimeKit;
using MimeKit.IO;

namespace GmailMcp.Mail.Composing;

/// <summary>A part whose content is a file, written in base64 with lines of 76 characters (RFC 2045 §6.8). MimeKit would send it
/// through two filters, byte by byte, and once more to learn its length; this one reads it when the mail is measured, which also hashes
/// it, and when the mail leaves.</summary>
internal sealed class FilePart : MimePart
{
    private const int LineBytes = 57;
    private const int LineCharacters = 76;
    private const int LinesInPiece = 1024;

    private readonly ReopeningStream _file;

    public FilePart(ContentType type, ReopeningStream file)
        : base(type)
    {
        _file = file;
        ContentTransferEncoding = ContentEncoding.Base64;
        Content = new MimeContent(file);
    }

    public long SizeInBytes => _file.Length;

    /// <summary>SHA-256 of the file in hex; reads it unless it was read before.</summary>
    /// <exception cref="IOException">It cannot be read or has changed since.</exception>
    public string Sha256 => Convert.ToHexStringLower(_file.Sha256);

    public override void WriteTo(
        FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        WriteHeaders(options, stream, contentOnly, cancellationToken);
        if (stream is MeasuringStream measuring)
        {
            Measure(measuring);
            return;
        }

        var (piece, lines) = Rent();
        try
        {
            _file.Seek(0, SeekOrigin.Begin);
            for (int read; (read = _file.ReadAtLeast(piece.AsSpan(0, LinesInPiece * LineBytes), LinesInPiece * LineBytes, false)) > 0;)
            {
                stream.Write(lines, 0, Encode(piece.AsSpan(0, read), lines));
            }
        }
        finally
        {
            Return(piece, lines);
        }
    }

    public override async Task WriteToAsync(
        FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        WriteHeaders(options, stream, contentOnly, cancellationToken);
        var (piece, lines) = Rent();
        try
        {
            _file.Seek(0, SeekOrigin.Begin);
            while (true)
            {
                var wanted = piece.AsMemory(0, LinesInPiece * LineBytes);
                var read = await _file.ReadAtLeastAsync(wanted, wanted.Length, false, cancellationToken);
                if (read == 0)
                {
                    return;
                }

                await stream.WriteAsync(lines.AsMemory(0, Encode(piece.AsSpan(0, read), lines)), cancellationToken);
            }
        }
        finally
        {
            Return(piece, lines);
        }
    }

    private void WriteHeaders(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken)
    {
        if (!contentOnly)
        {
            Headers.WriteTo(options, stream, cancellationToken);
        }
    }

    private void Measure(MeasuringStream measuring)
    {
        _ = _file.Sha256; // read now: what cannot be read is said before anything leaves, and what is read later must be the same
        measuring.SetLength(measuring.Length + MessageSize.InBase64(_file.Length));
        measuring.Position = measuring.Length;
    }

    private static (byte[] Piece, byte[] Lines) Rent() =>
        (ArrayPool<byte>.Shared.Rent(LinesInPiece * LineBytes), ArrayPool<byte>.Shared.Rent(LinesInPiece * (LineCharacters + 2)));

    private static void Return(byte[] piece, byte[] lines)
    {
        ArrayPool<byte>.Shared.Return(piece);
        ArrayPool<byte>.Shared.Return(lines);
    }

    private static int Encode(ReadOnlySpan<byte> piece, Span<byte> lines)
    {
        var written = 0;
        while (!piece.IsEmpty)
        {
            var line = piece[..Math.Min(LineBytes, piece.Length)];
            Base64.EncodeToUtf8(line, lines[written..], out _, out var characters);
            written += characters;
            lines[written++] = (byte)'\r';
            lines[written++] = (byte)'\n';
            piece = piece[line.Length..];
        }

        return written;
    }
}
