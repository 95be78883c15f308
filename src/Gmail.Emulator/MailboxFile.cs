using Gmail.Emulator.Mbox;

namespace Gmail.Emulator;

/// <summary>
/// Reads mail from disk: an mbox (such as Google Takeout writes), a single .eml file, or a folder of such files.
/// One message is in memory at a time.
/// </summary>
public static class MailboxFile
{
    /// <summary>A message longer than this is refused: 150 MiB, Gmail's limit for messages.insert and
    /// messages.import.</summary>
    public const int MaxMessageBytes = 157_286_400;

    /// <summary>Reads the messages one by one, in the order of the file, or of the file names in a folder.</summary>
    /// <exception cref="MailboxFileException">There is no such file, it is no mail, or a message is too
    /// long.</exception>
    public static IEnumerable<ImportedMessage> Read(string path)
    {
        if (Directory.Exists(path))
        {
            return ReadFolder(path);
        }

        return File.Exists(path)
            ? ReadFile(path)
            : throw new MailboxFileException(
                $"There is no file or folder {path}. Give an mbox, an .eml file or a folder of them.");
    }

    private static IEnumerable<ImportedMessage> ReadFolder(string path)
    {
        // Links are not followed: a folder that links to its own parent would never end.
        var everywhere = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        var files = Directory.EnumerateFiles(path, "*", everywhere)
            .Where(file => Path.GetExtension(file).ToLowerInvariant() is ".eml" or ".mbox")
            .Order(StringComparer.Ordinal)
            .ToList();
        return files.Count > 0
            ? files.SelectMany(ReadFile)
            : throw new MailboxFileException(
                $"The folder {path} holds no .eml or .mbox file, nor do the folders in it.");
    }

    private static IEnumerable<ImportedMessage> ReadFile(string path)
    {
        if (Path.GetExtension(path).Equals(".eml", StringComparison.OrdinalIgnoreCase))
        {
            yield return ReadEml(path);
            yield break;
        }

        using var file = Open(path);
        foreach (var message in new MboxReader(file, path, MaxMessageBytes).Messages())
        {
            yield return message;
        }
    }

    private static ImportedMessage ReadEml(string path)
    {
        using var file = Open(path);
        if (file.Length > MaxMessageBytes)
        {
            throw new MailboxFileException(
                $"{path}: the message of {file.Length} bytes is longer than Gmail takes ({MaxMessageBytes} bytes).");
        }

        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        if (bytes.Length == 0)
        {
            throw new MailboxFileException($"{path}: the file is empty.");
        }

        return TakeoutHeaders.Read(bytes, envelope: null);
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MailboxFileException($"{path} cannot be opened: {e.Message}", e);
        }
    }
}
