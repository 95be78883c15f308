using System.Text.RegularExpressions;
using Testing;

namespace GmailMcp.Tests.Architecture;

/// <summary>The pages that name tests row by row: docs/defects.md, what the servers before this one did wrong, and
/// docs/reliability.md, what must not go wrong here.</summary>
public sealed partial class EvidenceTests
{
    [Theory]
    [InlineData("defects.md", 43)]
    [InlineData("reliability.md", 36)]
    public void Every_row_is_there_and_names_a_test(string page, int count)
    {
        var rows = Rows(page);

        Assert.Equal(Enumerable.Range(1, count), rows.Select(row => int.Parse(row.Split(' ')[1])));
        Assert.All(rows, row => Assert.Matches(TestName(), row));
    }

    // From the sources: some tests are in other projects than this one.
    [Theory]
    [InlineData("defects.md")]
    [InlineData("reliability.md")]
    public void Every_test_and_every_variable_that_a_row_names_exists(string page)
    {
        var files = SourceFile.All.Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal)).ToList();
        var tests = files.ToLookup(file => Path.GetFileNameWithoutExtension(file.Path), file => file.Text);

        var missing = Rows(page).SelectMany(row => TestName().Matches(row)).Where(name =>
            !tests[name.Groups[1].Value].Any(text => text.Contains($" {name.Groups[2].Value}(", StringComparison.Ordinal)));
        var unknown = Rows(page).SelectMany(row => Variable().Matches(row)).Where(name =>
            !files.Any(file => file.Text.Contains($"\"{name.Groups[1].Value}\"", StringComparison.Ordinal)));

        Assert.Empty(missing.Select(name => name.Value));
        Assert.Empty(unknown.Select(name => name.Value));
    }

    private static List<string> Rows(string page) =>
    [
        .. File.ReadAllLines(Path.Combine(Repository.Root, "docs", page))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2])),
    ];

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"`(GMAIL_MCP_\w+)=")]
    private static partial Regex Variable();
}
