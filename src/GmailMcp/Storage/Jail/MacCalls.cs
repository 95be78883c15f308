using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace GmailMcp.Storage.Jail;

/// <summary>macOS: openat, fstat, renameatx_np and F_GETPATH.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class MacCalls : UnixCalls
{
    private const int WriteOnly = 0x1;
    private const int NoWait = 0x4;
    private const int NoFollow = 0x100;
    private const int Create = 0x200;
    private const int Exclusive = 0x800;
    private const int NoTerminal = 0x20000;
    private const int Folder = 0x100000;
    private const int CloseOnExec = 0x1000000;

    private const int LookAtLink = 0x20;
    private const uint NoReplace = 0x4;
    private const int NotSupported = 45;
    private const int GetPath = 50;
    private const int LongestPath = 1024;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    // AT_FDCWD; never used with a relative path.
    private static readonly SafeFileHandle Nowhere = new(-2, ownsHandle: false);

    protected override int TooManyLinks => 62;

    protected override int NameTooLong => 63;

    protected override int QuotaUsedUp => 69;

    public override SafeFileHandle OpenRoot(string path) => Opened(Open(Nowhere, path, Folder | CloseOnExec, 0), path);

    public override SafeFileHandle OpenFolder(SafeFileHandle parent, string name) =>
        Opened(Open(parent, name, Folder | NoFollow | CloseOnExec, 0), name);

    public override SafeFileHandle OpenFile(SafeFileHandle parent, string name) =>
        Opened(Open(parent, name, NoFollow | NoWait | NoTerminal | CloseOnExec, 0), name);

    public override SafeFileHandle CreateFile(SafeFileHandle parent, string name) =>
        Opened(Open(parent, name, WriteOnly | Create | Exclusive | NoFollow | CloseOnExec, 0x180 /* 0600 */), name);

    public override UnixEntry Look(SafeFileHandle parent, string name)
    {
        var result = IsArm
            ? fstatat(parent, name, out var it, LookAtLink)
            : fstatat64(parent, name, out it, LookAtLink);
        return result == 0 ? it.Entry : throw Failure(name);
    }

    public override UnixEntry Look(SafeFileHandle handle)
    {
        var result = IsArm ? fstat(handle, out var it) : fstat64(handle, out it);
        return result == 0 ? it.Entry : throw Failure("");
    }

    public override string? PathOf(SafeFileHandle handle)
    {
        Span<byte> buffer = stackalloc byte[LongestPath];
        var result = IsArm
            ? fcntlArm(handle, GetPath, 0, 0, 0, 0, 0, 0, buffer)
            : fcntl(handle, GetPath, buffer);
        var end = buffer.IndexOf((byte)0);
        return result == 0 && end > 0 ? Encoding.UTF8.GetString(buffer[..end]) : null;
    }

    public override bool TryRename(SafeFileHandle parent, string name, string newName)
    {
        if (renameatx_np(parent, name, parent, newName, NoReplace) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() switch
        {
            Exists => false,
            // Neither APFS nor HFS+: a network or FAT volume.
            Invalid or NotSupported => TryLinkAndRemove(parent, name, newName),
            _ => throw Failure(newName),
        };
    }

    public override string? RealPathOf(string path)
    {
        var descriptor = Open(Nowhere, path, NoWait | NoTerminal | CloseOnExec, 0);
        if (descriptor < 0)
        {
            return null;
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        return PathOf(handle);
    }

    // openat and fcntl take a variable argument. On Apple's ARM those go to the stack, always, while fixed ones fill
    // eight registers first: enough fixed arguments before it put the variable one where the callee looks.
    // https://developer.apple.com/documentation/xcode/writing-arm64-code-for-apple-platforms
    private static int Open(SafeFileHandle parent, string name, int flags, nint mode) =>
        IsArm ? openatArm(parent, name, flags, 0, 0, 0, 0, 0, mode) : openat(parent, name, flags, mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int openat(SafeFileHandle parent, string name, int flags, nint mode);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int openatArm(
        SafeFileHandle parent, string name, int flags, nint x3, nint x4, nint x5, nint x6, nint x7, nint mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fcntl(SafeFileHandle handle, int command, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int fcntlArm(
        SafeFileHandle handle, int command, nint x2, nint x3, nint x4, nint x5, nint x6, nint x7, Span<byte> buffer);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fstat(SafeFileHandle handle, out Stat it);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int fstatat(SafeFileHandle parent, string name, out Stat it, int flags);

    // On Intel the plain names still mean the structure with 32-bit inode numbers.
    [LibraryImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    private static partial int fstat64(SafeFileHandle handle, out Stat it);

    [LibraryImport(
        "libc", EntryPoint = "fstatat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int fstatat64(SafeFileHandle parent, string name, out Stat it, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameatx_np(
        SafeFileHandle parent, string name, SafeFileHandle newParent, string newName, uint flags);

    /// <summary>struct stat of sys/stat.h with 64-bit inode numbers, of which four fields matter here.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 144)]
    private readonly struct Stat
    {
        [FieldOffset(4)]
        private readonly ushort _mode;

        [FieldOffset(6)]
        private readonly ushort _links;

        [FieldOffset(16)]
        private readonly uint _owner;

        [FieldOffset(96)]
        private readonly long _size;

        public UnixEntry Entry => new(_mode, _links, _size, _owner);
    }
}
