namespace GmailMcp.Cli.Clients;

/// <summary>How a client starts this program again.</summary>
/// <param name="Command">The command.</param>
/// <param name="Arguments">What stands before the program's own arguments.</param>
internal sealed record OwnProgram(string Command, IReadOnlyList<string> Arguments)
{
    private const string Name = "gmail-mcp";

    // What stands behind a package's name where it holds one platform's files.
    private static readonly string[] Platforms = [".linux-", ".osx-", ".win-", ".any"];

    public static OwnProgram OfProcess() => Of(Environment.ProcessPath ?? Name, AppContext.BaseDirectory);

    /// <param name="processPath">The running executable.</param>
    /// <param name="folder">Where the program's own files are.</param>
    public static OwnProgram Of(string processPath, string folder)
    {
        var isHost = Path.GetFileNameWithoutExtension(processPath) == "dotnet";
        var program = isHost ? Path.Combine(folder, $"{Name}.dll") : processPath;
        var parts = program.Split('/', '\\');

        // A tool's own folder (~/.dotnet/tools/.store/NAME/VERSION/…) changes with each version; the file beside .store does not.
        var store = Array.IndexOf(parts, ".store");
        if (store > 0)
        {
            var shim = string.Join(Path.DirectorySeparatorChar, parts[..store].Append(OperatingSystem.IsWindows() ? $"{Name}.exe" : Name));
            if (File.Exists(shim))
            {
                return new OwnProgram(shim, []);
            }
        }

        // Run by dnx: out of NuGet's packages (…/packages/ID/VERSION/tools/…), which may be emptied at any time.
        var tools = Array.LastIndexOf(parts, "tools");
        if (tools > 2 && parts[tools - 3] == "packages")
        {
            var id = parts[tools - 2];
            var platform = Platforms.Select(mark => id.IndexOf(mark, StringComparison.Ordinal)).Where(at => at > 0);
            var beside = isHost ? Path.Combine(Path.GetDirectoryName(processPath) ?? "", OperatingSystem.IsWindows() ? "dnx.cmd" : "dnx") : "";
            return new OwnProgram(File.Exists(beside) ? beside : "dnx", [$"{id[..platform.DefaultIfEmpty(id.Length).Min()]}@{parts[tools - 1]}", "--yes", "--"]);
        }

        return isHost ? new OwnProgram(processPath, [program]) : new OwnProgram(processPath, []);
    }

    /// <summary>Whether an entry starts this program, wherever it lies and of whatever version.</summary>
    public static bool IsStartedBy(FoundEntry entry) => SettingsOf(entry) is not null;

    /// <summary>The program's own arguments in an entry that starts it; null in any other.</summary>
    public static IReadOnlyList<string>? SettingsOf(FoundEntry entry)
    {
        if (entry.Command is null || entry.Arguments is not { } arguments)
        {
            return null;
        }

        var file = FileOf(entry.Command);
        return file is Name or $"{Name}.exe" ? (IsPath(entry.Command) ? arguments : null)
            : file is "dotnet" or "dotnet.exe" && arguments.Count > 0 && FileOf(arguments[0]) == $"{Name}.dll" ? [.. arguments.Skip(1)]
            : file is "dnx" or "dnx.cmd" && arguments.Count > 0 && IsPackage(arguments[0]) ? [.. arguments.SkipWhile(argument => argument != "--").Skip(1)]
            : null;
    }

    // The old server's command is gmail-mcp too, without a path: this program always writes its own.
    private static bool IsPath(string command) => command.AsSpan().ContainsAny('/', '\\');

    private static bool IsPackage(string argument) =>
        argument.Split('@')[0].EndsWith(Name.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)
        || argument.Split('@')[0].EndsWith(Name, StringComparison.OrdinalIgnoreCase);

    // Of a path of either kind of system.
    private static string FileOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
}
