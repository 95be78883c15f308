using GmailMcp.Policy;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Policy;

public sealed class DailyCapsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 23, 30, 0, TimeSpan.Zero));
    private readonly string _folder = Directory.CreateTempSubdirectory("gmail-mcp-caps-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_cap_holds_until_the_day_ends(bool inFile)
    {
        var caps = Caps(inFile, send: 2);
        Assert.Null(await TakeAsync(caps));
        Assert.Null(await TakeAsync(caps));

        var reached = await TakeAsync(caps);

        Assert.Equal(new CapReached(CappedAct.Send, 2, 2, new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.Zero)), reached);
        _time.Advance(TimeSpan.FromMinutes(31));
        Assert.Null(await TakeAsync(caps));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_did_not_happen_is_given_back_once(bool inFile)
    {
        var caps = Caps(inFile, send: 1);
        await TakeAsync(caps);

        await GiveBackAsync(caps);
        await GiveBackAsync(caps);

        Assert.Null(await TakeAsync(caps));
        Assert.NotNull(await TakeAsync(caps));
    }

    [Fact]
    public async Task What_would_pass_the_cap_takes_nothing_of_it()
    {
        var caps = Caps(inFile: true, send: 5);
        Assert.NotNull(await TakeAsync(caps, count: 6));
        Assert.Null(await TakeAsync(caps, count: 5));
    }

    [Fact]
    public async Task The_count_outlives_the_process_and_is_shared_by_others()
    {
        Assert.Null(await TakeAsync(Caps(inFile: true, send: 1)));
        Assert.NotNull(await TakeAsync(Caps(inFile: true, send: 1)));
    }

    [Fact]
    public async Task Many_at_once_pass_no_more_than_the_cap()
    {
        var two = new[] { Caps(inFile: true, send: 10), Caps(inFile: true, send: 10) };
        var taken = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => TakeAsync(two[i % 2]))));
        Assert.Equal(10, taken.Count(reached => reached is null));
    }

    [Fact]
    public async Task Each_owner_mailbox_and_act_is_counted_for_itself()
    {
        var caps = Caps(inFile: true, send: 1);
        Assert.Null(await TakeAsync(caps));
        Assert.NotNull(await TakeAsync(caps, account: "ME@example.com"));
        Assert.Null(await TakeAsync(caps, account: "other@example.com"));
        Assert.Null(await TakeAsync(caps, owner: "key:b"));
        Assert.Null(await TakeAsync(caps, act: CappedAct.Filter));
    }

    [Fact]
    public async Task A_clock_that_jumps_back_makes_no_room()
    {
        Assert.Null(await TakeAsync(Caps(inFile: true, send: 1)));
        _time.AdjustTime(_time.GetUtcNow().AddDays(-1));
        Assert.NotNull(await TakeAsync(Caps(inFile: true, send: 1)));
    }

    [Fact]
    public async Task A_count_that_cannot_be_read_refuses()
    {
        await TakeAsync(Caps(inFile: true, send: 1));
        var file = Directory.GetFiles(_folder, "*.count").Single();
        await File.WriteAllTextAsync(file, "2026-11-25 send=", TestContext.Current.CancellationToken);
        var exception = await Assert.ThrowsAsync<PolicyException>(() => TakeAsync(Caps(inFile: true, send: 1)));
        Assert.Contains("Remove the file", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_names_no_mailbox()
    {
        await TakeAsync(Caps(inFile: true, send: 1));
        foreach (var file in Directory.GetFiles(_folder))
        {
            Assert.DoesNotContain("example", file + await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    private DailyCaps Caps(bool inFile, int send) => new(
        new PolicySettings { Caps = new Dictionary<CappedAct, int> { [CappedAct.Send] = send } },
        inFile ? _folder : null,
        _time,
        _ => { });

    private static Task GiveBackAsync(DailyCaps caps) => caps.GiveBackAsync(
        "local", "me@example.com", lasts: true, CappedAct.Send, 1, TestContext.Current.CancellationToken);

    private static Task<CapReached?> TakeAsync(
        DailyCaps caps, string owner = "local", string account = "me@example.com", CappedAct act = CappedAct.Send, int count = 1) =>
        caps.TryTakeAsync(owner, account, lasts: true, act, count, TestContext.Current.CancellationToken);
}
