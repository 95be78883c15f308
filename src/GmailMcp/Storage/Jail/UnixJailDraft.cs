using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace GmailMcp.Storage.Jail;

/// <summary>A file being written in a folder that is held open, so that its name means the same until it is
/// published.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixJailDraft(SafeFileHandle root, SafeFileHandle folder, string draftName, SafeFileHandle file)
    : JailDraft
{
    private readonly SafeFileHandle _file = file;
    private string _name = draftName;
    private bool _isPublished;

    public override FileStream Stream { get; } = new(file, FileAccess.Write);

    public override bool TryPublish(string name)
    {
        if (!UnixCalls.Current.TryRename(folder, _name, name))
        {
            return false;
        }

        // From here on Dispose would remove the new name. The folder may have been moved out of the jail while the
        // file was written; then nothing stays there.
        _name = name;
        _ = UnixJailedFolder.RealNameBeneath(root, _file, name);
        _isPublished = true;
        UnixCalls.Sync(folder);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (!_isPublished)
        {
            UnixCalls.Remove(folder, _name);
        }

        Close();
        _file.Dispose();
        folder.Dispose();
        root.Dispose();
    }
}
