using System.Diagnostics;
using Testing;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>The program as users start it: the file that GMAIL_MCP_BINARY names (the published one, in CI), or the one that the
/// tests were built with. Always in a home folder of its own and without the settings of whoever runs the tests.</summary>
internal static class ServerBinary
{
    public static string Path { get; } = Find();

    public static ProcessStartInfo Start(string home, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Path, arguments)
        {
            WorkingDirectory = home,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GMAIL_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment.Remove("DISPLAY"); // no test opens a browser
        start.Environment.Remove("WAYLAND_DISPLAY");
        start.Environment["HOME"] = home;
        start.Environment["USERPROFILE"] = home;
        return start;
    }

    private static string Find()
    {
#pragma warning disable RS0030 // a setting of the tests, not of the server
        var named = Environment.GetEnvironmentVariable("GMAIL_MCP_BINARY");
#pragma warning restore RS0030
        if (!string.IsNullOrEmpty(named))
        {
            return System.IO.Path.GetFullPath(named, Repository.Root);
        }

        // artifacts/bin/GmailMcp.Tests/debug/ is where this test runs; the program was built into artifacts/bin/GmailMcp/debug/.
        var flavour = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var name = OperatingSystem.IsWindows() ? "gmail-mcp.exe" : "gmail-mcp";
        return System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", "GmailMcp", flavour, name));
    }
}
