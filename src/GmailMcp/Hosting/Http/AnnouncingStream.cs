using System.Text;

namespace GmailMcp.Hosting.Http;

/// <summary>Writes through, but for the first event of a stream of HTTP with SSE: the address it announces becomes
/// <c>/messages?sessionId=…</c>. It is held back until the session is known, because a client may post at once.</summary>
internal sealed class AnnouncingStream(Stream inner, Sessions sessions) : Stream
{
    private const string Query = McpPaths.Messages + "?sessionId=";

    private readonly MemoryStream _first = new();
    private bool _isAnnounced;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isAnnounced)
        {
            await inner.WriteAsync(buffer, cancellationToken);
            return;
        }

        _first.Write(buffer.Span);
        var text = Encoding.UTF8.GetString(_first.GetBuffer(), 0, (int)_first.Length);
        if (text.Contains("\n\n", StringComparison.Ordinal))
        {
            _isAnnounced = true;
            var announced = Announce(text);
            if (announced.IndexOf(Query, StringComparison.Ordinal) is var at and >= 0)
            {
                await sessions.WhenOpenAsync(announced[(at + Query.Length)..].Split('\n')[0].TrimEnd('\r'), cancellationToken);
            }

            await inner.WriteAsync(Encoding.UTF8.GetBytes(announced), cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _first.Dispose();
        }

        base.Dispose(disposing);
    }

    // "data: /mcp/message?sessionId=…", with or without the path in front.
    private static string Announce(string text)
    {
        var query = text.IndexOf("message?sessionId=", StringComparison.Ordinal);
        var data = query < 0 ? -1 : text.LastIndexOf("data:", query, StringComparison.Ordinal);
        return data < 0
            ? text
            : text[..data] + "data: " + McpPaths.Messages + text[(query + "message".Length)..];
    }
}
