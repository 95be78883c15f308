using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace GmailMcp.Storage;

/// <summary>
/// Access lists: the current user alone, inheriting nothing. SYSTEM and Administrators are not counted as others.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsOwnerOnly : OwnerOnlyRules
{
    private const FileSystemRights ReadingRights = FileSystemRights.ReadData;

    private const FileSystemRights ReplacingRights =
        FileSystemRights.WriteData | FileSystemRights.DeleteSubdirectoriesAndFiles | FileSystemRights.ChangePermissions;

    public override FileStream CreateFile(string path) =>
        new FileInfo(path).Create(
            FileMode.CreateNew,
            FileSystemRights.WriteData | FileSystemRights.AppendData | FileSystemRights.Synchronize,
            FileShare.None,
            bufferSize: 4096,
            FileOptions.None,
            Private<FileSecurity>(InheritanceFlags.None));

    public override void CreateFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            new DirectoryInfo(path).Create(
                Private<DirectorySecurity>(InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit));
        }
    }

    public override bool IsSpecial(string path) =>
        Path.Exists(path) && (File.GetAttributes(path) & FileAttributes.Device) != 0;

    public override string? FindLooseFile(string path) =>
        FindOther(new FileInfo(path).GetAccessControl(AccessControlSections.Access), ReadingRights);

    public override string? FindLooseFolder(string path) =>
        FindOther(new DirectoryInfo(path).GetAccessControl(AccessControlSections.Access), ReplacingRights);

    public override void TightenFile(string path) =>
        new FileInfo(path).SetAccessControl(Private<FileSecurity>(InheritanceFlags.None));

    public override void TightenFolder(string path) =>
        new DirectoryInfo(path).SetAccessControl(
            Private<DirectorySecurity>(InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit));

    public override void CopyRights(string from, string to)
    {
        var security = new FileSecurity();
        security.SetSecurityDescriptorBinaryForm(
            new FileInfo(from).GetAccessControl(AccessControlSections.Access).GetSecurityDescriptorBinaryForm(), AccessControlSections.Access);
        new FileInfo(to).SetAccessControl(security);
    }

    // NTFS writes renames to its journal; there is no call to flush a folder.
    public override void FlushFolder(string path)
    {
    }

    private static TSecurity Private<TSecurity>(InheritanceFlags inheritance)
        where TSecurity : FileSystemSecurity, new()
    {
        var security = new TSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(new FileSystemAccessRule(
            CurrentUser(), FileSystemRights.FullControl, inheritance, PropagationFlags.None, AccessControlType.Allow));
        return security;
    }

    private static string? FindOther(FileSystemSecurity security, FileSystemRights rights)
    {
        var user = CurrentUser();
        foreach (FileSystemAccessRule rule in security.GetAccessRules(true, true, typeof(SecurityIdentifier)))
        {
            var isOther = rule.IdentityReference is SecurityIdentifier identity
                && identity != user
                && !identity.IsWellKnown(WellKnownSidType.LocalSystemSid)
                && !identity.IsWellKnown(WellKnownSidType.BuiltinAdministratorsSid)
                && !identity.IsWellKnown(WellKnownSidType.CreatorOwnerSid);
            if (isOther && rule.AccessControlType == AccessControlType.Allow && (rule.FileSystemRights & rights) != 0)
            {
                return $"open to {rule.IdentityReference.Value}";
            }
        }

        return null;
    }

    private static SecurityIdentifier CurrentUser()
    {
        using var identity = WindowsIdentity.GetCurrent();
        return identity.User
            ?? throw new UnauthorizedAccessException("The Windows account has no security identifier.");
    }
}
