using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace GmailMcp.Storage.Jail;

/// <summary>A jailed folder on Windows. There is no openat; instead every folder on the way is opened without
/// following reparse points and held open, which forbids renaming or removing it, until the file itself is open.
/// Owner-only is what the profile folder's access list gives to what is made in it.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsJailedFolder(string path) : JailedFolder(path)
{
    public override JailedFile OpenFile(IReadOnlyList<string> parts)
    {
        if (parts.Count == 0)
        {
            throw new JailException(JailProblem.Folder, Path);
        }

        var held = new List<SafeFileHandle>();
        try
        {
            var (realRoot, folder) = Walk(held, parts.Take(parts.Count - 1), make: false);
            var (handle, length) = WindowsCalls.OpenFile(Join(folder, parts[^1]), parts[^1]);
            if (WindowsCalls.PathOf(handle) is { } real && PartsBeneath(realRoot, real) is { } realParts)
            {
                return new JailedFile(handle, length, real, realParts);
            }

            handle.Dispose();
            throw new JailException(JailProblem.Escaped, parts[^1]);
        }
        finally
        {
            held.ForEach(handle => handle.Dispose());
        }
    }

    protected override JailDraft CreateDraft(IReadOnlyList<string> folders)
    {
        var held = new List<SafeFileHandle>();
        JailDraft? draft = null;
        try
        {
            Make(Path, Path);
            var (_, folder) = Walk(held, folders, make: true);
            return draft = new WindowsJailDraft(held, folder, DraftName());
        }
        finally
        {
            if (draft is null)
            {
                held.ForEach(handle => handle.Dispose());
            }
        }
    }

    /// <summary>A path that Windows takes as it stands: no trailing dot dropped, no device name seen in it.</summary>
    internal static string Join(string folder, string name) => folder + "\\" + name;

    private (string RealRoot, string Folder) Walk(List<SafeFileHandle> held, IEnumerable<string> folders, bool make)
    {
        var root = WindowsCalls.OpenRoot(Path);
        held.Add(root);
        var realRoot = WindowsCalls.PathOf(root) ?? throw new JailException(JailProblem.Escaped, Path);
        var folder = realRoot.StartsWith(@"\\", StringComparison.Ordinal)
            ? @"\\?\UNC\" + realRoot[2..].TrimEnd('\\')
            : @"\\?\" + realRoot.TrimEnd('\\');
        foreach (var name in folders)
        {
            folder = Join(folder, name);
            if (make)
            {
                Make(folder, name);
            }

            held.Add(WindowsCalls.OpenFolder(folder, name));
        }

        return (realRoot, folder);
    }

    private static void Make(string path, string name)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (IOException e)
        {
            throw new JailException(File.Exists(path) ? JailProblem.NotAFolder : JailProblem.Other, name, e.Message);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new JailException(JailProblem.Denied, name, e.Message);
        }
    }
}
