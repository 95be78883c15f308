namespace GmailMcp.Storage.Jail;

/// <summary>Why a jailed folder refused a file.</summary>
internal enum JailProblem
{
    /// <summary>The folder itself, or a folder on the way, or the file, is not there.</summary>
    Missing,

    /// <summary>A symbolic link, or on Windows any reparse point, is on the way or at the end.</summary>
    Link,

    /// <summary>A folder where a file was asked for.</summary>
    Folder,

    /// <summary>A file where a folder is needed.</summary>
    NotAFolder,

    /// <summary>A device, FIFO or socket.</summary>
    NotAFile,

    /// <summary>The file has more than one name, so its other name may be anywhere.</summary>
    HardLink,

    /// <summary>After opening, the system's own name for the file lies outside the folder.</summary>
    Escaped,

    /// <summary>The operating system does not let this user in.</summary>
    Denied,

    /// <summary>A name is longer than the file system takes.</summary>
    TooLong,

    /// <summary>A thousand files of this name are already there.</summary>
    TooMany,

    /// <summary>The disk is full, or the quota is used up.</summary>
    NoSpace,

    /// <summary>Anything else; the system's own words are in the message.</summary>
    Other,
}
