using GmailMcp.Storage;
using GmailMcp.Storage.Jail;

namespace GmailMcp.Tools;

/// <summary>Files of this computer for the tools: attachments in from the allowed folders, downloads out to one.
/// Whoever wrote the path or the name may be the author of a mail, so nothing outside these folders can be named,
/// reached or replaced.</summary>
internal sealed class LocalFiles
{
    private const int DeepestFolder = 16;

    private readonly LocalFilesSettings _settings;
    private readonly IReadOnlyList<JailedFolder> _sources;
    private readonly JailedFolder _downloads;

    public LocalFiles(LocalFilesSettings settings)
    {
        _settings = settings;
        _sources = [.. settings.AttachmentFolders.Select(JailedFolder.At)];
        _downloads = JailedFolder.At(settings.DownloadFolder);
    }

    /// <summary>Opens a file to attach.</summary>
    /// <param name="path">Absolute, beginning with ~/, or relative to the first allowed folder.</param>
    /// <exception cref="LocalFileException">It is missing, elsewhere, or not a plain file reached without
    /// links.</exception>
    public LocalFile OpenForReading(string path)
    {
        var words = new LocalFileWords(path, _settings);
        if (PathText.Problem(path, OperatingSystem.IsWindows()) is { } problem)
        {
            throw words.BadSource(problem);
        }

        var (folder, parts) = Locate(_sources, path) ?? throw words.OutsideSources();
        if (parts.FirstOrDefault(LocalFilesSettings.IsPrivateName) is { } hidden)
        {
            throw words.Private(hidden);
        }

        if (Path.EndsInDirectorySeparator(path))
        {
            throw words.Unreadable(new JailException(JailProblem.Folder, path), folder);
        }

        try
        {
            return Admitted(folder.OpenFile(parts), words);
        }
        catch (JailException e)
        {
            throw words.Unreadable(e, folder);
        }
    }

    /// <summary>Writes a download; the file gets its name when it is whole, and no name is taken from another
    /// file.</summary>
    /// <param name="savePath">A folder inside the download folder, made if missing; null or empty for that folder
    /// itself.</param>
    /// <param name="suggestedName">From the mail or an argument: anything at all.</param>
    /// <param name="write">Writes the content to the stream, and leaves it open.</param>
    /// <exception cref="LocalFileException">The folder is elsewhere or cannot be used, or the disk refused.</exception>
    public async Task<SavedFile> SaveAsync(
        string? savePath,
        string suggestedName,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken)
    {
        var folders = string.IsNullOrEmpty(savePath) ? [] : FoldersOf(savePath);
        try
        {
            var (name, bytes) = await _downloads.SaveAsync(folders, NameFor(suggestedName), write, cancellationToken);
            return new SavedFile(Path.Join([_downloads.Path, .. folders, name]), name, bytes);
        }
        catch (JailException e)
        {
            throw new LocalFileWords(savePath ?? "", _settings).Unwritable(e);
        }
    }

    // A key that a sender chose must not come to lie where the server looks for its own.
    private static string NameFor(string suggestedName) => SafeFileName.From(suggestedName) is var name
        && LocalFilesSettings.IsPrivateName(name) ? $"_{name}" : name;

    /// <summary>The same questions once more, of the name that the operating system gives: the case or form in which
    /// the path was written is not what the file system goes by.</summary>
    private LocalFile Admitted(JailedFile file, LocalFileWords words)
    {
        var hidden = file.RealParts.FirstOrDefault(LocalFilesSettings.IsPrivateName)
            ?? _settings.PrivatePaths.FirstOrDefault(secret => IsWithin(secret, file.RealPath));
        if (hidden is null)
        {
            return new LocalFile(file.RealParts[^1], file);
        }

        file.Handle.Dispose();
        throw words.Private(hidden);
    }

    private static bool IsWithin(string secret, string realPath) =>
        JailedFolder.PartsBeneath(JailedFolder.RealPathOf(secret), realPath) is not null;

    private IReadOnlyList<string> FoldersOf(string savePath)
    {
        var words = new LocalFileWords(savePath, _settings);
        if (PathText.Problem(savePath, OperatingSystem.IsWindows()) is { } problem)
        {
            throw words.BadTarget(problem);
        }

        var (_, folders) = Locate([_downloads], savePath) ?? throw words.OutsideDownloads();
        if (folders.Count > DeepestFolder)
        {
            throw words.BadTarget($"it is more than {DeepestFolder} folders deep");
        }

        foreach (var folder in folders)
        {
            if (LocalFilesSettings.IsPrivateName(folder))
            {
                throw words.BadTarget($"\"{PathText.Shown(folder)}\" is a hidden folder or one for credentials");
            }

            if (SafeFileName.From(folder) is var safe && safe != folder)
            {
                throw words.BadTarget(
                    $"\"{PathText.Shown(folder)}\" is no folder name on every system; \"{safe}\" would be");
            }
        }

        return folders;
    }

    /// <summary>Which of the folders a path is in, and the components beneath it. Two dots are taken away in the text:
    /// as no link is followed, text and disk agree on where they lead.</summary>
    private (JailedFolder Folder, IReadOnlyList<string> Parts)? Locate(IReadOnlyList<JailedFolder> folders, string path)
    {
        var full = Path.GetFullPath(LocalFilesSettings.Expanded(path, _settings.Home), folders[0].Path);
        foreach (var folder in folders)
        {
            // An operator's folder may itself be reached through a link (/tmp on macOS is one); both of its names are
            // good.
            var parts = JailedFolder.PartsBeneath(folder.Path, full)
                ?? JailedFolder.PartsBeneath(JailedFolder.RealPathOf(folder.Path), full);
            if (parts is not null)
            {
                return (folder, parts);
            }
        }

        return null;
    }
}
