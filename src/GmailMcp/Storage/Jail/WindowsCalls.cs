using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace GmailMcp.Storage.Jail;

/// <summary>The Win32 calls behind a jailed folder: opening without following reparse points, and the final name of a
/// handle.</summary>
[SupportedOSPlatform("windows")]
internal static partial class WindowsCalls
{
    private const uint ListOrRead = 0x1;
    private const uint ReadAttributes = 0x80;
    private const uint ShareRead = 0x1;
    private const uint ShareWrite = 0x2;
    private const uint ShareDelete = 0x4;
    private const uint OpenExisting = 3;
    private const uint BackupSemantics = 0x02000000;
    private const uint OpenReparsePoint = 0x00200000;
    private const uint AttributeFolder = 0x10;
    private const uint AttributeReparse = 0x400;
    private const uint DiskFile = 1;

    /// <summary>Opens a folder that the operator configured: reparse points on the way to it are his affair.</summary>
    public static SafeFileHandle OpenRoot(string path) =>
        Open(path, path, ListOrRead | ReadAttributes, ShareRead | ShareWrite, BackupSemantics);

    /// <summary>Opens a folder and keeps it where it is: without FILE_SHARE_DELETE nobody can rename or remove it
    /// while the handle is open, so the names of its children stay true.</summary>
    public static SafeFileHandle OpenFolder(string path, string name)
    {
        var handle = Open(
            path, name, ListOrRead | ReadAttributes, ShareRead | ShareWrite, BackupSemantics | OpenReparsePoint);
        return Checked(handle, name, wantsFolder: true).Handle;
    }

    public static (SafeFileHandle Handle, long Length) OpenFile(string path, string name)
    {
        // BackupSemantics too, so that a folder opens and can be named as one instead of "access denied".
        var handle = Open(path, name, ListOrRead | ReadAttributes, ShareRead, BackupSemantics | OpenReparsePoint);
        return Checked(handle, name, wantsFolder: false);
    }

    /// <summary>The final name of a handle, without the \\?\ before it.</summary>
    public static string? PathOf(SafeFileHandle handle)
    {
        Span<char> buffer = stackalloc char[1024];
        var length = GetFinalPathNameByHandleW(handle, buffer, (uint)buffer.Length, 0);
        if (length > buffer.Length)
        {
            buffer = new char[length];
            length = GetFinalPathNameByHandleW(handle, buffer, (uint)buffer.Length, 0);
        }

        if (length == 0 || length > buffer.Length)
        {
            return null;
        }

        var path = new string(buffer[..(int)length]);
        return path.StartsWith(@"\\?\UNC\", StringComparison.Ordinal) ? @"\\" + path[8..]
            : path.StartsWith(@"\\?\", StringComparison.Ordinal) ? path[4..]
            : path;
    }

    public static string? RealPathOf(string path)
    {
        using var handle = CreateFileW(
            path, ReadAttributes, ShareRead | ShareWrite | ShareDelete, 0, OpenExisting, BackupSemantics, 0);
        return handle.IsInvalid ? null : PathOf(handle);
    }

    private static SafeFileHandle Open(string path, string name, uint access, uint share, uint flags)
    {
        var handle = CreateFileW(path, access, share, 0, OpenExisting, flags, 0);
        if (!handle.IsInvalid)
        {
            return handle;
        }

        var error = Marshal.GetLastPInvokeError();
        handle.Dispose();
        var problem = error switch
        {
            2 or 3 or 123 => JailProblem.Missing, // file, path not found; a name that no file can have
            5 or 32 => JailProblem.Denied, // access denied; in use by another program
            206 => JailProblem.TooLong,
            _ => JailProblem.Other,
        };
        throw new JailException(problem, name, Marshal.GetPInvokeErrorMessage(error));
    }

    private static (SafeFileHandle Handle, long Length) Checked(SafeFileHandle handle, string name, bool wantsFolder)
    {
        JailProblem? problem = null;
        if (GetFileType(handle) != DiskFile || !GetFileInformationByHandle(handle, out var it))
        {
            it = default;
            problem = JailProblem.NotAFile;
        }
        else if ((it.Attributes & AttributeReparse) != 0)
        {
            problem = JailProblem.Link;
        }
        else if ((it.Attributes & AttributeFolder) != 0 != wantsFolder)
        {
            problem = wantsFolder ? JailProblem.NotAFolder : JailProblem.Folder;
        }
        else if (!wantsFolder && it.Links != 1)
        {
            problem = JailProblem.HardLink;
        }

        if (problem is { } found)
        {
            handle.Dispose();
            throw new JailException(found, name);
        }

        return (handle, it.Length);
    }

    [LibraryImport("kernel32", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial SafeFileHandle CreateFileW(
        string path, uint access, uint share, nint security, uint disposition, uint flags, nint template);

    [LibraryImport("kernel32", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial uint GetFinalPathNameByHandleW(
        SafeFileHandle handle, Span<char> buffer, uint length, uint flags);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetFileInformationByHandle(SafeFileHandle handle, out FileInformation it);

    [LibraryImport("kernel32")]
    private static partial uint GetFileType(SafeFileHandle handle);

    /// <summary>BY_HANDLE_FILE_INFORMATION.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 52)]
    private readonly struct FileInformation
    {
        [FieldOffset(0)]
        public readonly uint Attributes;

        [FieldOffset(32)]
        private readonly uint _sizeHigh;

        [FieldOffset(36)]
        private readonly uint _sizeLow;

        [FieldOffset(40)]
        public readonly uint Links;

        public long Length => ((long)_sizeHigh << 32) | _sizeLow;
    }
}
