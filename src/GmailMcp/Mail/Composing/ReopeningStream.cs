using System.Buffers;
using System.Security.Cryptography;

namespace GmailMcp.Mail.Composing;

/// <summary>The content of an attachment, opened when it is first read and closed at its end. Going back to the start
/// opens it again, so that a mail can be measured, then sent, and no file stays open in between.</summary>
internal sealed class ReopeningStream(string fileName, Func<Stream> open, long length) : Stream
{
    private readonly IncrementalHash _read = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[]? _known;
    private Stream? _content;
    private long _position;

    /// <summary>SHA-256 of the content, which every reading must have; reads it through unless that was done.</summary>
    public byte[] Sha256
    {
        get
        {
            if (_known is null)
            {
                Seek(0, SeekOrigin.Begin);
                var piece = ArrayPool<byte>.Shared.Rent(64 * 1024);
                while (Read(piece) > 0)
                {
                }

                ArrayPool<byte>.Shared.Return(piece);
                _known ??= SHA256.HashData([]); // an empty file is not opened
            }

            return _known;
        }
    }

    public override bool CanRead => true;

    /// <summary>To the start only; MimeKit asks for no more.</summary>
    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || (_position == length && _content is null))
        {
            return 0;
        }

        _content ??= open();
        var read = _content.Read(buffer);
        return Advance(buffer[..read]);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || (_position == length && _content is null))
        {
            return 0;
        }

        _content ??= open();
        var read = await _content.ReadAsync(buffer, cancellationToken);
        return Advance(buffer.Span[..read]);
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => length + offset,
        };
        if (target == _position)
        {
            return target;
        }

        if (target != 0)
        {
            throw new NotSupportedException("An attachment can only be read from its start.");
        }

        Close(ref _content);
        _read.GetHashAndReset();
        _position = 0;
        return 0;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close(ref _content);
            _read.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The length was stated, the content hashed and perhaps shown to the person before: another length or other bytes are
    /// another file.</summary>
    private int Advance(ReadOnlySpan<byte> read)
    {
        _position += read.Length;
        _read.AppendData(read);
        var isAtEnd = read.IsEmpty;
        if (_position > length || (isAtEnd && _position < length) || (_position == length && !read.IsEmpty && !IsSame()))
        {
            Close(ref _content);
            throw new ChangedFileException(
                $"{fileName} was changed while it was being read; it was {length} bytes long.");
        }

        if (isAtEnd)
        {
            Close(ref _content);
        }

        return read.Length;
    }

    private bool IsSame()
    {
        var now = _read.GetHashAndReset();
        _known ??= now;
        return now.AsSpan().SequenceEqual(_known);
    }

    private static void Close(ref Stream? content)
    {
        content?.Dispose();
        content = null;
    }
}
