using System.Text.RegularExpressions;
using Testing;

namespace GmailMcp.Tests.Architecture;

/// <summary>docs/defects.md: what the servers before this one did wrong, and the tests that keep it from coming back.</summary>
public sealed partial class DefectsTests
{
    private static readonly string[] Rows =
    [
        .. File.ReadAllLines(Path.Combine(Repository.Root, "docs", "defects.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2])),
    ];

    [Fact]
    public void Every_defect_names_a_test() => Assert.All(Rows, row => Assert.Matches(TestName(), row));

    [Fact]
    public void Every_defect_has_a_row() =>
        Assert.Equal(Enumerable.Range(1, 43), Rows.Select(row => int.Parse(row.Split(' ')[1])));

    // From the sources: some tests are in other projects than this one.
    [Fact]
    public void Every_test_that_a_defect_names_exists()
    {
        var tests = SourceFile.All.Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal))
            .ToLookup(file => Path.GetFileNameWithoutExtension(file.Path), file => file.Text);

        var missing = Rows.SelectMany(row => TestName().Matches(row)).Where(name =>
            !tests[name.Groups[1].Value].Any(text => text.Contains($" {name.Groups[2].Value}(", StringComparison.Ordinal)));

        Assert.Empty(missing.Select(name => name.Value));
    }

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex TestName();
}
