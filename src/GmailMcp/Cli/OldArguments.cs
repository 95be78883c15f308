namespace GmailMcp.Cli;

/// <summary>What the configurations of the old servers give to npx or node. Where only the command was replaced it still comes, and
/// is passed over: one changed line is then enough.</summary>
internal static class OldArguments
{
    private const string Package = "@gongrzhe/server-gmail-autoauth-mcp";

    private static readonly string[] Confirmations = ["-y", "--yes"];

    /// <summary>The arguments without the package's name or the path of the old program.</summary>
    public static string[] PassOver(string[] arguments)
    {
        var begin = arguments is [var first, ..] && Confirmations.Contains(first) ? 1 : 0;
        return begin < arguments.Length && IsOldServer(arguments[begin]) ? arguments[(begin + 1)..] : arguments;
    }

    private static bool IsOldServer(string argument) =>
        argument == Package
        || argument.StartsWith(Package + "@", StringComparison.Ordinal)
        || argument.Replace('\\', '/').EndsWith("dist/index.js", StringComparison.Ordinal);
}
