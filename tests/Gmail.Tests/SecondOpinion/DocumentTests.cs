using System.Text.RegularExpressions;
using Testing;

namespace Gmail.Tests.SecondOpinion;

/// <summary>docs/second-opinion.md and <see cref="DifferenceTests"/> say the same.</summary>
public sealed partial class DocumentTests
{
    private const int MaxRows = 25;

    // A page may not say that the client is checked against another server when it is not.
    private const int MinSharedTests = 45;

    private static readonly string[] Rows =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "second-opinion.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Where(line => !line.StartsWith("| request", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Every_row_names_its_tests_and_every_difference_has_a_row()
    {
        var named = Rows.Select(row => TestName().Matches(row).Select(match => match.Groups[1].Value).ToList()).ToList();
        Assert.All(named, Assert.NotEmpty);
        Assert.Equal(TestsOf(typeof(DifferenceTests)).Order(), named.SelectMany(names => names).Order());
    }

    [Fact]
    public void Has_a_row_for_each_difference_and_at_most_25() => Assert.InRange(Rows.Length, 1, MaxRows);

    [Fact]
    public void At_least_45_tests_meet_both_servers()
    {
        var shared = typeof(SharedTests).Assembly.GetTypes()
            .Where(type => type.IsAbstract && type.BaseType == typeof(SharedTests) && type != typeof(DifferenceTests))
            .ToList();
        Assert.All(shared, type => Assert.Equal(2, type.GetNestedTypes().Count(type.IsAssignableFrom)));
        Assert.InRange(shared.Sum(type => TestsOf(type).Count()), MinSharedTests, int.MaxValue);
    }

    private static IEnumerable<string> TestsOf(Type type) => type.GetMethods()
        .Where(method => method.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length > 0)
        .Select(method => method.Name);

    [GeneratedRegex(@"`DifferenceTests\.(\w+)`")]
    private static partial Regex TestName();
}
