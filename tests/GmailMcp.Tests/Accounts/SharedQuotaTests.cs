using Gmail;
using GmailMcp.Accounts;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Accounts;

/// <summary>The count of units that processes share, on a real disk.</summary>
public sealed class SharedQuotaTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gmail-mcp-quota-").FullName;
    private readonly List<string> _notices = [];
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Counts_for_all_that_open_the_same_mailbox_and_for_no_other()
    {
        var one = new QuotaLedger(timeProvider: _time, share: Open("mailbox"));
        var same = new QuotaLedger(timeProvider: _time, share: Open("mailbox"));
        var other = new QuotaLedger(timeProvider: _time, share: Open("another"));
        Charge(one, 100);
        Charge(same, 20);
        Assert.Equal((120, 120, 0), (one.UnitsInWindow, same.UnitsInWindow, other.UnitsInWindow));
        Assert.Empty(_notices);
    }

    [Fact]
    public async Task Loses_nothing_when_many_write_at_once()
    {
        QuotaShare[] shares = [.. Enumerable.Range(0, 4).Select(_ => Open("mailbox"))];
        await Task.WhenAll(shares.Select(share => Task.Run(() =>
        {
            for (var i = 0; i < 250; i++)
            {
                share.Use(words => words[5]++);
            }
        })));
        shares[0].Use(words => Assert.Equal(1_000, words[5]));
        Assert.Empty(_notices);
    }

    [Fact]
    public void Names_no_mailbox_and_is_for_its_owner_alone()
    {
        Open("owner@example.com").Use(_ => { });
        var files = Directory.GetFiles(_folder);
        Assert.DoesNotContain(files, file => file.Contains("owner", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        }
    }

    [Fact]
    public void Knows_who_lives()
    {
        var (one, other) = (Open("mailbox"), Open("mailbox"));
        Assert.True(one.IsAlive(one.Process) && one.IsAlive(other.Process));
        Assert.False(one.IsAlive(Guid.NewGuid()));
    }

    [Fact]
    public void A_folder_that_cannot_be_used_is_said_once_and_stops_nothing()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        var share = SharedQuota.Open(Path.Combine(file, "quota"), "mailbox", _notices.Add);
        Charge(new QuotaLedger(timeProvider: _time, share: share), 100);
        Assert.Contains("for this process alone", Assert.Single(_notices), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_counts_as_none()
    {
        Open("mailbox").Use(_ => { });
        var file = Directory.GetFiles(_folder, "*.minute").Single();
        File.WriteAllText(file, "not what it was");
        Charge(new QuotaLedger(timeProvider: _time, share: Open("mailbox")), 100);
        Assert.Empty(_notices);
    }

    private QuotaShare Open(string mailbox) => SharedQuota.Open(_folder, mailbox, _notices.Add);

    private static void Charge(QuotaLedger ledger, int units) =>
        Assert.True(ledger.SpendAsync(units, QuotaLane.Interactive, TimeSpan.Zero, CancellationToken.None).IsCompletedSuccessfully);
}
