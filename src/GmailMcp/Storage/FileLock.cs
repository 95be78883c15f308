namespace GmailMcp.Storage;

/// <summary>
/// One holder at a time, across tasks and processes. The operating system holds it, so a killed process gives it back.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(25);

    private readonly FileStream _held;

    private FileLock(FileStream held)
    {
        _held = held;
    }

    /// <summary>Waits until the lock is free and takes it.</summary>
    /// <param name="path">The lock's own file, created when missing and never removed: to remove it would let two
    /// processes hold two files of the same name.</param>
    /// <exception cref="IOException">The lock file cannot be made (read-only folder).</exception>
    /// <exception cref="UnauthorizedAccessException">The lock file cannot be made (no right to).</exception>
    public static async Task<FileLock> AcquireAsync(string path, CancellationToken cancellationToken)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            OwnerOnlyRules.Current.CreateFolder(folder);
        }

        while (true)
        {
            if (TryAcquire(path) is { } held)
            {
                return held;
            }

            // The wall clock on purpose, not an injected one: the holder is another process, which lives in real time.
            await Task.Delay(BetweenTries, TimeProvider.System, cancellationToken);
        }
    }

    public void Dispose() => _held.Dispose();

    /// <summary>Takes the lock if it is free; null where somebody holds it. The folder must exist.</summary>
    public static FileLock? TryAcquire(string path) => TryOpen(path) is { } held ? new FileLock(held) : null;

    /// <summary>Opens a file, made when missing, for nobody but this process; null where somebody else has it. The folder must
    /// exist.</summary>
    public static FileStream? TryOpen(string path)
    {
        try
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB) on Unix and a share mode on Windows; both end with the process.
            return OwnerOnlyFile.OpenOrCreate(path, FileShare.None);
        }
        catch (IOException busy) when (IsBusy(busy))
        {
            return null;
        }
    }

    /// <summary>Whether somebody has a file open that is there: every open file is a lock that others may share. Of one that may not be
    /// opened nobody can tell, so it counts as held.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            using var mine = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static bool IsBusy(IOException failure)
    {
        const int WindowsSharingViolation = unchecked((int)0x80070020);
        const int LinuxWouldBlock = 11;
        const int MacWouldBlock = 35;
        return failure.HResult is WindowsSharingViolation or LinuxWouldBlock or MacWouldBlock;
    }
}
