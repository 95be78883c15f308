using System.Runtime.InteropServices;

namespace GmailMcp.Storage;

/// <summary>Limits that a process sets itself before it reads what a stranger sent. The system holds them; they can only
/// be lowered.</summary>
internal static partial class ProcessLimits
{
    // setrlimit(2); these four numbers are the same on Linux and macOS.
    private const int ProcessorSeconds = 0;
    private const int FileSize = 1;
    private const int Data = 2;
    private const int CoreFile = 4;

    /// <summary>Bounds memory and processor time, and lets it write no file. Does nothing on Windows, where the parent's
    /// clock and the limit of the managed heap remain.</summary>
    /// <param name="memoryInBytes">Of writable memory. The address space is no measure: .NET reserves far more than it
    /// uses.</param>
    /// <param name="processorTime">In whole seconds; past it the system ends the process.</param>
    public static void Apply(long memoryInBytes, TimeSpan processorTime)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Set(CoreFile, 0);
        Set(FileSize, 0); // pipes have no size
        Set(ProcessorSeconds, (ulong)processorTime.TotalSeconds);
        Set(Data, (ulong)memoryInBytes);
    }

    private static void Set(int resource, ulong most)
    {
        var limit = new Limit(most, most);
        _ = SetLimit(resource, in limit); // refused only where a lower limit is set already
    }

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetLimit(int resource, in Limit limit);

    // rlim_t has 64 bits on every 64-bit system.
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Limit(ulong soft, ulong hard)
    {
        public readonly ulong Soft = soft;
        public readonly ulong Hard = hard;
    }
}
