using System.Net;
using System.Net.Http.Headers;

namespace Gmail;

/// <summary>A request body with a message in it: some bytes, the message from an offset on as it is or as base64url,
/// some
/// bytes. Its length is known before the message is read.</summary>
internal sealed class MimeHttpContent : HttpContent
{
    // A multiple of three, so that only the last piece is encoded with a remainder.
    private const int PieceBytes = 48 * 1024;

    private readonly ReadOnlyMemory<byte> _head;
    private readonly MimeContent _mime;
    private readonly long _offset;
    private readonly bool _isEncoded;
    private readonly ReadOnlyMemory<byte> _tail;
    private readonly IdleLimit _idle;

    public MimeHttpContent(MimeContent mime, MimeEnvelope envelope, IdleLimit idle)
    {
        _mime = mime;
        _head = envelope.Head;
        _offset = envelope.Offset;
        _isEncoded = envelope.IsEncoded;
        _tail = envelope.Tail;
        _idle = idle;
        Headers.ContentType = MediaTypeHeaderValue.Parse(envelope.ContentType);
        Headers.ContentLength = ComputeLength();
        if (envelope.HasRange)
        {
            Headers.ContentRange = new ContentRangeHeaderValue(_offset, mime.Length - 1, mime.Length);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = ComputeLength();
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_head, cancellationToken);
        await using var mime = await MimeContent.ReadingAsync(() => _mime.OpenAtAsync(_offset, cancellationToken));
        var piece = new byte[PieceBytes];
        var encoded = _isEncoded ? new byte[PieceBytes / 3 * 4] : [];
        var left = _mime.Length - _offset;
        while (left > 0)
        {
            var wanted = piece.AsMemory(0, (int)Math.Min(left, PieceBytes));
            var read = await MimeContent.ReadingAsync(
                () => mime.ReadAtLeastAsync(wanted, wanted.Length, false, cancellationToken).AsTask());
            if (read < wanted.Length)
            {
                throw MimeContent.Changed();
            }

            left -= read;
            ReadOnlyMemory<byte> next = wanted;
            if (_isEncoded)
            {
                next = encoded.AsMemory(0, System.Buffers.Text.Base64Url.EncodeToUtf8(wanted.Span, encoded));
            }

            await stream.WriteAsync(next, cancellationToken);
            _idle.Touch();
        }

        await stream.WriteAsync(_tail, cancellationToken);
        _idle.Touch();
    }

    private long ComputeLength()
    {
        var bytes = _mime.Length - _offset;
        var length = _isEncoded ? (bytes / 3 * 4) + (bytes % 3 == 0 ? 0 : (bytes % 3) + 1) : bytes;
        return _head.Length + length + _tail.Length;
    }
}
