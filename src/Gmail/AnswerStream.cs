namespace Gmail;

/// <summary>The body of an answer: counts against the limits of idle time and size.</summary>
/// <remarks>The size is counted after decompression, because a small compressed body can be an endless one.</remarks>
internal sealed class AnswerStream(Stream inner, IdleLimit idle, long maxBytes) : Stream
{
    // A mail of 50 MB in base64 fits. One byte more, and the reader of JSON would take twice the memory.
    private const long MaxInMemory = (64 * 1024 * 1024) - 1;

    private long _maxBytes = maxBytes;
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, idle.Token);
        cancellationToken.ThrowIfCancellationRequested();
        idle.Touch();
        _read += read;
        return _read <= _maxBytes
            ? read
            : throw new GmailException(GmailErrorKind.TooLarge, $"Gmail's answer is larger than {_maxBytes} bytes.");
    }

    /// <summary>For an answer that is kept in memory as a whole, which may be less large than one that passes through.</summary>
    /// <param name="body">The body that a reader is given.</param>
    /// <returns>The same.</returns>
    public static Stream InMemory(Stream body)
    {
        if (body is AnswerStream answer)
        {
            answer._maxBytes = Math.Min(answer._maxBytes, MaxInMemory);
        }

        return body;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Answers are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
