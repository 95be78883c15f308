using System.Text;
using GmailMcp.Policy;
using Testing;

namespace GmailMcp.Tests.Policy;

/// <summary>docs/policy.md says what is so.</summary>
public sealed class PolicyPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "policy.md"));

    [Fact]
    public void The_example_is_taken()
    {
        var json = Page.Split("```json\n")[1].Split("```")[0];

        var settings = PolicyFile.Parse(Encoding.UTF8.GetBytes(json), "policy.md");

        Assert.Equal((Profile.Send, false, ConfirmMode.Auto), (settings.Profile, settings.IsReadOnly, settings.Asks));
        Assert.Equal(["example.com", "*.example.com", "anna@example.org"], settings.Allowed.Single().Select(entry => entry.Text));
        Assert.Equal(100, settings.CapOf(CappedAct.Send));
    }

    [Fact]
    public void The_defaults_are_those_of_the_program()
    {
        var defaults = new PolicySettings();
        foreach (var act in Enum.GetValues<CappedAct>())
        {
            var name = act.ToString().ToLowerInvariant();
            Assert.Contains(FormattableString.Invariant($"| `caps.{name}` | `--cap {name}=N` | {defaults.CapOf(act)} |"), Page, StringComparison.Ordinal);
        }

        Assert.Contains($"| `confirm` | `--confirm` | `{defaults.Asks.ToString().ToLowerInvariant()}` |", Page, StringComparison.Ordinal);
    }
}
