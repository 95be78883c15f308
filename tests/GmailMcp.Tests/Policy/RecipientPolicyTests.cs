using GmailMcp.Mail;
using GmailMcp.Policy;

namespace GmailMcp.Tests.Policy;

public sealed class RecipientPolicyTests
{
    [Theory]
    [InlineData("anna@example.com", "anna@example.com", true)]
    [InlineData("anna@example.com", "ANNA@Example.COM", true)]
    [InlineData("anna@example.com", "\"anna\"@example.com", true)]
    [InlineData("anna@example.com", "anna+x@example.com", false)]
    [InlineData("anna@example.com", "hanna@example.com", false)]
    [InlineData("anna@gmail.com", "a.nn.a+shop@googlemail.com", true)]
    [InlineData("example.com", "bob@example.com", true)]
    [InlineData("@example.com", "bob@example.com", true)]
    [InlineData("example.com", "bob@mail.example.com", false)]
    [InlineData("example.com", "bob@badexample.com", false)]
    [InlineData("example.com", "bob@example.com.evil.example", false)]
    [InlineData("example.com", "\"x@example.com\"@evil.example", false)]
    [InlineData("*.example.com", "bob@mail.example.com", true)]
    [InlineData("*.example.com", "bob@a.b.example.com", true)]
    [InlineData("*.example.com", "bob@example.com", false)]
    [InlineData("*.example.com", "bob@badexample.com", false)]
    [InlineData("*.gov", "bob@agency.gov", true)]
    [InlineData("bücher.example", "bob@xn--bcher-kva.example", true)]
    [InlineData("xn--bcher-kva.example", "bob@BÜCHER.example", true)]
    [InlineData("googlemail.com", "bob@gmail.com", true)]
    public void An_entry_matches_the_parsed_address(string entry, string address, bool matches) =>
        Assert.Equal(matches, RecipientPattern.Parse(entry, "--deny-to").Matches(CanonicalAddress.Of(address)));

    [Theory]
    [InlineData("")]
    [InlineData("example")]
    [InlineData("*")]
    [InlineData("*.com*")]
    [InlineData("Anna <anna@example.com>")]
    [InlineData("anna@example.com, bob@example.com")]
    [InlineData("*@example.com.")]
    public void An_entry_that_is_neither_address_nor_domain_stops_the_start(string entry)
    {
        var exception = Assert.Throws<PolicyException>(() => RecipientPattern.Parse(entry, "--allow-to"));
        Assert.StartsWith("--allow-to has ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deny_beats_allow()
    {
        var policy = new RecipientPolicy(new PolicySettings { Allowed = [[Entry("example.com")]], Denied = [Entry("eve@example.com")] });
        Assert.Equal((RecipientVerdict.Denied, "eve@example.com"), policy.Judge("Eve@example.com", thread: null));
        Assert.Equal((RecipientVerdict.Allowed, null), policy.Judge("bob@example.com", thread: null));
        Assert.Equal((RecipientVerdict.NotListed, null), policy.Judge("bob@example.org", thread: null));
    }

    [Fact]
    public void Thread_only_takes_nobody_from_outside_and_nobody_where_there_is_no_thread()
    {
        var policy = new RecipientPolicy(new PolicySettings { IsThreadOnly = true });
        var thread = new HashSet<string> { "anna@example.com" };
        Assert.Equal(RecipientVerdict.Allowed, policy.Judge("ANNA@example.com", thread).Verdict);
        Assert.Equal(RecipientVerdict.OutsideThread, policy.Judge("bob@example.com", thread).Verdict);
        Assert.Equal(RecipientVerdict.OutsideThread, policy.Judge("anna@example.com", thread: null).Verdict);
    }

    [Fact]
    public void Of_flags_and_file_the_stricter_holds()
    {
        var flags = new PolicySettings
        {
            Profile = Profile.Send,
            Confirm = ConfirmMode.Never,
            Allowed = [[Entry("example.com")]],
            Caps = new Dictionary<CappedAct, int> { [CappedAct.Send] = 10, [CappedAct.Filter] = 5 },
        };
        var file = new PolicySettings
        {
            Profile = Profile.Delete,
            Confirm = ConfirmMode.Auto,
            Allowed = [[Entry("anna@example.com"), Entry("example.org")]],
            IsThreadOnly = true,
            Caps = new Dictionary<CappedAct, int> { [CappedAct.Send] = 20, [CappedAct.Filter] = 1 },
        };

        foreach (var both in new[] { flags.And(file), file.And(flags) })
        {
            Assert.Equal(Profile.Send, both.Profile);
            Assert.Equal(ConfirmMode.Auto, both.Asks);
            Assert.True(both.IsThreadOnly);
            Assert.Equal((10, 1, 1000), (both.CapOf(CappedAct.Send), both.CapOf(CappedAct.Filter), both.CapOf(CappedAct.Delete)));
            var policy = new RecipientPolicy(both with { IsThreadOnly = false });
            Assert.Equal(RecipientVerdict.Allowed, policy.Judge("anna@example.com", null).Verdict);
            Assert.Equal(RecipientVerdict.NotListed, policy.Judge("bob@example.com", null).Verdict);
            Assert.Equal(RecipientVerdict.NotListed, policy.Judge("bob@example.org", null).Verdict);
        }
    }

    private static RecipientPattern Entry(string text) => RecipientPattern.Parse(text, "test");
}
