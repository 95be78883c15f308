using System.Text.RegularExpressions;
using Testing;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>The commands that the documents show: blocks of <c>sh</c>, and those within a line that begin with gmail-mcp.</summary>
internal static partial class DocumentedCommands
{
    /// <summary>What is not run by a test of documents, by how it begins, and why.</summary>
    public static readonly Dictionary<string, string> NotRun = new(StringComparer.Ordinal)
    {
        ["dotnet test"] = "It is what runs this.",
        ["dotnet publish"] = "CI does it before the tests.",
        ["sudo install"] = "It writes into the system's folders.",
        ["docker build"] = "It takes an engine; tests/e2e/container.mjs starts the image's folder without one.",
        ["docker cp"] = "It takes an engine; tests/e2e/container.mjs finds the key on the volume.",
        ["docker run --rm -v mcp-gmail:/gmail-server debian:stable-slim"] = "It is another image, and takes an engine.",
        ["git tag"] = "It changes the repository.",
        ["scripts/release"] = "tests/e2e/packages.mjs runs it.",
        ["export EVAL_BASE_URL"] = "It names an endpoint that is nobody's.",
        ["evals/run"] = "tests/e2e/evals.mjs runs it.",
        ["bench/compare/run"] = "It takes a quarter of an hour.",
        ["bench/http/run"] = "It needs cores that nobody else uses.",
        ["bench/startup/run"] = "It needs cores that nobody else uses.",
        ["cp artifacts/compare/"] = "It keeps the results of the line before.",
    };

    /// <summary>What stands within a line as a name, not as something to type, and why.</summary>
    public static readonly Dictionary<string, string> OnlyNamed = new(StringComparer.Ordinal)
    {
        ["gmail-mcp auth --keychain"] = "It takes a keyring; KeychainTests runs it with one.",
        ["gmail-mcp auth --profile"] = "A table's head; the rows complete it.",
        ["gmail-mcp uninstall"] = "clients.md has it whole.",
        ["gmail-mcp install --client NAME"] = "clients.md has it whole.",
        ["gmail-mcp test-connection [URL]"] = "It is run with an address.",
    };

    /// <summary>Every block, named by page and number.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Blocks { get; } = Pages()
        .SelectMany(page => Block().Matches(page.Text).Select((match, index) => (Name: $"{page.Path}#{index + 1}", Text: match.Groups[1].Value)))
        .ToDictionary(block => block.Name, block => Lines(block.Text), StringComparer.Ordinal);

    /// <summary>Every command within a line, once, less those that a block has. Those of the table of old lines have a test of
    /// their own.</summary>
    public static IReadOnlyList<string> Inline { get; } =
    [
        .. Pages().Where(page => page.Path != "docs/migrating.md").SelectMany(page => Span().Matches(Block().Replace(page.Text, "")).Select(match => match.Groups[1].Value))
            .Distinct().Except(Blocks.Values.SelectMany(lines => lines)).Except(OnlyNamed.Keys).Order(StringComparer.Ordinal),
    ];

    public static IEnumerable<(string Path, string Text)> Pages() =>
        new[] { "README.md", "CONTRIBUTING.md", "SECURITY.md", "evals/README.md" }
            .Concat(Directory.GetDirectories(Path.Combine(Repository.Root, "bench")).Append(Path.Combine(Repository.Root, "docs"))
                .SelectMany(folder => Directory.GetFiles(folder, "*.md").Where(file => Path.GetFileName(file) != "results.md")) // written by programs
                .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')))
            .Order(StringComparer.Ordinal)
            .Select(path => (path, File.ReadAllText(Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n")));

    /// <summary>Blocks that do not say what they hold, by page.</summary>
    public static IEnumerable<string> Unnamed() => Pages()
        .SelectMany(page => page.Text.Split('\n').Where(line => line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            .Where((line, index) => index % 2 == 0 && line.Trim() == "```").Select(_ => page.Path));

    // A line that ends in \ goes on.
    private static IReadOnlyList<string> Lines(string block) =>
        [.. block.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    [GeneratedRegex(@"^ *```sh\n(.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"`((?:[A-Z_]+=[^` ]+ )*gmail-mcp(?: [^`]*)?)`")]
    private static partial Regex Span();
}
