using System.Globalization;

namespace GmailMcp.Storage;

/// <summary>
/// Finds which process listens on a port, so that "port in use" can name it. Linux tells by files under /proc.
/// </summary>
internal static class ListeningProcess
{
    private const string Listening = "0A"; // TCP_LISTEN in Linux's include/net/tcp_states.h

    /// <summary>
    /// "node (process 4711)", or null where the system does not tell or the process is another user's.
    /// </summary>
    public static string? Find(int port)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            var sockets = new HashSet<string>(StringComparer.Ordinal);
            AddSockets("/proc/net/tcp", port, sockets);
            AddSockets("/proc/net/tcp6", port, sockets);
            return sockets.Count == 0 ? null : FindOwner(sockets);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // proc(5): "sl local_address rem_address st ... inode"; the address is hexadecimal ADDRESS:PORT.
    private static void AddSockets(string table, int port, HashSet<string> sockets)
    {
        if (!File.Exists(table))
        {
            return;
        }

        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        foreach (var line in File.ReadLines(table).Skip(1))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length > 9 && columns[3] == Listening && columns[1].EndsWith(suffix, StringComparison.Ordinal))
            {
                sockets.Add($"socket:[{columns[9]}]");
            }
        }
    }

    private static string? FindOwner(HashSet<string> sockets)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var process)
                && Holds(folder, sockets))
            {
                return $"{File.ReadAllText(Path.Combine(folder, "comm")).Trim()} (process {process})";
            }
        }

        return null;
    }

    private static bool Holds(string processFolder, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(processFolder, "fd"))
                .Any(descriptor => new FileInfo(descriptor).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false; // another user's, or it ended meanwhile
        }
    }
}
