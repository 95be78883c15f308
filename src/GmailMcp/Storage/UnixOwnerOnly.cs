using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using GmailMcp.Storage.Jail;

namespace GmailMcp.Storage;

/// <summary>Mode bits: 0600 for files, 0700 for folders.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class UnixOwnerOnly : OwnerOnlyRules
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    private const UnixFileMode OthersFile =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public override FileStream CreateFile(string path) =>
        new(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            UnixCreateMode = OwnerFile,
        });

    public override void CreateFolder(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        // Directory.CreateDirectory gives the mode to the last folder only and leaves those above it to the umask.
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } above)
        {
            CreateFolder(above);
        }

        Directory.CreateDirectory(path, OwnerFolder);
    }

    public override bool IsSpecial(string path)
    {
        if (!Path.Exists(path))
        {
            return false;
        }

        var entry = UnixCalls.Look(Path.GetFullPath(path));
        return entry is { IsFile: false, IsFolder: false, IsLink: false };
    }

    public override string? FindLooseFile(string path)
    {
        var mode = File.GetUnixFileMode(path);
        return (mode & OthersFile) == 0 ? null : $"mode {Octal(mode)}";
    }

    // Group-writable folders are usual where every user has a group of his own (umask 002), so only the world counts;
    // the sticky bit (/tmp) keeps others from replacing a file that is not theirs.
    public override string? FindLooseFolder(string path)
    {
        var mode = File.GetUnixFileMode(path);
        var isLoose = (mode & UnixFileMode.OtherWrite) != 0 && (mode & UnixFileMode.StickyBit) == 0;
        return isLoose ? $"mode {Octal(mode)}" : null;
    }

    public override void TightenFile(string path) => File.SetUnixFileMode(path, OwnerFile);

    public override void TightenFolder(string path)
    {
        // The system keeps everybody but root from changing a folder of another user, who may well share it on purpose.
        if (UnixCalls.Look(Path.GetFullPath(path)).Owner != EffectiveUser())
        {
            throw new UnauthorizedAccessException($"{path} belongs to another user.");
        }

        File.SetUnixFileMode(path, File.GetUnixFileMode(path) & ~(UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
    }

    public override void CopyRights(string from, string to) => File.SetUnixFileMode(to, File.GetUnixFileMode(from));

    // rename(2) changes the folder, and only fsync on the folder itself makes that durable (fsync(2), NOTES).
    // .NET opens no folders, hence the system calls. A file system that cannot do it (EINVAL on some network
    // mounts) has still renamed atomically, so a failure here is not a failed write.
    public override void FlushFolder(string path)
    {
        var descriptor = Open(path, ReadOnlyFlag);
        if (descriptor < 0)
        {
            return;
        }

        _ = Synchronise(descriptor);
        _ = Close(descriptor);
    }

    private const int ReadOnlyFlag = 0;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Synchronise(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint EffectiveUser();

    private static string Octal(UnixFileMode mode) => "0" + Convert.ToString((int)mode & 0xFFF, 8);
}
