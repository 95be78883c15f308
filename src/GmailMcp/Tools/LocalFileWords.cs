using GmailMcp.Storage.Jail;

namespace GmailMcp.Tools;

/// <summary>The sentences for a file that was not attached or not saved: what happened, to what, what to do
/// next.</summary>
internal sealed class LocalFileWords(string path, LocalFilesSettings settings)
{
    private const string AllowSource =
        $"{LocalFilesSettings.AttachmentsFlag} DIR or {LocalFilesSettings.AttachmentsVariable}";

    private const string AllowTarget =
        $"{LocalFilesSettings.DownloadsFlag} DIR or {LocalFilesSettings.DownloadsVariable}";

    private readonly string _path = PathText.Shown(path);

    private string Sources => string.Join(", ", settings.AttachmentFolders);

    public LocalFileException BadSource(string because) => new(
        $"The attachment path \"{_path}\" is refused because {because}. Give the path of a file in {Sources}.");

    public LocalFileException OutsideSources() => new(
        $"{_path} is outside the folders that attachments are read from: {Sources}. "
        + $"Copy the file there, or have the server started with its folder allowed by {AllowSource}.");

    public LocalFileException Private(string part) => new(
        $"{_path} is not attached: \"{PathText.Shown(part)}\" is hidden or holds credentials, and such files are never "
        + $"sent. If it is meant to be shared, copy it under another name into {settings.AttachmentFolders[0]}.");

    public LocalFileException Unreadable(JailException e, JailedFolder folder)
    {
        var part = PathText.Shown(e.Part);
        if (e.Problem is JailProblem.Missing or JailProblem.NotAFolder)
        {
            // These words are the contract's: programs compare them.
            return new LocalFileException($"File does not exist: {_path}", MissingAdvice(e, folder), e);
        }

        var message = e.Problem switch
        {
            JailProblem.Link =>
                $"{_path} is not attached: \"{part}\" is a link, and links are not followed because they can lead out of "
                + $"{folder.Path}. Copy the file itself there.",
            JailProblem.Folder => $"{_path} is a folder. Name the files in it one by one.",
            JailProblem.NotAFile =>
                $"{_path} is not attached: it is a device, a pipe or a socket, not a file. Save what it gives as a file.",
            JailProblem.HardLink =>
                $"{_path} is not attached: the file has a second name (a hard link), which may be outside "
                + $"{folder.Path}. Copy it, and name the copy.",
            JailProblem.Escaped =>
                $"{_path} is not attached: once opened it turned out to be outside {folder.Path}{Because(e)}. "
                + "Try again when nothing moves files there.",
            JailProblem.Denied =>
                $"{_path} cannot be read: the system refuses this server's user at \"{part}\". "
                + "Change the file's permissions, or close the program that holds it.",
            JailProblem.TooLong =>
                $"{_path} cannot be read: \"{part}\" is longer than the file system takes. Check the path.",
            _ => $"{_path} cannot be read{Because(e)}. Copy the file to a local disk and try again.",
        };
        return new LocalFileException(message, null, e);
    }

    public LocalFileException BadTarget(string because) => new(
        $"savePath \"{_path}\" is refused because {because}. "
        + $"Leave it out, or name a folder inside {settings.DownloadFolder}.");

    public LocalFileException OutsideDownloads() => new(
        $"savePath \"{_path}\" is outside the folder that downloads go to, {settings.DownloadFolder}. "
        + $"Leave it out, name a folder inside, or have the server started with another one by {AllowTarget}.");

    public LocalFileException Unwritable(JailException e)
    {
        var part = PathText.Shown(e.Part);
        var folder = settings.DownloadFolder;
        var message = e.Problem switch
        {
            JailProblem.Link =>
                $"\"{part}\" in {folder} is a link, and links are not followed because they can lead out of it. "
                + "Name another folder.",
            JailProblem.NotAFolder => $"\"{part}\" in {folder} is a file, not a folder. Name another folder.",
            JailProblem.Missing => $"\"{part}\" went away while it was written. Try again.",
            JailProblem.Escaped =>
                $"\"{part}\" turned out to be outside {folder}{Because(e)}. Try again when nothing moves folders there.",
            JailProblem.Denied =>
                $"the system refuses this server's user at \"{part}\". Make it writable, or have the server started with "
                + $"another folder by {AllowTarget}.",
            JailProblem.TooLong => $"\"{part}\" is longer than the file system takes. Give a shorter filename.",
            JailProblem.TooMany => $"a thousand files named \"{part}\" are there already. Give another filename.",
            JailProblem.NoSpace => $"the disk of {folder} is full. Make room, then try again.",
            _ => $"{folder} cannot be written{Because(e)}. Have the server started with another folder by {AllowTarget}.",
        };
        return new LocalFileException("Nothing was saved: " + message, null, e);
    }

    private static string Because(JailException e) => e.SystemText is { } text ? $" ({text})" : "";

    private static string MissingAdvice(JailException e, JailedFolder folder) => e.Part == folder.Path
        ? $"The folder that attachments are read from, {folder.Path}, is not there. Make it and copy the file into it, "
            + $"or have the server started with another one by {AllowSource}."
        : $"Attachments are read from {folder.Path}; check the name, or copy the file there.";
}
