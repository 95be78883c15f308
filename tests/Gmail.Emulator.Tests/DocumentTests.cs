using System.Text.RegularExpressions;
using Testing;

namespace Gmail.Emulator.Tests;

public sealed partial class DocumentTests
{
    [Fact]
    public void Every_test_that_the_document_names_exists()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "emulator.md"));
        var named = TestName().Matches(text).Select(match => match.Groups[1].Value).ToHashSet();
        var existing = typeof(DocumentTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods()
                .Where(method => method.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length > 0)
                .Select(method => $"{type.Name}.{method.Name}"))
            .ToHashSet();
        Assert.True(named.Count > 100, $"only {named.Count} tests are named");
        Assert.Empty(named.Except(existing));
    }

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestName();
}
