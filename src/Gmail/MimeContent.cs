using System.Runtime.InteropServices;

namespace Gmail;

/// <summary>An RFC 5322 message on its way to Gmail: its length, and a way to open it again for another try. It is read
/// while it is sent, never held whole.</summary>
public sealed class MimeContent
{
    private readonly Func<Stream> _open;

    private MimeContent(Func<Stream> open, long length)
    {
        _open = open;
        Length = length;
    }

    /// <summary>The number of bytes of the message. Gmail's limits count these: attachments are in it as base64, a
    /// third
    /// larger than their files.</summary>
    public long Length { get; }

    /// <summary>Takes a message that is in memory.</summary>
    /// <param name="bytes">The message with CRLF line ends.</param>
    /// <returns>The content.</returns>
    public static MimeContent FromBytes(ReadOnlyMemory<byte> bytes) =>
        new(() => OpenBytes(bytes), bytes.Length);

    /// <summary>Takes a message that is somewhere else, such as in a file.</summary>
    /// <param name="open">Opens the message at its start; called again for each try and for resuming an upload. The
    /// stream
    /// is disposed by the caller of it.</param>
    /// <param name="length">The exact number of bytes that each opened stream yields.</param>
    /// <returns>The content.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public static MimeContent FromStream(Func<Stream> open, long length)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new MimeContent(open, length);
    }

    /// <summary>Opens the message at a position.</summary>
    internal async Task<Stream> OpenAtAsync(long offset, CancellationToken cancellationToken)
    {
        var stream = _open();
        if (stream.CanSeek)
        {
            stream.Seek(offset, SeekOrigin.Begin);
            return stream;
        }

        var buffer = new byte[32 * 1024];
        while (offset > 0)
        {
            var read = await stream.ReadAsync(
                buffer.AsMemory(0, (int)Math.Min(buffer.Length, offset)), cancellationToken);
            if (read == 0)
            {
                await stream.DisposeAsync();
                throw Changed();
            }

            offset -= read;
        }

        return stream;
    }

    private static MemoryStream OpenBytes(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array) && array.Array is not null
            ? new MemoryStream(array.Array, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);

    /// <summary>Reads, and tells a file that cannot be read from a connection that broke.</summary>
    internal static async Task<T> ReadingAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (IOException cause)
        {
            throw new GmailException(
                GmailErrorKind.InvalidArgument, "The message could not be read; it was not sent.", cause);
        }
    }

    /// <summary>The message did not have the length that was stated; half of it may be on the wire, but never
    /// all.</summary>
    internal static GmailException Changed() =>
        new(GmailErrorKind.InvalidArgument, "The message changed its length while it was read; nothing was sent.");
}
