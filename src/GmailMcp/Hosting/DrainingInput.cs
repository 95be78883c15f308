using System.Globalization;

namespace GmailMcp.Hosting;

/// <summary>A stdin that hands on whole messages of bounded length, and whose end is seen only when the calls it brought are
/// answered: <c>server &lt; requests.jsonl</c> would otherwise lose every answer, because the SDK cancels what runs when the
/// input ends. Lines that are no message are answered here and go no further.</summary>
internal sealed class DrainingInput(Stream input, LineOutput output, InFlight inFlight, StdioLimits limits, TimeProvider time)
    : Stream
{
    private static readonly byte[] Newline = "\n"u8.ToArray();

    private readonly byte[] _chunk = new byte[64 * 1024];
    private readonly Queue<ReadOnlyMemory<byte>> _ready = new(); // whole lines, in memory that only the next fill writes to
    private ReadOnlyMemory<byte> _current; // what is left of the line being read
    private readonly BegunLine _begun = new();
    private bool _isFirst = true;
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
        while (_current.IsEmpty && _ready.Count == 0)
        {
            if (_hasEnded)
            {
                await inFlight.DrainAsync(limits.DrainPause, limits.DrainAtMost, time, cancellationToken);
                return 0;
            }

            await FillAsync(cancellationToken);
        }

        return Take(buffer);
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

    private int Take(Memory<byte> buffer)
    {
        var taken = 0;
        while (taken < buffer.Length && (!_current.IsEmpty || _ready.TryDequeue(out _current)))
        {
            var count = Math.Min(buffer.Length - taken, _current.Length);
            _current[..count].CopyTo(buffer[taken..]);
            _current = _current[count..];
            taken += count;
        }

        return taken;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        var count = await input.ReadAsync(_chunk, cancellationToken);
        if (count == 0)
        {
            _hasEnded = true;
            await EndLineAsync(Newline, cancellationToken); // a last line without its newline is a line all the same
            return;
        }

        ReadOnlyMemory<byte> bytes = _chunk.AsMemory(0, count);
        for (var end = bytes.Span.IndexOf((byte)'\n'); end >= 0; end = bytes.Span.IndexOf((byte)'\n'))
        {
            await EndLineAsync(bytes[..(end + 1)], cancellationToken);
            bytes = bytes[(end + 1)..];
        }

        await BeginLineAsync(bytes, cancellationToken);
    }

    // Takes the rest of a line, its newline included.
    private async ValueTask EndLineAsync(ReadOnlyMemory<byte> rest, CancellationToken cancellationToken)
    {
        if (_isSkipping)
        {
            _isSkipping = false;
        }
        else if (_begun.Length + rest.Length - 1 > limits.LongestLine)
        {
            _begun.Clear();
            await output.WriteLineAsync(TooLong().ToUtf8(), cancellationToken);
        }
        else if (_begun.Length == 0)
        {
            await AdmitAsync(rest, cancellationToken);
        }
        else
        {
            _begun.Add(rest.Span);
            await AdmitAsync(_begun.Take(), cancellationToken);
        }
    }

    private async ValueTask BeginLineAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_isSkipping)
        {
            return;
        }

        if (_begun.Length + bytes.Length > limits.LongestLine)
        {
            _begun.Clear();
            _isSkipping = true;
            await output.WriteLineAsync(TooLong().ToUtf8(), cancellationToken);
            return;
        }

        _begun.Add(bytes.Span);
    }

    // Takes a line with its newline.
    private async ValueTask AdmitAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        if (_isFirst && line.Span.StartsWith("\uFEFF"u8))
        {
            line = line["\uFEFF"u8.Length..]; // a file of requests may begin with a byte order mark (PowerShell's do)
        }

        _isFirst = false;
        if (line.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return;
        }

        if (FrameCheck.Find(line.Span) is { } problem)
        {
            await output.WriteLineAsync(problem.ToUtf8(), cancellationToken);
            return;
        }

        inFlight.Delivered();
        _ready.Enqueue(line);
    }

    private FrameProblem TooLong() => new(
        -32600,
        $"A message may be {limits.LongestLine.ToString(CultureInfo.InvariantCulture)} bytes long; this one was longer and was "
        + "skipped. Send attachments as file paths.",
        Id: null);
}
