using System.Runtime.InteropServices;

namespace GmailMcp.Storage;

/// <summary>Writes to a terminal that the process was given, also to one that another process has told not to wait.</summary>
/// <param name="descriptor">Its number; it stays open.</param>
internal sealed partial class ScreenStream(int descriptor) : Stream
{
    private const short IsWritable = 4; // POLLOUT, poll(2)
    private const int Interrupted = 4; // EINTR

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    // EAGAIN
    private static int Full => OperatingSystem.IsMacOS() ? 35 : 11;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var written = Write(descriptor, buffer, (nuint)buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error == Full)
            {
                var wish = new Wish { Descriptor = descriptor, Events = IsWritable };
                _ = Poll(ref wish, 1, -1); // whatever it says, the next write says it better
            }
            else if (error != Interrupted)
            {
                throw new IOException($"The terminal takes no more: {Marshal.GetPInvokeErrorMessage(error)}.");
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref Wish wish, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct Wish
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }
}
