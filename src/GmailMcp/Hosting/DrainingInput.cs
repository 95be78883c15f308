using System.Globalization;
using System.Text;

namespace GmailMcp.Hosting;

/// <summary>A stdin that hands on whole lines of bounded length, and whose end is seen only when the calls it brought are
/// answered: <c>server &lt; requests.jsonl</c> would otherwise lose every answer, because the SDK cancels what runs when the
/// input ends.</summary>
internal sealed class DrainingInput(Stream input, LineOutput output, InFlight inFlight, StdioLimits limits, TimeProvider time)
    : Stream
{
    private readonly byte[] _chunk = new byte[64 * 1024];
    private MemoryStream _pending = new();
    private ReadOnlyMemory<byte> _ready;
    private bool _isSkipping;
    private bool _hasEnded;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_ready.IsEmpty)
        {
            if (_hasEnded)
            {
                await inFlight.DrainAsync(limits.DrainQuiet, limits.DrainAtMost, time, cancellationToken);
                return 0;
            }

            await FillAsync(cancellationToken);
        }

        var count = Math.Min(buffer.Length, _ready.Length);
        _ready[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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
            _pending.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        var count = await input.ReadAsync(_chunk, cancellationToken);
        if (count == 0)
        {
            _hasEnded = true;
            Release(_isSkipping ? 0 : (int)_pending.Length); // a last line without its newline is a line all the same
            return;
        }

        var bytes = _chunk.AsMemory(0, count);
        if (_isSkipping)
        {
            var end = bytes.Span.IndexOf((byte)'\n');
            if (end < 0)
            {
                return;
            }

            _isSkipping = false;
            bytes = bytes[(end + 1)..];
        }

        var lastLine = bytes.Span.LastIndexOf((byte)'\n');
        var whole = lastLine < 0 ? 0 : (int)_pending.Length + lastLine + 1;
        _pending.Write(bytes.Span);
        Release(whole);
        if (_pending.Length > limits.LongestLine)
        {
            _pending.Dispose();
            _pending = new MemoryStream();
            _isSkipping = true;
            await output.WriteLineAsync(TooLong(), cancellationToken);
        }
    }

    // Moves the first bytes of what is pending to what is ready.
    private void Release(int count)
    {
        if (count == 0)
        {
            return;
        }

        var all = _pending.GetBuffer().AsMemory(0, (int)_pending.Length);
        _ready = all[..count];
        _pending = new MemoryStream();
        _pending.Write(all[count..].Span);
    }

    // JSON-RPC 2.0 §5: the id is null when it could not be read.
    private byte[] TooLong() => Encoding.UTF8.GetBytes(
        """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"A message may be """
        + limits.LongestLine.ToString(CultureInfo.InvariantCulture)
        + """ bytes long; this one was longer and was skipped. Send attachments as file paths."}}""");
}
