using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace GmailMcp.Storage.Jail;

/// <summary>A jailed folder on Linux and macOS: each component is opened with openat and O_NOFOLLOW.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixJailedFolder(string path) : JailedFolder(path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public override JailedFile OpenFile(IReadOnlyList<string> parts)
    {
        var calls = UnixCalls.Current;
        using var root = calls.OpenRoot(Path);
        if (parts.Count == 0)
        {
            throw new JailException(JailProblem.Folder, Path);
        }

        using var folder = Walk(root, parts.Take(parts.Count - 1), make: false);
        var name = parts[^1];

        // Looked at before it is opened, because opening a device can itself do something (rewind a tape, reset a
        // modem).
        Demand(calls.Look(folder, name), name);
        var handle = calls.OpenFile(folder, name);
        JailedFile? file = null;
        try
        {
            // Looked at again through the handle: between the two the name may have come to mean something else.
            var entry = calls.Look(handle);
            Demand(entry, name);
            var (realPath, realParts) = RealNameBeneath(root, handle, name);
            return file = new JailedFile(handle, entry.Length, realPath, realParts);
        }
        finally
        {
            if (file is null)
            {
                handle.Dispose();
            }
        }
    }

    protected override JailDraft CreateDraft(IReadOnlyList<string> folders)
    {
        var calls = UnixCalls.Current;
        MakeRoot();
        var root = calls.OpenRoot(Path);
        SafeFileHandle? folder = null;
        JailDraft? draft = null;
        try
        {
            folder = Walk(root, folders, make: true);
            _ = RealNameBeneath(root, folder, folders.Count == 0 ? Path : folders[^1]);
            var draftName = DraftName();
            return draft = new UnixJailDraft(root, folder, draftName, calls.CreateFile(folder, draftName));
        }
        finally
        {
            if (draft is null)
            {
                folder?.Dispose();
                root.Dispose();
            }
        }
    }

    /// <summary>The kernel's name for a handle and its components beneath the root's; the last look that finds what a
    /// race, or a folder moved meanwhile, made of the walk.</summary>
    internal static (string Path, IReadOnlyList<string> Parts) RealNameBeneath(
        SafeFileHandle root, SafeFileHandle handle, string name)
    {
        var calls = UnixCalls.Current;
        if (calls.PathOf(root) is not { } realRoot || calls.PathOf(handle) is not { } real)
        {
            throw new JailException(
                JailProblem.Escaped, name, "the system cannot name the open file (is /proc mounted?)");
        }

        return PartsBeneath(realRoot, real) is { } parts
            ? (real, parts)
            : throw new JailException(JailProblem.Escaped, name);
    }

    private void MakeRoot()
    {
        try
        {
            Directory.CreateDirectory(Path, OwnerOnly);
        }
        catch (IOException e)
        {
            throw new JailException(File.Exists(Path) ? JailProblem.NotAFolder : JailProblem.Other, Path, e.Message);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new JailException(JailProblem.Denied, Path, e.Message);
        }
    }

    private static SafeFileHandle Walk(SafeFileHandle root, IEnumerable<string> folders, bool make)
    {
        var calls = UnixCalls.Current;

        // A handle of its own, so that the caller may dispose of root and result alike.
        var folder = calls.OpenFolder(root, ".");
        foreach (var name in folders)
        {
            var parent = folder;
            try
            {
                if (make)
                {
                    UnixCalls.MakeFolder(parent, name);
                }

                folder = calls.OpenFolder(parent, name);
            }
            catch (JailException e) when (e.Problem == JailProblem.NotAFolder && calls.Look(parent, name).IsLink)
            {
                // Linux answers "not a directory" for a link to one when links are not to be followed.
                throw new JailException(JailProblem.Link, name);
            }
            finally
            {
                parent.Dispose();
            }
        }

        return folder;
    }

    private static void Demand(UnixEntry entry, string name)
    {
        if (entry.IsLink)
        {
            throw new JailException(JailProblem.Link, name);
        }

        if (entry.IsFolder)
        {
            throw new JailException(JailProblem.Folder, name);
        }

        if (!entry.IsFile)
        {
            throw new JailException(JailProblem.NotAFile, name);
        }

        // No link at all means that the file was removed after it was opened.
        if (entry.Links != 1)
        {
            throw new JailException(entry.Links == 0 ? JailProblem.Missing : JailProblem.HardLink, name);
        }
    }
}
