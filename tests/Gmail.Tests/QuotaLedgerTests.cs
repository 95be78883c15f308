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

        _time.Advance(TimeSpan.FromSeconds(0.4)); // it counts in quarters of a second
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
            await Spend(ledger, units);
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
        var bulk = Spend(ledger, 100, QuotaLane.Bulk, TimeSpan.FromMinutes(5));
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
        _time.Advance(TimeSpan.FromSeconds(60.25));
        await dear;
    }

    [Fact]
    public async Task Forgets_a_waiter_that_was_cancelled()
    {
        var ledger = new QuotaLedger(100, _time);
        await Spend(ledger, 90);
        using var cancellation = new CancellationTokenSource();
        var first = ledger.SpendAsync(80, QuotaLane.Interactive, TimeSpan.FromSeconds(60), cancellation.Token);
        var second = Spend(ledger, 10);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _time.Advance(TimeSpan.FromSeconds(60.25));
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
    public async Task Processes_stay_under_one_limit_together()
    {
        var state = new SharedState();
        QuotaLedger[] processes = [.. Enumerable.Range(0, 4).Select(_ => new QuotaLedger(1_000, _time, state.NewProcess()))];
        var spends = processes.SelectMany(ledger => Enumerable.Range(0, 20).Select(_ => Spend(ledger, 20))).ToList();
        Assert.Equal(45, spends.Count(spend => spend.IsCompleted));
        Assert.All(processes, ledger => Assert.Equal(900, ledger.UnitsInWindow));
        Assert.Equal(900, processes.Sum(ledger => ledger.UnitsSpent));

        _time.Advance(TimeSpan.FromSeconds(60.5));
        await Task.WhenAll(spends);
        Assert.Equal(1_600, processes.Sum(ledger => ledger.UnitsSpent));
    }

    [Fact]
    public async Task A_call_waits_out_a_short_pause_and_is_told_of_a_long_one()
    {
        var ledger = new QuotaLedger(1_000, _time);
        ledger.PauseUntil(_time.GetUtcNow().AddSeconds(30));
        var waiting = Spend(ledger, 20);
        Assert.Equal(_time.GetUtcNow().AddSeconds(30), await Spend(ledger, 20, longestWait: TimeSpan.FromSeconds(29)));
        Assert.False(waiting.IsCompleted);
        Assert.Equal(0, ledger.UnitsSpent);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await waiting);
        Assert.Equal(20, ledger.UnitsSpent);
    }

    [Fact]
    public async Task A_call_that_waits_for_units_is_told_of_a_pause_that_Gmail_named_meanwhile()
    {
        var ledger = new QuotaLedger(1_000, _time);
        await Spend(ledger, 900);
        var waiting = Spend(ledger, 20);
        ledger.PauseUntil(_time.GetUtcNow().AddMinutes(15));
        Assert.Equal(_time.GetUtcNow().AddMinutes(15), await Spend(ledger, 20));
        Assert.Equal(_time.GetUtcNow().AddMinutes(15), await waiting);
    }

    [Fact]
    public void A_pause_holds_for_every_process_and_not_beyond_a_day()
    {
        var state = new SharedState();
        var (one, other) = (new QuotaLedger(1_000, _time, state.NewProcess()), new QuotaLedger(1_000, _time, state.NewProcess()));
        one.PauseUntil(_time.GetUtcNow().AddSeconds(30));
        Assert.Equal(_time.GetUtcNow().AddSeconds(30), other.PausedUntil);
        other.PauseUntil(_time.GetUtcNow().AddSeconds(10));
        Assert.Equal(_time.GetUtcNow().AddSeconds(30), one.PausedUntil);
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Null(one.PausedUntil);
        one.PauseUntil(_time.GetUtcNow().AddDays(400));
        Assert.Null(other.PausedUntil);
    }

    [Fact]
    public async Task Whoever_would_wait_longer_than_a_minute_is_told_when_instead()
    {
        var ledger = new QuotaLedger(1_000, _time);
        await Spend(ledger, 900);
        var waits = Spend(ledger, 900);
        Assert.False(waits.IsCompleted);
        var retryAt = await Spend(ledger, 100);
        Assert.Equal(_time.GetUtcNow().AddMinutes(2), retryAt);
        Assert.Equal(900, ledger.UnitsSpent);
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Null(await waits);
    }

    [Fact]
    public async Task What_did_not_leave_is_spent_by_the_next()
    {
        var ledger = new QuotaLedger(1_000, _time);
        await Spend(ledger, 900);
        ledger.GiveBack(300);
        Assert.Equal((900, 600L), (ledger.UnitsInWindow, ledger.UnitsSpent));
        await Spend(ledger, 200);
        Assert.Equal((900, 800L), (ledger.UnitsInWindow, ledger.UnitsSpent));
        var dear = Spend(ledger, 200);
        Assert.False(dear.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(61));
        await dear;
        Assert.Equal((100, 1_000L), (ledger.UnitsInWindow, ledger.UnitsSpent));
    }

    [Fact]
    public void Learns_the_limit_that_Gmail_names_for_a_day()
    {
        var state = new SharedState();
        var ledger = new QuotaLedger(timeProvider: _time, share: state.NewProcess());
        ledger.Refused(namedLimit: 15_000);
        Assert.Equal(15_000, ledger.UnitsPerMinute);
        Assert.Equal(15_000, new QuotaLedger(timeProvider: _time, share: state.NewProcess()).UnitsPerMinute);
        Assert.Equal(3_000, new QuotaLedger(3_000, _time, state.NewProcess()).UnitsPerMinute);
        _time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(6_000, ledger.UnitsPerMinute);
    }

    [Fact]
    public async Task Learns_that_a_project_is_new_when_it_is_refused_beyond_the_limit_of_new_ones()
    {
        var ledger = new QuotaLedger(QuotaLedger.UnitsPerMinuteBefore2026, _time);
        await Spend(ledger, 5_000);
        ledger.Refused(namedLimit: null);
        Assert.Equal(15_000, ledger.UnitsPerMinute);
        await Spend(ledger, 1_000);
        ledger.Refused(namedLimit: null);
        Assert.Equal(6_000, ledger.UnitsPerMinute);
    }

    [Fact]
    public async Task A_state_full_of_nonsense_stops_nothing()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var state = new SharedState();
            var ledger = new QuotaLedger(1_000, _time, state.NewProcess());
            state.NewProcess().Use(words =>
            {
                for (var word = 0; word < words.Length; word++)
                {
                    words[word] = random.NextInt64(long.MinValue, long.MaxValue);
                }
            });
            await Spend(ledger, 100);
            (await new Concurrency(8, state.NewProcess()).EnterAsync(1, CancellationToken.None)).Dispose();
            Assert.Equal(100, ledger.UnitsInWindow);
        }
    }

    [Fact]
    public void Refuses_a_limit_of_nothing() => Assert.Throws<ArgumentOutOfRangeException>(() => new QuotaLedger(0));

    private static async Task<DateTimeOffset?> Spend(
        QuotaLedger ledger, int units, QuotaLane lane = QuotaLane.Interactive, TimeSpan? longestWait = null) =>
        (await ledger.SpendAsync(units, lane, longestWait ?? TimeSpan.FromSeconds(60), CancellationToken.None))?.RetryAt;
}
