using System.Text;

namespace GmailMcp.Storage;

/// <summary>A file of lines of one fixed length, shared by processes: each adds one line of its own and then writes that anew in
/// place, without waiting for the others.</summary>
/// <param name="path">The file; <c>.lock</c> beside it is held while a line is added.</param>
/// <param name="lineLength">Of each line, in bytes, without its end.</param>
internal sealed class SlotFile(string path, int lineLength)
{
    /// <summary>Every line, in the order in which they were added; empty where there is no file.</summary>
    public static IReadOnlyList<string> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Adds a line while no other process does.</summary>
    /// <param name="make">Makes it of the last one; null for the first.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The number of the line.</returns>
    public async Task<int> AddAsync(Func<string?, string> make, CancellationToken cancellationToken)
    {
        using var held = await FileLock.AcquireAsync(path + ".lock", cancellationToken);
        var known = Read(path);
        Write(known.Count, make(known.Count == 0 ? null : known[^1]));
        return known.Count;
    }

    /// <summary>Replaces a line.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Write(int number, string line)
    {
        if (line.Length != lineLength)
        {
            throw new ArgumentException($"A line of {lineLength} is due, not of {line.Length}.", nameof(line));
        }

        using var file = OwnerOnlyFile.OpenOrCreate(path, FileShare.ReadWrite);
        file.Position = (long)number * (lineLength + 1);
        file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        file.Flush(flushToDisk: true);
    }
}
