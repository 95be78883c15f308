using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace GmailMcp.Storage.Jail;

/// <summary>Linux: openat, statx, renameat2 and /proc/self/fd.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class LinuxCalls : UnixCalls
{
    private const int WriteOnly = 0x1;
    private const int Create = 0x40;
    private const int Exclusive = 0x80;
    private const int NoTerminal = 0x100;
    private const int NoWait = 0x800;
    private const int CloseOnExec = 0x80000;

    private const int LookAtHandle = 0x1000;
    private const int LookAtLink = 0x100;
    private const uint BasicStatistics = 0x7FF;
    private const uint NoReplace = 1;
    private const int NoSuchCall = 38;
    private const int NotSupported = 95;

    private const int LongestPath = 4096;

    // Two flags have other numbers on ARM than on x86 (asm/fcntl.h of each).
    private static readonly bool IsArm =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    private static readonly int Folder = IsArm ? 0x4000 : 0x10000;
    private static readonly int NoFollow = IsArm ? 0x8000 : 0x20000;

    // AT_FDCWD; never used with a relative path.
    private static readonly SafeFileHandle Nowhere = new(-100, ownsHandle: false);

    protected override int TooManyLinks => 40;

    protected override int NameTooLong => 36;

    protected override int QuotaUsedUp => 122;

    public override SafeFileHandle OpenRoot(string path) =>
        Opened(openat(Nowhere, path, Folder | CloseOnExec, 0), path);

    public override SafeFileHandle OpenFolder(SafeFileHandle parent, string name) =>
        Opened(openat(parent, name, Folder | NoFollow | CloseOnExec, 0), name);

    public override SafeFileHandle OpenFile(SafeFileHandle parent, string name) =>
        Opened(openat(parent, name, NoFollow | NoWait | NoTerminal | CloseOnExec, 0), name);

    public override SafeFileHandle CreateFile(SafeFileHandle parent, string name) =>
        Opened(openat(parent, name, WriteOnly | Create | Exclusive | NoFollow | CloseOnExec, 0x180 /* 0600 */), name);

    public override UnixEntry Look(SafeFileHandle parent, string name) =>
        statx(parent, name, LookAtLink, BasicStatistics, out var it) == 0 ? it.Entry : throw Failure(name);

    public override UnixEntry Look(SafeFileHandle handle) =>
        statx(handle, "", LookAtHandle, BasicStatistics, out var it) == 0 ? it.Entry : throw Failure("");

    public override string? PathOf(SafeFileHandle handle)
    {
        Span<byte> buffer = stackalloc byte[LongestPath];
        var length = readlink($"/proc/self/fd/{handle.DangerousGetHandle()}", buffer, (nuint)buffer.Length);

        // A full buffer may be a cut path, and a cut path could look as if it were inside.
        return length > 0 && length < buffer.Length ? Encoding.UTF8.GetString(buffer[..(int)length]) : null;
    }

    public override bool TryRename(SafeFileHandle parent, string name, string newName)
    {
        try
        {
            if (renameat2(parent, name, parent, newName, NoReplace) == 0)
            {
                return true;
            }
        }
        catch (EntryPointNotFoundException)
        {
            // A C library without renameat2 (glibc before 2.28).
            return TryLinkAndRemove(parent, name, newName);
        }

        return Marshal.GetLastPInvokeError() switch
        {
            Exists => false,
            // The file system has no exclusive rename (NFS, some FUSE), or the kernel filters the call.
            Invalid or NoSuchCall or NotSupported => TryLinkAndRemove(parent, name, newName),
            _ => throw Failure(newName),
        };
    }

    public override string? RealPathOf(string path)
    {
        // O_PATH: a name for the thing without opening it, so that neither rights nor devices matter.
        var descriptor = openat(Nowhere, path, 0x200000 | CloseOnExec, 0);
        if (descriptor < 0)
        {
            return null;
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        return PathOf(handle);
    }

    // openat takes its mode as a variable argument; the Linux calling conventions pass those like fixed ones.
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int openat(SafeFileHandle parent, string name, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(SafeFileHandle parent, string name, int flags, uint mask, out Statx it);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint readlink(string path, Span<byte> buffer, nuint size);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat2(
        SafeFileHandle parent, string name, SafeFileHandle newParent, string newName, uint flags);

    /// <summary>struct statx of linux/stat.h: the same on every architecture, which struct stat is not.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Statx
    {
        [FieldOffset(16)]
        private readonly uint _links;

        [FieldOffset(20)]
        private readonly uint _owner;

        [FieldOffset(28)]
        private readonly ushort _mode;

        [FieldOffset(40)]
        private readonly ulong _size;

        public UnixEntry Entry => new(_mode, _links, (long)_size, _owner);
    }
}
