using System.Diagnostics;
using System.Globalization;
using Testing;

namespace GmailMcp.Tests.Footprint;

/// <summary>The program in a process of its own, so that its memory can be read from outside: the file that
/// GMAIL_MCP_BINARY names, or the one that was built with the tests.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private Child(Process process) => _process = process;

    public static Child Start(string home, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(FindBinary(), arguments)
        {
            WorkingDirectory = home,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GMAIL_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name); // of whoever runs the tests
        }

        start.Environment["HOME"] = home;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new Child(Process.Start(start)!); // null only where a process is used again, as with documents
    }

    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    public async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience)
        ?? throw new InvalidOperationException("The program ended.");

    /// <summary>What it holds in memory now, in bytes.</summary>
    public long ResidentBytes() => Status("VmRSS:");

    /// <summary>The most that it held since <see cref="ForgetPeak"/>, in bytes.</summary>
    public long PeakResidentBytes() => Status("VmHWM:");

    // proc(5), clear_refs: 5 resets the peak resident set size to the current one.
    public void ForgetPeak() => File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit(Patience);
        }

        _process.Dispose();
    }

    private long Status(string field)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status")
            .First(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line[field.Length..].Replace("kB", ""), CultureInfo.InvariantCulture) * 1024;
    }

    private static string FindBinary()
    {
        if (Environment.GetEnvironmentVariable("GMAIL_MCP_BINARY") is { Length: > 0 } named)
        {
            return named;
        }

        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(Repository.Root, "artifacts", "bin", "GmailMcp", configuration, "gmail-mcp");
    }
}
