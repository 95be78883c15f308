using System.Security.Cryptography;

namespace GmailMcp.Storage;

/// <summary>
/// A file for its owner alone, that a crash leaves old or new but never half: written beside itself, flushed, renamed.
/// </summary>
internal static class OwnerOnlyFile
{
    /// <summary>Keys and credentials are a few kilobytes; more is not one of our files.</summary>
    public const long UsualMostBytes = 1 << 20;

    /// <summary>Reads the whole file, or null when there is none.</summary>
    /// <param name="path">The file; a symbolic link is refused, for its target could be anybody's.</param>
    /// <param name="notice">Told, in a sentence, of loose permissions that were repaired.</param>
    /// <param name="mostBytes">The largest that is read.</param>
    /// <param name="check">Throws where the content is not what the file should hold, before its permissions are touched: a path
    /// with a slip in it may name a file of the system.</param>
    /// <exception cref="UnsafeFileException">It is no file, or others can read or replace it and that could not be
    /// repaired.</exception>
    public static byte[]? Read(
        string path, Action<string> notice, long mostBytes = UsualMostBytes, Action<byte[]>? check = null)
    {
        RefuseOther(path);
        if (!File.Exists(path))
        {
            return null;
        }

        if (check is not null && ReadShared(path, mostBytes) is { } unproved)
        {
            check(unproved);
        }

        Repair(path, notice);
        return ReadShared(path, mostBytes);
    }

    /// <summary>
    /// Reads a file that another program owns (a mounted keys file): links are followed, permissions are its owner's
    /// affair.
    /// </summary>
    public static byte[]? ReadShared(string path, long mostBytes = UsualMostBytes)
    {
        try
        {
            using var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > mostBytes)
            {
                throw new UnsafeFileException($"{path} has {stream.Length} bytes; at most {mostBytes} are read.");
            }

            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Opens a file for reading and writing, made for its owner alone where it is missing. The folder must exist. Nothing
    /// is held back: what was written is with the system.</summary>
    /// <param name="path">The file.</param>
    /// <param name="share">What other processes may do meanwhile.</param>
    public static FileStream OpenOrCreate(string path, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = share,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // on Windows the folder's list holds
        }

        return new FileStream(path, options);
    }

    /// <summary>Takes a file from everybody but its owner where that can be done. A link and somebody else's file stay as they are.
    /// </summary>
    public static void TryTighten(string path)
    {
        var rules = OwnerOnlyRules.Current;
        if (!File.Exists(path) || new FileInfo(path).LinkTarget is not null || rules.IsSpecial(path) || rules.FindLooseFile(path) is null)
        {
            return;
        }

        try
        {
            rules.TightenFile(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A mounted secret, for instance: gmail-mcp doctor names it.
        }
    }

    public static bool Exists(string path) => File.Exists(path);

    /// <summary>Whether it is a device or a pipe, which whoever opens it may wait for, for ever.</summary>
    public static bool IsSpecial(string path) => OwnerOnlyRules.Current.IsSpecial(path);

    /// <summary>What changes when somebody else writes the file; null when there is none.</summary>
    public static (DateTime Written, long SizeInBytes)? Stamp(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : null;
    }

    /// <summary>Who else can read the file or replace it, in a few words; null when nobody can.</summary>
    public static string? FindLoose(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            return "a symbolic link";
        }

        var rules = OwnerOnlyRules.Current;
        return rules.FindLooseFile(path)
            ?? (rules.FindLooseFolder(FolderOf(path)) is { } folder ? $"in a folder with {folder}" : null);
    }

    /// <summary>
    /// Reads the file and, where there is none, makes it first. Of several processes that do so at once one makes it,
    /// and all read the same.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="make">The content for a new file.</param>
    /// <param name="notice">Told, in a sentence, of loose permissions that were repaired.</param>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static byte[] ReadOrCreate(string path, Func<byte[]> make, Action<string> notice)
    {
        if (Read(path, notice) is { } content)
        {
            return content;
        }

        Place(path, make(), replaces: false);
        return Read(path, notice) ?? throw new IOException($"{path} was removed while it was made.");
    }

    /// <summary>Replaces the content, or leaves the old one.</summary>
    /// <exception cref="IOException">Nothing was written: disk full, folder not writable. The old content is still
    /// there.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content) => Place(path, content, replaces: true);

    /// <summary>
    /// Replaces the content of a file that another program owns, as <see cref="Write"/> does: who may read it stays as it was. A
    /// new one is for its owner alone.
    /// </summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static void WriteShared(string path, ReadOnlySpan<byte> content) => Place(path, content, replaces: true, isShared: true);

    private static void Place(string path, ReadOnlySpan<byte> content, bool replaces, bool isShared = false)
    {
        RefuseOther(path);
        var folder = FolderOf(path);
        var random = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{random}.tmp");
        try
        {
            OwnerOnlyRules.Current.CreateFolder(folder);
            using (var stream = OwnerOnlyRules.Current.CreateFile(temporary))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            if (isShared && File.Exists(path))
            {
                OwnerOnlyRules.Current.CopyRights(path, temporary);
            }

            // Without overwriting .NET links the new name and removes the old, and link(2) fails where a file stands.
            File.Move(temporary, path, overwrite: replaces);
        }
        catch (IOException) when (!replaces && File.Exists(path))
        {
            Discard(temporary); // another process was first
            return;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            throw new IOException($"{path} could not be written and keeps what it had: {failure.Message}", failure);
        }

        OwnerOnlyRules.Current.FlushFolder(folder);
        if (!isShared)
        {
            DiscardLeftovers(path, folder);
        }
    }

    /// <summary>Removes the file; false when there was none.</summary>
    /// <exception cref="UnsafeFileException">It is no file.</exception>
    public static bool Delete(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        RefuseSpecial(path);
        File.Delete(path);
        OwnerOnlyRules.Current.FlushFolder(FolderOf(path));
        return true;
    }

    /// <summary>Removes the files that were written longest ago, until the rest of the folder is no larger.</summary>
    public static void Prune(string folder, string pattern, long mostBytes)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        var left = mostBytes;
        foreach (var file in new DirectoryInfo(folder).GetFiles(pattern).OrderByDescending(file => file.LastWriteTimeUtc))
        {
            left -= file.Length;
            if (left < 0)
            {
                file.Delete();
            }
        }
    }

    private static void RefuseOther(string path)
    {
        // LinkTarget is also set for a link that leads nowhere, which File.Exists calls missing.
        if (new FileInfo(path).LinkTarget is { } target)
        {
            throw new UnsafeFileException(
                $"{path} is a symbolic link to {target}. Links are refused here: put the file itself in its place, "
                + "or name its real path.");
        }

        RefuseSpecial(path);
    }

    // Root could change the mode of /dev/null for everybody, or delete it; and a pipe is waited for, for ever.
    private static void RefuseSpecial(string path)
    {
        if (OwnerOnlyRules.Current.IsSpecial(path))
        {
            throw new UnsafeFileException(
                $"{path} is a device, not a file; name a file.");
        }
    }

    private static void Repair(string path, Action<string> notice)
    {
        var rules = OwnerOnlyRules.Current;
        var folder = FolderOf(path);
        RepairOne(path, rules.FindLooseFile, rules.TightenFile, "it is its owner's alone now", notice);
        RepairOne(folder, rules.FindLooseFolder, rules.TightenFolder, "others can no longer replace files in it", notice);
    }

    private static void RepairOne(
        string path, Func<string, string?> findLoose, Action<string> tighten, string outcome, Action<string> notice)
    {
        if (findLoose(path) is not { } loose)
        {
            return;
        }

        try
        {
            tighten(path);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new UnsafeFileException(
                $"{path} is open to other users ({loose}) and belongs to another user, so it is not used. "
                + "Make it yours alone (chown, chmod go-rwx) or move it to a folder of yours.",
                failure);
        }

        // Some mounts (WSL's drvfs, SMB) accept the change and keep no permissions at all: say so, but work.
        notice(findLoose(path) is null
            ? $"{path} was open to other users ({loose}); {outcome}."
            : $"{path} is open to other users ({loose}) and its file system keeps no permissions. Move it to one "
            + "that does.");
    }

    private static string FolderOf(string path) =>
        Path.GetDirectoryName(Path.GetFullPath(path)) ?? throw new IOException($"{path} is a folder.");

    // A process killed between create and rename leaves its temporary file. Those an hour older than what was just
    // written belong to nobody; a younger one may be another process's, at work.
    private static void DiscardLeftovers(string path, string folder)
    {
        var oldest = File.GetLastWriteTimeUtc(path) - TimeSpan.FromHours(1);
        foreach (var leftover in Directory.EnumerateFiles(folder, $".{Path.GetFileName(path)}.*.tmp"))
        {
            if (File.GetLastWriteTimeUtc(leftover) < oldest)
            {
                Discard(leftover);
            }
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It is owner-only and its name says what it is; the next write tries again.
        }
    }
}
