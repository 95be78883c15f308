namespace GmailMcp.Hosting;

/// <summary>A stdout that takes whole lines: what several writers write reaches the client line by line, never mixed.</summary>
internal sealed class LineOutput(Stream output) : Stream
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly MemoryStream _line = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Writes one line of the server's own between those of the transport.</summary>
    public async ValueTask WriteLineAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await output.WriteAsync(line, cancellationToken);
            await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
            await output.FlushAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    // The transport is the only caller and writes one message at a time, the newline last.
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _line.Write(buffer.Span);
        if (buffer.Span.IndexOf((byte)'\n') < 0)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            await output.WriteAsync(_line.GetBuffer().AsMemory(0, (int)_line.Length), CancellationToken.None);
            await output.FlushAsync(CancellationToken.None);
            _line.SetLength(0);
        }
        finally
        {
            _turn.Release();
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _turn.Dispose();
            _line.Dispose();
        }

        base.Dispose(disposing);
    }
}
