namespace GmailMcp.Tests.Mail.Composing;

/// <summary>A file of any size that takes no memory: the byte at n is n modulo 251.</summary>
internal sealed class PatternStream(long length) : Stream
{
    private long _position;

    public bool IsClosed { get; private set; }

    public override bool CanRead => !IsClosed;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        var read = (int)Math.Min(count, length - _position);
        for (var i = 0; i < read; i++)
        {
            buffer[offset + i] = (byte)((_position + i) % 251);
        }

        _position += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }
}
