using Microsoft.Win32.SafeHandles;

namespace GmailMcp.Storage.Jail;

/// <summary>Reads a file by its handle, from a position of its own, so that several readers can share one open file.
/// It ends where the file ended when it was opened; a file that shrank meanwhile is an error, not a shorter
/// attachment.</summary>
internal sealed class HandleStream(SafeFileHandle handle, long length, string name) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var wanted = Wanted(buffer.Length);
        return wanted == 0 ? 0 : Advance(RandomAccess.Read(handle, buffer[..wanted], _position));
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = Wanted(buffer.Length);
        return wanted == 0
            ? 0
            : Advance(await RandomAccess.ReadAsync(handle, buffer[..wanted], _position, cancellationToken));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => length + offset,
        };
        return _position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("The file is open for reading.");

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The file is open for reading.");

    private int Wanted(int room) => (int)Math.Clamp(length - _position, 0, room);

    private int Advance(int read)
    {
        if (read == 0)
        {
            throw new IOException(
                $"{name} became shorter while it was read. Wait until it is complete, then try again.");
        }

        _position += read;
        return read;
    }
}
