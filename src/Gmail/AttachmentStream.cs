namespace Gmail;

/// <summary>The bytes of an attachment, decoded while its JSON arrives: <c>{"size": 3, "data": "aGk_"}</c>. Neither the
/// JSON
/// nor the bytes are ever held whole, so a download costs the same memory at any size.</summary>
/// <remarks>A scanner of its own instead of Utf8JsonReader: that reader needs a whole string value in one buffer, and
/// here
/// one value is the answer.</remarks>
internal sealed class AttachmentStream(Stream json) : Stream
{
    private const int PieceBytes = 64 * 1024;

    private readonly byte[] _source = new byte[PieceBytes];
    private readonly byte[] _base64 = new byte[PieceBytes];
    private readonly byte[] _decoded = new byte[Base64UrlDecoder.MaxDecodedLength(PieceBytes)];
    private readonly JsonMemberScanner _scanner = new("data"u8);
    private Base64UrlDecoder _decoder;
    private int _start;
    private int _end;

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
        if (buffer.Length == 0)
        {
            return 0;
        }

        while (_start == _end)
        {
            var read = await json.ReadAsync(_source, cancellationToken);
            if (read == 0)
            {
                return Finish();
            }

            Decode(_source.AsSpan(0, read));
        }

        var count = Math.Min(buffer.Length, _end - _start);
        _decoded.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("An attachment is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Decode(ReadOnlySpan<byte> source)
    {
        _start = 0;
        if (!_scanner.TryScan(source, _base64, out var length)
            || !_decoder.TryDecode(_base64.AsSpan(0, length), _decoded, out _end))
        {
            throw new InvalidDataException("The attachment is not JSON with base64url in \"data\".");
        }
    }

    private int Finish()
    {
        if (!_scanner.IsComplete)
        {
            throw new IOException("The attachment ended before its JSON did.");
        }

        return _decoder.IsComplete ? 0 : throw new InvalidDataException("The attachment ends inside a byte.");
    }
}
