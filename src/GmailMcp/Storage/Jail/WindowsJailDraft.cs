using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace GmailMcp.Storage.Jail;

/// <summary>A file being written while every folder above it is held in place.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsJailDraft(List<SafeFileHandle> held, string folder, string draftName) : JailDraft
{
    private const int FileExists = unchecked((int)0x80070050);
    private const int AlreadyExists = unchecked((int)0x800700B7);

    private readonly string _folder = folder;
    private readonly string _path = WindowsJailedFolder.Join(folder, draftName);
    private bool _isPublished;

    public override FileStream Stream { get; } =
        new(WindowsJailedFolder.Join(folder, draftName), FileMode.CreateNew, FileAccess.Write, FileShare.None);

    public override bool TryPublish(string name)
    {
        Stream.Dispose();
        try
        {
            File.Move(_path, WindowsJailedFolder.Join(_folder, name), overwrite: false);
        }
        catch (IOException e) when (e.HResult is FileExists or AlreadyExists)
        {
            return false;
        }

        _isPublished = true;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        Close();
        if (!_isPublished)
        {
            File.Delete(_path);
        }

        held.ForEach(handle => handle.Dispose());
    }
}
