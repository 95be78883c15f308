using System.Globalization;
using System.Runtime.InteropServices;

namespace GmailMcp.Storage;

/// <summary>
/// Gives back the memory that only the start read: the native runtime unfolds its tables once from some ten megabytes of the
/// program's own file, which would otherwise stay mapped for as long as nobody else needs room.
/// </summary>
internal static partial class StartPages
{
    private const int DontNeed = 4; // MADV_DONTNEED, madvise(2)

    /// <summary>Drops what is unchanged of the program's own file; touched again, it is read again. Does nothing but on Linux.</summary>
    public static void Release()
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessPath is not { } program)
        {
            return;
        }

        try
        {
            string[]? mapping = null;
            var isUnwritten = false;
            foreach (var line in File.ReadLines("/proc/self/smaps"))
            {
                // "start-end perms offset device inode path" heads the lines of a mapping: "Anonymous: 0 kB", later "Swap: 0 kB".
                if (line.Contains('-', StringComparison.Ordinal) && char.IsAsciiHexDigitLower(line[0]))
                {
                    mapping = line.EndsWith(program, StringComparison.Ordinal) ? line.Split(' ', 3) : null;
                    isUnwritten = false;
                }
                else if (line.StartsWith("Anonymous:", StringComparison.Ordinal))
                {
                    isUnwritten = line.EndsWith(" 0 kB", StringComparison.Ordinal);
                }
                else if (isUnwritten && mapping is [var range, "r--p", ..]
                    && line.StartsWith("Swap:", StringComparison.Ordinal)
                    && line.EndsWith(" 0 kB", StringComparison.Ordinal))
                {
                    Drop(range);
                }
            }
        }
        catch (IOException)
        {
            // A system that hides its own maps keeps the pages: that costs memory and nothing else.
        }
    }

    // Only what was never written: dropping a page that holds applied relocations would lose them. A page that was written is
    // anonymous memory, or swapped out; dirty is also what a file has that was written to the disk a moment ago.
    private static void Drop(string range)
    {
        var ends = range.Split('-');
        var start = nint.Parse(ends[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var end = nint.Parse(ends[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        _ = Advise(start, (nuint)(end - start), DontNeed); // refused, the pages stay
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
