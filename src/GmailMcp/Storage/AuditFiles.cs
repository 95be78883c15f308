namespace GmailMcp.Storage;

/// <summary>Reads the files of an audit log, also while processes write them.</summary>
internal static class AuditFiles
{
    /// <summary>The names of the files, by name; empty where there is no folder.</summary>
    public static IReadOnlyList<string> List(string folder, string pattern) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, pattern).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    public static IReadOnlyList<string> ReadHead(string folder, string name) => SlotFile.Read(Path.Combine(folder, name));

    public static IEnumerable<string> ReadLines(string folder, string name)
    {
        using var stream = new FileStream(
            Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
