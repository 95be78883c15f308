using System.CommandLine;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GmailMcp.Cli;
using GmailMcp.Prompts;
using GmailMcp.Resources;
using GmailMcp.Tools;
using Testing;

namespace GmailMcp.Tests.Architecture;

/// <summary>Documents that say what is so.</summary>
public sealed partial class DocsTests
{
    private const string TableBegin = "<!-- tools:begin -->";
    private const string TableEnd = "<!-- tools:end -->";

    private static readonly ToolCatalog Catalog = new();

    // Flags of other programs, those that System.CommandLine adds, and the word for any flag.
    private static readonly string[] ForeignFlags =
    [
        "--project", "--filter-class", "--verify-no-changes", "--http", "--sse", "--version", "--help", "--flag",
        "--global", "--yes", "--source", "--rm", "--mount", "--name", "--user", "--check", "--ignore-missing", "--snapshot",
        "--record", "--replay", "--server", "--tasks",
    ];

    // The prefix of the example in the README.
    private static readonly string[] ExampleVariables = ["GMAIL_WORK_CLIENT_ID"];

    // Shortens waits, and only where a stand-in is served in Google's place.
    private static readonly string[] VariablesOfTests = ["GMAIL_MCP_SEND_CHECK_MS"];

    public static TheoryData<string> Pages { get; } = [.. AllPages().Select(page => page.Path)];

    [Fact]
    public void The_page_of_tools_is_what_the_program_prints() =>
        Golden.Matches("../../../docs/tools.md", ToolsMarkdown.Page(Catalog.Tools));

    [Fact]
    public void The_table_of_the_README_is_what_the_program_prints()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n");
        var begin = readme.IndexOf(TableBegin, StringComparison.Ordinal);
        var end = readme.IndexOf(TableEnd, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, "The README has no table between its markers.");

        Golden.Matches(
            "../../../README.md", readme[..(begin + TableBegin.Length)] + "\n" + ToolsMarkdown.Table(Catalog.Tools) + readme[end..]);
    }

    [Fact]
    public void The_page_of_resources_names_all_of_them_and_all_prompts_with_their_arguments()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "resources.md"));

        var rows = page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var expected = ResourceCatalog.All.Select(resource => $"| `{resource.Address}` |")
            .Concat(PromptCatalog.All.Select(prompt =>
                $"| `{prompt.Name}` | {string.Join(", ", prompt.Arguments.Select(field => $"`{field.Name}`{(field.IsRequired ? " ★" : "")}"))} |"))
            .Order(StringComparer.Ordinal);
        Assert.Equal(expected, rows.Select(row => Default().Replace(row.StartsWith("| `gmail:", StringComparison.Ordinal) ? Cells(row, 1) : Cells(row, 2), "")));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_somewhere(string path)
    {
        var page = AllPages().Single(candidate => candidate.Path == path);

        Assert.All(Link().Matches(WithoutCode(page.Text)), link => Assert.True(
            Exists(path, link.Groups[1].Value), $"{path} links to {link.Groups[1].Value}, which is not there."));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Flags_and_variables_are_those_of_the_program(string path)
    {
        var source = string.Join('\n', SourceFile.Product.Select(file => file.Text));
        var page = AllPages().Single(candidate => candidate.Path == path).Text;

        var flags = Flag().Matches(page).Select(match => match.Value).Except(ForeignFlags)
            .Where(flag => !source.Contains($"\"{flag}\"", StringComparison.Ordinal));

        // The variables of that page are the tests' own: EvidenceTests looks for them.
        var variables = Variable().Matches(path == "docs/reliability.md" ? "" : page).Select(match => match.Value)
            .Except(ExampleVariables).Where(variable => !IsRead(variable, source));

        Assert.Empty(flags.Concat(variables));
    }

    [Fact]
    public void Every_flag_and_variable_of_the_program_is_in_a_page_for_its_users()
    {
        var pages = string.Join('\n', AllPages().Where(page => !IsDecision(page) && page.Path != "CHANGELOG.md").Select(page => page.Text));
        var known = Word().Matches(pages).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

        var root = Commands.Create(new Terminal(Stream.Null, Stream.Null, TextWriter.Null, TextWriter.Null), new HttpServeOptions());
        var flags = OptionsOf(root).Select(option => option.Name);
        var variables = SourceFile.Product.SelectMany(file => OwnVariable().Matches(file.Text)).Select(match => match.Groups[1].Value)
            .Except(VariablesOfTests);

        Assert.Empty(flags.Concat(variables).Distinct().Except(known));
    }

    [Fact]
    public void Every_package_has_a_decision_page()
    {
        var decisions = string.Join('\n', AllPages().Where(IsDecision).Select(page => page.Text));
        var packages = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants()
            .Where(element => element.Name.LocalName is "PackageVersion" or "GlobalPackageReference")
            .Select(element => element.Attribute("Include")!.Value); // central package management wants it

        Assert.All(packages, package => Assert.Contains(package, decisions, StringComparison.Ordinal));
    }

    [Fact]
    public void Decisions_are_numbered_without_gaps_and_say_what_would_change_them()
    {
        var pages = AllPages().Where(IsDecision).ToList();

        Assert.Equal(
            Enumerable.Range(1, pages.Count), pages.Select(page => int.Parse(Path.GetFileName(page.Path)[..4])));
        Assert.All(pages, page => Assert.All(
            ["**Context.**", "**Decision.**", "**Consequence.**", "**What would change our mind.**"],
            part => Assert.Contains(part, page.Text, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_changelog_has_lines_for_what_is_not_released()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "CHANGELOG.md"));

        var unreleased = lines.SkipWhile(line => line != "## Unreleased").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));

        Assert.Contains(unreleased, line => line.StartsWith("- ", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Path, string Text)> AllPages() =>
        new[] { "", "docs", "docs/decisions", "evals", "src/GmailMcp/.mcp" }.Select(folder => Path.Combine(Repository.Root, folder))
            .Concat(Directory.GetDirectories(Path.Combine(Repository.Root, "bench")))
            .SelectMany(folder => Directory.GetFiles(folder, "*.md"))
            .Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), File.ReadAllText(file)));

    private static IEnumerable<Option> OptionsOf(Command command) =>
        command.Options.Concat(command.Subcommands.Where(below => !below.Hidden).SelectMany(OptionsOf));

    private static bool IsDecision((string Path, string Text) page) =>
        page.Path.StartsWith("docs/decisions/", StringComparison.Ordinal);

    // The variables of an account are put together from a prefix: "GMAIL_" and "CLIENT_ID".
    private static bool IsRead(string variable, string source) =>
        source.Contains($"\"{variable}\"", StringComparison.Ordinal)
        || source.Contains($"\"{variable["GMAIL_".Length..]}\"", StringComparison.Ordinal);

    private static bool Exists(string page, string link)
    {
        if (link.Contains("://", StringComparison.Ordinal) || link.StartsWith("mailto:", StringComparison.Ordinal))
        {
            return true;
        }

        var (file, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
        var target = file.Length == 0
            ? Path.Combine(Repository.Root, page)
            : Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, file)); // a file has a folder
        return (File.Exists(target) || (anchor is null && Directory.Exists(target)))
            && (anchor is null || Anchors(File.ReadAllText(target)).Contains(anchor));
    }

    private static IEnumerable<string> Anchors(string text) => Heading().Matches(WithoutCode(text))
        .Select(match => NotInAnchors().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string WithoutCode(string text) => CodeBlock().Replace(text, "");

    private static string Cells(string row, int count) => string.Join('|', row.Split('|')[..(count + 1)]) + "|";

    // How many days, where none are given.
    [GeneratedRegex(@" \(\d+\)")]
    private static partial Regex Default();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]+")]
    private static partial Regex Flag();

    [GeneratedRegex(@"--[a-z][a-z-]+|\b[A-Z]+(?:_[A-Z]+)*\b")]
    private static partial Regex Word();

    // "GMAIL_" alone is the beginning of those of an account.
    [GeneratedRegex("\"((?:GMAIL|OTEL|MCP)_[A-Z_]*[A-Z]|PORT|NO_COLOR)\"")]
    private static partial Regex OwnVariable();

    [GeneratedRegex(@"\bGMAIL_[A-Z_]*[A-Z]\b")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
