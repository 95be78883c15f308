namespace GmailMcp.Storage.Jail;

/// <summary>A folder out of which no path, link or race leads. What is asked for is a list of components, never a
/// path: each is opened by itself, relative to its parent's handle and without following links, so that swapping a
/// folder for a link between the check and the use changes nothing: there is no second look-up by name.</summary>
internal abstract class JailedFolder
{
    private const int MostCopies = 999;

    protected JailedFolder(string path)
    {
        Path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
    }

    /// <summary>The folder as configured, absolute, without a separator at its end (except a root).</summary>
    public string Path { get; }

    public static JailedFolder At(string path) =>
        OperatingSystem.IsWindows() ? new WindowsJailedFolder(path) : new UnixJailedFolder(path);

    /// <summary>The operating system's own name for what stands at a path, links resolved; the path itself, made
    /// absolute, when nothing can be opened there.</summary>
    public static string RealPathOf(string path)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        var real = OperatingSystem.IsWindows() ? WindowsCalls.RealPathOf(full) : UnixCalls.Current.RealPathOf(full);
        return real ?? full;
    }

    /// <summary>The components of a path beneath a folder, or null if it lies elsewhere; empty for the folder
    /// itself.</summary>
    public static IReadOnlyList<string>? PartsBeneath(string folder, string path)
    {
        // Only Linux file systems tell upper from lower case as a rule. Being generous here opens nothing: the
        // components are then walked from the folder's own handle.
        var comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var prefix = System.IO.Path.EndsInDirectorySeparator(folder)
            ? folder
            : folder + System.IO.Path.DirectorySeparatorChar;
        if (path.StartsWith(prefix, comparison))
        {
            return path[prefix.Length..].Split(
                [System.IO.Path.DirectorySeparatorChar, System.IO.Path.AltDirectorySeparatorChar],
                StringSplitOptions.RemoveEmptyEntries);
        }

        return string.Equals(path, folder, comparison) ? [] : null;
    }

    /// <summary>Opens a regular file for reading.</summary>
    /// <exception cref="JailException">It is missing, not a regular file, a link, or reached through one.</exception>
    public abstract JailedFile OpenFile(IReadOnlyList<string> parts);

    /// <summary>Writes a new file, owner-only, and gives it its name only when it is whole; never replaces
    /// one.</summary>
    /// <returns>The name it got (" (1)" is added when taken) and its bytes.</returns>
    /// <exception cref="JailException">The folder cannot be reached without leaving the jail, or the disk
    /// refused.</exception>
    public async Task<(string Name, long Bytes)> SaveAsync(
        IReadOnlyList<string> folders,
        string name,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var draft = CreateDraft(folders);
        try
        {
            await write(draft.Stream, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            var bytes = draft.Complete();
            for (var copy = 0; copy <= MostCopies; copy++)
            {
                var candidate = SafeFileName.Numbered(name, copy);
                if (draft.TryPublish(candidate))
                {
                    return (candidate, bytes);
                }
            }
        }
        catch (IOException e) when (IsFull(e))
        {
            throw new JailException(JailProblem.NoSpace, name, e.Message);
        }

        throw new JailException(JailProblem.TooMany, name);
    }

    /// <summary>An empty, nameless-to-others file in a folder beneath this one, which is made if it is not
    /// there.</summary>
    protected abstract JailDraft CreateDraft(IReadOnlyList<string> folders);

    /// <summary>A name that no reader takes for a finished file, in the folder of the finished file so that a rename
    /// suffices.</summary>
    protected static string DraftName() => $".gmail-mcp-{Guid.NewGuid():N}.part";

    private static bool IsFull(IOException e)
    {
        // .NET keeps errno in HResult on Unix: ENOSPC 28 everywhere, EDQUOT 122 on Linux and 69 on macOS.
        // On Windows: ERROR_DISK_FULL 112, ERROR_HANDLE_DISK_FULL 39, as HRESULTs.
        if (OperatingSystem.IsWindows())
        {
            return e.HResult is unchecked((int)0x80070070) or unchecked((int)0x80070027);
        }

        return e.HResult == 28 || e.HResult == (OperatingSystem.IsMacOS() ? 69 : 122);
    }
}
