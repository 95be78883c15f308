namespace GmailMcp.Storage;

/// <summary>Reads the files of an audit log, also while processes write them.</summary>
internal static class AuditFiles
{
    /// <summary>The names of the files, by name; empty where there is no folder.</summary>
    public static IReadOnlyList<string> List(string folder, string pattern) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, pattern).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    public static IReadOnlyList<string> ReadHead(string folder, string name) => SlotFile.Read(Path.Combine(folder, name));

    /// <summary>The lines of a file; null where there is none.</summary>
    public static IEnumerable<string>? TryReadLines(string folder, string name)
    {
        try
        {
            return Lines(new FileStream(
                Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The bytes of a file; null where there is none.</summary>
    public static long? FindSize(string folder, string name)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        return file.Exists ? file.Length : null;
    }

    /// <summary>Whether a process writes or reads a file now.</summary>
    public static bool IsInUse(string folder, string name) => FileLock.IsHeld(Path.Combine(folder, name));

    public static void Remove(string folder, string name) => OwnerOnlyFile.Delete(Path.Combine(folder, name));

    private static IEnumerable<string> Lines(FileStream stream)
    {
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
