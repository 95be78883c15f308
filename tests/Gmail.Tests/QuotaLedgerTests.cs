using Gmail.Tests.Canned;
using Microsoft.Extensions.Time.Testing;

namespace Gmail.Tests;

public sealed class QuotaLedgerTests
{
    private readonly FakeTimeProvider _time = new(JumpingTime.Noon);

    [Fact]
    public async Task Spends_ninety_percent_of_a_minute_and_then_waits_for_the_oldest_to_pass()
    {
        var ledger = new QuotaLedger(1_000, _time);
        await Spend(ledger, 500);
        _time.Advance(TimeSpan.FromSeconds(20));
        await Spend(ledger, 400);

        var waiting = Spend(ledger, 100);
        _time.Advance(TimeSpan.FromSeconds(39.9));
        Assert.False(waiting.IsCompleted);
        Assert.Equal((900, 900L), (ledger.UnitsInWindow, ledger.UnitsSpent));

        _time.Advance(TimeSpan.FromSeconds(0.2));
        await waiting;
        Assert.Equal((500, 1_000L), (ledger.UnitsInWindow, ledger.UnitsSpent));
    }

    [Fact]
    public async Task Never_goes_over_the_limit_in_any_minute()
    {
        var time = new JumpingTime(jumpsAlways: true);
        var ledger = new QuotaLedger(6_000, time);
        var spent = new List<(DateTimeOffset At, int Units)>();
        for (var i = 0; i < 1_000; i++)
        {
            var units = new[] { 1, 5, 20, 40, 100 }[i % 5];
            await ledger.SpendAsync(units, QuotaLane.Interactive, CancellationToken.None);
            spent.Add((time.GetUtcNow(), units));
        }

        Assert.All(spent, last => Assert.InRange(
            spent.Where(one => one.At <= last.At && one.At > last.At - TimeSpan.FromSeconds(60)).Sum(
                one => one.Units), 1, 5_400));
    }

    [Fact]
    public async Task Leaves_a_fifth_to_interactive_calls_and_lets_them_go_first()
    {
        var ledger = new QuotaLedger(1_000, _time);
        await Spend(ledger, 700, QuotaLane.Bulk);
        var bulk = Spend(ledger, 100, QuotaLane.Bulk);
        Assert.False(bulk.IsCompleted);
        await Spend(ledger, 200);

        var interactive = Spend(ledger, 850);
        _time.Advance(TimeSpan.FromSeconds(61));
        await interactive;
        Assert.False(bulk.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(61));
        await bulk;
    }

    [Fact]
    public async Task Lets_a_call_go_that_is_dearer_than_the_whole_budget_once_the_minute_is_empty()
    {
        var ledger = new QuotaLedger(100, _time);
        await Spend(ledger, 10);
        var dear = Spend(ledger, 500);
        Assert.False(dear.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(60));
        await dear;
    }

    [Fact]
    public async Task Forgets_a_waiter_that_was_cancelled()
    {
        var ledger = new QuotaLedger(100, _time);
        await Spend(ledger, 90);
        using var cancellation = new CancellationTokenSource();
        var first = ledger.SpendAsync(90, QuotaLane.Interactive, cancellation.Token);
        var second = Spend(ledger, 10);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _time.Advance(TimeSpan.FromSeconds(60));
        await second;
        Assert.Equal(100, ledger.UnitsSpent);
    }

    [Fact]
    public async Task Is_shared_between_clients_and_their_lanes()
    {
        var ledger = new QuotaLedger(timeProvider: _time);
        var options = new GmailClientOptions { TimeProvider = _time, Ledger = ledger };
        var gmail = new CannedGmail().Answers("{}");
        await gmail.Client(options).Profile.GetAsync();
        await gmail.Client(options).InLane(QuotaLane.Bulk).Messages.GetAsync("m1");
        Assert.Equal(21, ledger.UnitsSpent);
    }

    [Fact]
    public void Refuses_a_limit_of_nothing() => Assert.Throws<ArgumentOutOfRangeException>(() => new QuotaLedger(0));

    private static Task Spend(QuotaLedger ledger, int units, QuotaLane lane = QuotaLane.Interactive) =>
        ledger.SpendAsync(units, lane, CancellationToken.None);
}
