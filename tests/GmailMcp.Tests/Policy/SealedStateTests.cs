using System.Buffers.Text;
using GmailMcp.Policy;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Policy;

public sealed class SealedStateTests
{
    private static readonly byte[] Digest = [1, 2, 3];
    private static readonly string Ours = SealedState.BindingOf("local", "me@example.com", "send_email");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly SealedState _states;

    public SealedStateTests() => _states = new SealedState(_time);

    [Fact]
    public void Holds_once()
    {
        var state = _states.Seal(Ours, Digest);
        Assert.Equal(StateVerdict.Good, _states.Use(state, Ours, Digest));
        Assert.Equal(StateVerdict.Used, _states.Use(state, Ours, Digest));
    }

    [Fact]
    public void Holds_for_ten_minutes()
    {
        var (early, late) = (_states.Seal(Ours, Digest), _states.Seal(Ours, Digest));
        _time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(StateVerdict.Good, _states.Use(early, Ours, Digest));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(StateVerdict.Expired, _states.Use(late, Ours, Digest));
    }

    [Fact]
    public void Holds_for_what_was_shown()
    {
        var state = _states.Seal(Ours, Digest);
        Assert.Equal(StateVerdict.Changed, _states.Use(state, Ours, [1, 2, 4]));
        Assert.Equal(StateVerdict.Used, _states.Use(state, Ours, Digest));
    }

    [Theory]
    [InlineData("key:b", "me@example.com", "send_email")]
    [InlineData("local", "other@example.com", "send_email")]
    [InlineData("local", "me@example.com", "delete_email")]
    [InlineData("localm", "e@example.com", "send_email")]
    public void Holds_for_its_owner_mailbox_and_tool(string owner, string account, string tool) =>
        Assert.Equal(
            StateVerdict.NotOurs, _states.Use(_states.Seal(Ours, Digest), SealedState.BindingOf(owner, account, tool), Digest));

    [Fact]
    public void A_changed_byte_anywhere_is_seen()
    {
        var state = Base64Url.DecodeFromChars(_states.Seal(Ours, Digest));
        for (var i = 0; i < state.Length; i++)
        {
            var tampered = (byte[])state.Clone();
            tampered[i] ^= 1;
            Assert.Equal(StateVerdict.NotOurs, _states.Use(Base64Url.EncodeToString(tampered), Ours, Digest));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("confirm")]
    [InlineData("!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_was_never_sealed_is_refused(string? state) =>
        Assert.Equal(StateVerdict.NotOurs, _states.Use(state, Ours, Digest));

    [Fact]
    public void Another_process_does_not_take_it() =>
        Assert.Equal(StateVerdict.NotOurs, new SealedState(_time).Use(_states.Seal(Ours, Digest), Ours, Digest));
}
