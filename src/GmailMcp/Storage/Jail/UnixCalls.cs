using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace GmailMcp.Storage.Jail;

/// <summary>The POSIX calls that .NET does not offer: everything relative to an open folder. Numbers and structures
/// differ by system, so each has its class; names and meaning are those of the manual pages (section 2).</summary>
[UnsupportedOSPlatform("windows")]
internal abstract partial class UnixCalls
{
    private static readonly UnixCalls? ForThisSystem =
        OperatingSystem.IsMacOS() ? new MacCalls() : OperatingSystem.IsLinux() ? new LinuxCalls() : null;

    public static UnixCalls Current => ForThisSystem
        ?? throw new PlatformNotSupportedException("Files are read and written on Linux, macOS and Windows only.");

    // Stands where a call wants a folder and the path is absolute, so that it is not looked at.
    private static readonly SafeFileHandle NoFolder = new(-1, ownsHandle: false);

    // Equal on Linux and macOS.
    protected const int NoEntry = 2;
    protected const int AccessDenied = 13;
    protected const int NotPermitted = 1;
    protected const int Exists = 17;
    protected const int NotFolder = 20;
    protected const int IsFolder = 21;
    protected const int Invalid = 22;
    protected const int NoDevice = 6;
    protected const int Full = 28;

    protected abstract int TooManyLinks { get; }

    protected abstract int NameTooLong { get; }

    protected abstract int QuotaUsedUp { get; }

    /// <summary>Opens a folder by its absolute path, following links: only for folders that the operator
    /// configured.</summary>
    public abstract SafeFileHandle OpenRoot(string path);

    /// <summary>Opens a folder beneath another; a link is an error.</summary>
    public abstract SafeFileHandle OpenFolder(SafeFileHandle parent, string name);

    /// <summary>Opens a file for reading; a link is an error; never waits for the other end of a FIFO.</summary>
    public abstract SafeFileHandle OpenFile(SafeFileHandle parent, string name);

    /// <summary>Makes a file that was not there, for writing, 0600.</summary>
    public abstract SafeFileHandle CreateFile(SafeFileHandle parent, string name);

    /// <summary>What an entry is, links not followed.</summary>
    public abstract UnixEntry Look(SafeFileHandle parent, string name);

    /// <summary>What an open handle is.</summary>
    public abstract UnixEntry Look(SafeFileHandle handle);

    /// <summary>The kernel's present name for an open handle, or null if it cannot say.</summary>
    public abstract string? PathOf(SafeFileHandle handle);

    /// <summary>Renames inside a folder; false if the new name is taken.</summary>
    public abstract bool TryRename(SafeFileHandle parent, string name, string newName);

    /// <summary>The kernel's name for what stands at a path, or null if nothing can be opened there.</summary>
    public abstract string? RealPathOf(string path);

    /// <summary>What stands at an absolute path, a link at its end not followed.</summary>
    public static UnixEntry Look(string path) => Current.Look(NoFolder, path);

    /// <summary>Makes a folder, 0700; one that is there already is left as it is.</summary>
    public static void MakeFolder(SafeFileHandle parent, string name)
    {
        if (mkdirat(parent, name, 0x1C0 /* 0700 */) != 0 && Marshal.GetLastPInvokeError() != Exists)
        {
            throw Current.Failure(name);
        }
    }

    public static void Remove(SafeFileHandle parent, string name) => _ = unlinkat(parent, name, 0);

    /// <summary>Makes a rename outlive a power cut; a file system that cannot is no reason to fail.</summary>
    public static void Sync(SafeFileHandle folder) => _ = fsync(folder);

    /// <summary>Gives a file a second name, then takes the first: for file systems without an exclusive
    /// rename.</summary>
    protected bool TryLinkAndRemove(SafeFileHandle parent, string name, string newName)
    {
        if (linkat(parent, name, parent, newName, 0) != 0)
        {
            return Marshal.GetLastPInvokeError() == Exists ? false : throw Failure(newName);
        }

        Remove(parent, name);
        return true;
    }

    protected SafeFileHandle Opened(nint descriptor, string part) =>
        descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Failure(part);

    protected JailException Failure(string part)
    {
        var error = Marshal.GetLastPInvokeError();
        var problem = error switch
        {
            NoEntry => JailProblem.Missing,
            AccessDenied or NotPermitted => JailProblem.Denied,
            NotFolder => JailProblem.NotAFolder,
            IsFolder => JailProblem.Folder,
            NoDevice => JailProblem.NotAFile,
            Full => JailProblem.NoSpace,
            _ when error == TooManyLinks => JailProblem.Link,
            _ when error == NameTooLong => JailProblem.TooLong,
            _ when error == QuotaUsedUp => JailProblem.NoSpace,
            _ => JailProblem.Other,
        };
        return new JailException(problem, part, Marshal.GetPInvokeErrorMessage(error));
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkdirat(SafeFileHandle parent, string name, uint mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int unlinkat(SafeFileHandle parent, string name, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int linkat(
        SafeFileHandle parent, string name, SafeFileHandle newParent, string newName, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle handle);
}
