using GmailMcp.Accounts;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Accounts;

public sealed class SessionTokensTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly SessionTokens _sessions;

    public SessionTokensTests()
    {
        _sessions = new SessionTokens(_clock);
    }

    [Fact]
    public void Accepts_a_token_from_the_owner_it_was_issued_to_and_no_other()
    {
        var token = _sessions.Issue(new Owner("anna"));

        Assert.True(_sessions.IsValid(new Owner("anna"), token));
        Assert.False(_sessions.IsValid(new Owner("bert"), token));
        Assert.False(_sessions.IsValid(new Owner("anna"), token[..^1]));
        Assert.False(_sessions.IsValid(new Owner("anna"), ""));
    }

    [Fact]
    public void Issues_256_random_bits()
    {
        var first = _sessions.Issue(Owner.Local);

        Assert.Equal(43, first.Length);
        Assert.NotEqual(first, _sessions.Issue(Owner.Local));
    }

    [Fact]
    public void Ends_a_token_after_24_hours()
    {
        var token = _sessions.Issue(Owner.Local);

        _clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.True(_sessions.IsValid(Owner.Local, token));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_sessions.IsValid(Owner.Local, token));
    }
}
