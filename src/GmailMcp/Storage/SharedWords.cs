using System.Runtime.InteropServices;

namespace GmailMcp.Storage;

/// <summary>A few numbers in a file that processes read and change in turns. They are worth a minute: the file is not forced to the
/// disk, and one that is missing, short or damaged counts as zeros.</summary>
/// <param name="path">The file; its folder exists.</param>
/// <param name="length">How many numbers.</param>
internal sealed class SharedWords(string path, int length)
{
    // A holder needs microseconds. Who holds it for longer was stopped in the middle, and is not waited for.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly long[] _words = new long[length];

    /// <summary>Reads the numbers, lets them be changed, and writes them, while no other process does.</summary>
    /// <exception cref="IOException">The file cannot be used, or somebody does not let go of it.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be used.</exception>
    public void Use(Action<long[]> use)
    {
        lock (_lock)
        {
            using var file = Open();
            var bytes = MemoryMarshal.AsBytes(_words.AsSpan());
            bytes[RandomAccess.Read(file.SafeFileHandle, bytes, 0)..].Clear();
            use(_words);
            RandomAccess.Write(file.SafeFileHandle, bytes, 0);
        }
    }

    private FileStream Open()
    {
        var since = Environment.TickCount64;
        var wait = new SpinWait();
        while (true)
        {
            if (FileLock.TryOpen(path) is { } file)
            {
                return file;
            }

            if (Environment.TickCount64 - since > Longest.TotalMilliseconds)
            {
                throw new IOException($"{path} is held by another process.");
            }

            wait.SpinOnce();
        }
    }
}
