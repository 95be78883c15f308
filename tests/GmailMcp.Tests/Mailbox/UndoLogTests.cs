using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using GmailMcp.Storage;
using GmailMcp.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Mailbox;

/// <summary>What is remembered of changes, by whom, and for how long.</summary>
public sealed class UndoLogTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly UndoLogs _logs;

    public UndoLogTests()
    {
        _logs = Open();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _logs.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_id_is_good_for_its_owner_and_mailbox_only()
    {
        var id = await AddAsync(_logs.For(Owner.Local, "ann@example.com"));

        Assert.NotNull(await FindAsync(_logs.For(Owner.Local, "Ann@Example.com"), id));
        Assert.Null(await FindAsync(_logs.For(Owner.Local, "ben@example.com"), id));
        Assert.Null(await FindAsync(_logs.For(Owner.OfKey("local"), "ann@example.com"), id));
        Assert.Null(await FindAsync(_logs.For(Owner.OfSession("local"), "ann@example.com"), id));
    }

    [Fact]
    public async Task Outlives_the_process_but_for_sessions_and_the_demo()
    {
        var kept = await AddAsync(_logs.For(Owner.OfKey("ann"), "ann@example.com"));
        var session = await AddAsync(_logs.For(Owner.OfSession("s"), "ann@example.com"));
        using var demo = new UndoLogs(new StateFolder(Path: null), _clock);
        var shown = await AddAsync(demo.For(Owner.Local, "ann@example.com"));

        using var next = Open();

        Assert.NotNull(await FindAsync(next.For(Owner.OfKey("ann"), "ann@example.com"), kept));
        Assert.Null(await FindAsync(next.For(Owner.OfSession("s"), "ann@example.com"), session));
        Assert.NotNull(await FindAsync(_logs.For(Owner.OfSession("s"), "ann@example.com"), session));
        Assert.NotNull(await FindAsync(demo.For(Owner.Local, "ann@example.com"), shown));
        Assert.Single(Directory.GetFiles(_folder["undo"], "*.undo"));
    }

    [Fact]
    public async Task Forgets_a_session_when_it_ends()
    {
        var id = await AddAsync(_logs.For(Owner.OfSession("s"), "ann@example.com"));

        _logs.Forget(Owner.OfSession("s"));

        Assert.Null(await FindAsync(_logs.For(Owner.OfSession("s"), "ann@example.com"), id));
    }

    [Fact]
    public async Task Several_processes_lose_nothing_of_each_other()
    {
        // Each has its own handles and locks, as a process has.
        var logs = Enumerable.Range(0, 4).Select(_ => Open()).ToList();

        var ids = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => AddAsync(logs[i % 4].For(Owner.Local, "ann@example.com"))));

        var state = await _logs.For(Owner.Local, "ann@example.com").ReadAsync(Token);
        Assert.Equal(ids.Order(), state.Changes.Select(change => change.Id).Order());
        logs.ForEach(log => log.Dispose());
    }

    [Fact]
    public async Task Keeps_a_thousand_changes_and_forgets_the_oldest()
    {
        var log = _logs.For(Owner.Local, "ann@example.com");
        var first = await AddAsync(log);
        for (var i = 0; i < UndoLog.MostEntries + 150; i++)
        {
            await AddAsync(log);
        }

        Assert.Equal(UndoLog.MostEntries, (await log.ReadAsync(Token)).Changes.Count);
        Assert.Null(await FindAsync(log, first));
        var lines = File.ReadAllLines(Directory.GetFiles(_folder["undo"], "*.undo").Single()).Length;
        Assert.InRange(lines, UndoLog.MostEntries, UndoLog.MostEntries + 130);
    }

    [Fact]
    public async Task Forgets_after_thirty_days()
    {
        var log = _logs.For(Owner.Local, "ann@example.com");
        var old = await AddAsync(log);
        _clock.Advance(TimeSpan.FromDays(29));
        var young = await AddAsync(log);
        Assert.NotNull(await FindAsync(log, old));

        _clock.Advance(TimeSpan.FromDays(2));

        Assert.Null(await FindAsync(log, old));
        Assert.NotNull(await FindAsync(log, young));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keeps_the_newest_where_changes_are_large(bool isOnDisk)
    {
        using var logs = new UndoLogs(new StateFolder(isOnDisk ? _folder.Path : null), _clock);
        var log = logs.For(Owner.Local, "ann@example.com");
        var ids = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            ids.Add(await AddAsync(log, messages: 100_000)); // 1.9 MB each
        }

        Assert.NotNull(await FindAsync(log, ids[^1]));
        Assert.Null(await FindAsync(log, ids[0]));
        if (isOnDisk)
        {
            Assert.InRange(new FileInfo(Directory.GetFiles(_folder["undo"], "*.undo").Single()).Length, 1, 12 << 20);
        }
    }

    [Fact]
    public async Task Passes_over_the_half_line_of_a_process_that_was_killed()
    {
        var log = _logs.For(Owner.Local, "ann@example.com");
        var before = await AddAsync(log);
        var file = Directory.GetFiles(_folder["undo"], "*.undo").Single();
        await File.AppendAllTextAsync(file, """{"made":{"id":"half""", Token);

        var after = await AddAsync(log);

        Assert.Equal([before, after], (await log.ReadAsync(Token)).Changes.Select(change => change.Id));
    }

    [Fact]
    public async Task Follows_a_label_through_every_time_it_was_made_anew()
    {
        var log = _logs.For(Owner.Local, "ann@example.com");
        await log.MarkLabelAsync("Label_1", "Label_2", Token);
        await log.MarkLabelAsync("Label_2", "Label_3", Token);

        var state = await log.ReadAsync(Token);

        Assert.Equal("Label_3", state.LabelNow("Label_1"));
        Assert.Equal("Label_9", state.LabelNow("Label_9"));
    }

    private UndoLogs Open() => new(new StateFolder(_folder.Path), _clock);

    private static Task<string> AddAsync(UndoLog log, int messages = 1) => log.AddAsync(
        "modify_email",
        [
            new UndoStep
            {
                Move = new LabelMove
                {
                    Add = ["INBOX"],
                    Remove = [],
                    MessageIds = [.. Enumerable.Range(0, messages).Select(i => $"18c2f0aa{i:x8}")],
                },
            },
        ],
        Token);

    private static async Task<UndoEntry?> FindAsync(UndoLog log, string id) => (await log.ReadAsync(Token)).Find(id);
}
