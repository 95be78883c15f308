using GmailMcp.Storage.Jail;

namespace GmailMcp.Tools;

/// <summary>Which folders of this computer the tools may touch.</summary>
internal sealed record LocalFilesSettings
{
    public const string AttachmentsFlag = "--attachments-from";
    public const string AttachmentsVariable = "GMAIL_MCP_ATTACHMENT_DIR";
    public const string DownloadsFlag = "--downloads-to";
    public const string DownloadsVariable = "GMAIL_MCP_DOWNLOAD_DIR";

    // Where programs keep what lets somebody in. All folders whose names begin with a dot are refused beneath an
    // allowed one anyway; these are also refused as an allowed one, or as a parent of it.
    private static readonly HashSet<string> CredentialFolders = new(StringComparer.OrdinalIgnoreCase)
    {
        ".ssh", ".gnupg", ".gmail-mcp", ".aws", ".azure", ".kube", ".docker", ".password-store", ".netrc", ".pki",
        ".mozilla", ".thunderbird", "Keychains", "gnupg", "gcloud", "AppData",
    };

    // What this server's own files are called, wherever the operator keeps them: the OAuth client, the keys of the operator and of
    // the caller, and the one that seals sign-ins.
    private static readonly HashSet<string> OwnFiles = new(StringComparer.OrdinalIgnoreCase)
    {
        "gcp-oauth.keys.json", "admin.key", "caller.key", "store.key",
    };

    private LocalFilesSettings()
    {
    }

    /// <summary>The folder that ~/ stands for.</summary>
    public required string Home { get; init; }

    /// <summary>Absolute; attachments are read only from these. A relative path is taken inside the first.</summary>
    public required IReadOnlyList<string> AttachmentFolders { get; init; }

    /// <summary>Absolute; downloads go only here, and are made here when it is not there.</summary>
    public required string DownloadFolder { get; init; }

    /// <summary>Absolute; files and folders that are never read even where an allowed folder holds them:
    /// credentials.</summary>
    public required IReadOnlyList<string> PrivatePaths { get; init; }

    /// <summary>Checks and completes what the operator configured.</summary>
    /// <param name="home">The user's home folder.</param>
    /// <param name="attachmentFolders">None: ~/GmailAttachments.</param>
    /// <param name="downloadFolder">Null: ~/GmailDownloads.</param>
    /// <param name="privatePaths">The credentials and keys files and the folder they are in; ~/.gmail-mcp is
    /// added.</param>
    /// <exception cref="LocalFileException">A folder is not absolute, or is one that holds credentials.</exception>
    public static LocalFilesSettings From(
        string home,
        IReadOnlyList<string>? attachmentFolders = null,
        string? downloadFolder = null,
        IReadOnlyList<string>? privatePaths = null)
    {
        var secrets = (privatePaths ?? []).Append("~/.gmail-mcp")
            .Select(path => Path.GetFullPath(Expanded(path, home), home)).Distinct().ToList();
        var sources = attachmentFolders is { Count: > 0 } ? attachmentFolders : ["~/GmailAttachments"];
        return new LocalFilesSettings
        {
            Home = home,
            AttachmentFolders = [.. sources.Select(
                folder => Checked(folder, home, secrets, $"{AttachmentsFlag} or {AttachmentsVariable}"))],
            DownloadFolder = Checked(
                downloadFolder ?? "~/GmailDownloads", home, secrets, $"{DownloadsFlag} or {DownloadsVariable}"),
            PrivatePaths = secrets,
        };
    }

    /// <summary>The name of a file or folder that is kept from the tools wherever it is: hidden, or known to hold
    /// credentials.</summary>
    internal static bool IsPrivateName(string name) =>
        name.StartsWith('.') || CredentialFolders.Contains(name) || OwnFiles.Contains(name);

    /// <summary>The path with the home folder in place of ~.</summary>
    internal static string Expanded(string path, string home) =>
        path == "~" ? home
        : path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith(@"~\", StringComparison.Ordinal)
            ? Path.Join(home, path[2..])
            : path;

    private static string Checked(string folder, string home, List<string> secrets, string setting)
    {
        if (PathText.Problem(folder, OperatingSystem.IsWindows()) is { } problem)
        {
            throw new LocalFileException(
                $"The folder \"{PathText.Shown(folder)}\" of {setting} cannot be used because {problem}.");
        }

        var expanded = Expanded(folder, home);
        if (!Path.IsPathFullyQualified(expanded))
        {
            // Relative to what? The server never looks at the current directory, which a client chooses.
            throw new LocalFileException($"The folder \"{folder}\" of {setting} must be absolute, or begin with ~/.");
        }

        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(expanded));
        var real = JailedFolder.RealPathOf(full);
        var isSecret = real.Split(Path.DirectorySeparatorChar).Any(CredentialFolders.Contains)
            || secrets.Any(secret => JailedFolder.PartsBeneath(JailedFolder.RealPathOf(secret), real) is not null);
        return isSecret
            ? throw new LocalFileException(
                $"The folder \"{folder}\" of {setting} holds credentials. Use a folder that holds only files to share.")
            : full;
    }
}
