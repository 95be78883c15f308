using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GmailMcp.Storage;

namespace GmailMcp.Cli.Clients;

/// <summary>The copies of a client's file that are kept beside it before it is changed: <c>FILE.gmail-mcp-DATE-TIME.bak</c>.</summary>
/// <param name="path">The client's file, whole.</param>
internal sealed partial class ConfigBackups(string path)
{
    /// <summary>How many stay, beside those that <c>uninstall</c> goes back to.</summary>
    public const int Kept = 5;

    private const string Mark = ".gmail-mcp-";
    private const string Ending = ".bak";

    private static readonly StringComparison AsTheSystemDoes =
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>Keeps a copy, for its owner alone, and says where.</summary>
    public string Add(string text, TimeProvider time)
    {
        var stamp = time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var name = $"{path}{Mark}{stamp}";
        var backup = name + Ending;
        for (var number = 2; Path.Exists(backup); number++)
        {
            backup = $"{name}-{number:D2}{Ending}";
        }

        OwnerOnlyFile.Write(backup, Encoding.UTF8.GetBytes(text));
        return backup;
    }

    /// <summary>Newest first, but for those that cannot be read any more.</summary>
    public IEnumerable<(string Path, string Text)> Read()
    {
        foreach (var name in Names())
        {
            if (TryRead(name) is { } text)
            {
                yield return (name, text);
            }
        }
    }

    /// <summary>Removes all but the newest few and those that taking an entry of ours out again would need. Nobody else's file, and
    /// nothing that cannot be removed.</summary>
    /// <param name="format">The file's form.</param>
    /// <param name="text">The file as it is now.</param>
    /// <param name="added">The newest, whatever the clock said.</param>
    public void Prune(ConfigFormat format, string text, string added)
    {
        var old = Names().Where(name => name != added).Skip(Kept - 1).ToList();
        if (old.Count == 0)
        {
            return;
        }

        var backups = Read().ToList();
        var needed = EntryChange.OwnNames(format, text)
            .Select(name => EntryChange.FindBefore(format, name, backups)?.Path)
            .ToHashSet();
        foreach (var name in old.Where(name => !needed.Contains(name)))
        {
            try
            {
                File.Delete(name);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // It stays. What was asked for is done.
            }
        }
    }

    private List<string> Names()
    {
        var folder = Path.GetDirectoryName(path);
        if (!Directory.Exists(folder))
        {
            return [];
        }

        // Without the ending, so that the second one of a second sorts after the first.
        var start = Path.GetFileName(path) + Mark;
        return [.. new DirectoryInfo(folder).EnumerateFiles()
            .Where(file => file.LinkTarget is null && file.Name.StartsWith(start, AsTheSystemDoes)
                && OwnStamp().IsMatch(file.Name.AsSpan(start.Length)))
            .Select(file => file.FullName)
            .OrderByDescending(name => name[..^Ending.Length], StringComparer.Ordinal)];
    }

    private static string? TryRead(string name)
    {
        try
        {
            return ConfigFile.Read(name);
        }
        catch (Exception failure) when (failure is ConfigFileException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^[0-9]{8}-[0-9]{6}(-[0-9]{2,9})?\.bak\z", RegexOptions.NonBacktracking)]
    private static partial Regex OwnStamp();
}
