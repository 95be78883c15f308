namespace GmailMcp.Storage;

/// <summary>
/// How one platform says "only the owner may read this": Unix by mode bits, Windows by an access list.
/// </summary>
internal abstract class OwnerOnlyRules
{
    public static OwnerOnlyRules Current { get; } =
        OperatingSystem.IsWindows() ? new WindowsOwnerOnly() : new UnixOwnerOnly();

    /// <summary>Opens a file that must not exist yet and that nobody else can open, from its first moment.</summary>
    public abstract FileStream CreateFile(string path);

    /// <summary>
    /// Creates a folder, and the missing ones above it, for the owner alone. An existing one is left as it is.
    /// </summary>
    public abstract void CreateFolder(string path);

    /// <summary>Whether what stands there is neither file nor folder but a device, a pipe or a socket.</summary>
    public abstract bool IsSpecial(string path);

    /// <summary>
    /// Says in a few words who else can read the file ("mode 0644"), or null when only its owner can.
    /// </summary>
    public abstract string? FindLooseFile(string path);

    /// <summary>
    /// Says in a few words who else can replace files in the folder, or null when only its owner can.
    /// </summary>
    public abstract string? FindLooseFolder(string path);

    /// <summary>Takes the file from everybody but its owner.</summary>
    /// <exception cref="UnauthorizedAccessException">The file belongs to somebody else.</exception>
    public abstract void TightenFile(string path);

    /// <summary>Takes the right to add and replace files in the folder from everybody but its owner.</summary>
    /// <exception cref="UnauthorizedAccessException">The folder belongs to somebody else.</exception>
    public abstract void TightenFolder(string path);

    /// <summary>Lets the same people read and write one file as another.</summary>
    public abstract void CopyRights(string from, string to);

    /// <summary>Makes a rename inside the folder survive a power cut, where the platform needs to be asked.</summary>
    public abstract void FlushFolder(string path);
}
