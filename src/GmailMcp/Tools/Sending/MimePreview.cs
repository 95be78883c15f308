using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace GmailMcp.Tools.Sending;

/// <summary>Takes the MIME of a mail as it is written and keeps what a reader wants of it: all of it but the middle of long base64,
/// and the hash and size of all.</summary>
internal sealed class MimePreview : Stream
{
    // Of an attachment nobody reads more, and text of this length is still whole.
    private const int MostBase64Lines = 100;
    private const int MostChars = 60_000;
    private const int ShortestBase64Line = 60;

    private static readonly SearchValues<char> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _line = new();
    private int _base64Lines;

    public long SizeInBytes { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => SizeInBytes;

    public override long Position
    {
        get => SizeInBytes;
        set => throw new NotSupportedException();
    }

    /// <summary>The text, and the SHA-256 of all bytes in hex.</summary>
    public (string Text, string Sha256) Finish()
    {
        EndLine();
        EndBase64();
        var text = _text.Length <= MostChars
            ? _text.ToString()
            : FormattableString.Invariant($"{_text.ToString(0, MostChars)}\n[… {_text.Length - MostChars} more characters left out …]");
        return (text, Convert.ToHexStringLower(_hash.GetHashAndReset()));
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _hash.AppendData(buffer);
        SizeInBytes += buffer.Length;
        foreach (var part in Encoding.UTF8.GetString(buffer))
        {
            if (part == '\n')
            {
                EndLine();
            }
            else if (part != '\r')
            {
                _line.Append(part);
            }
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void EndLine()
    {
        var line = _line.ToString();
        _line.Clear();
        var isBase64 = line.Length >= ShortestBase64Line && !line.AsSpan().ContainsAnyExcept(Base64);
        if (!isBase64)
        {
            EndBase64();
        }
        else if (++_base64Lines > MostBase64Lines)
        {
            return;
        }

        _text.Append(line).Append('\n');
    }

    private void EndBase64()
    {
        if (_base64Lines > MostBase64Lines)
        {
            _text.Append(FormattableString.Invariant($"[… {_base64Lines - MostBase64Lines} lines of base64 left out …]\n"));
        }

        _base64Lines = 0;
    }
}
