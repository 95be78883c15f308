using GmailMcp.Mailbox;
using GmailMcp.Storage;
using GmailMcp.Tests.Storage;

namespace GmailMcp.Tests.Mailbox;

/// <summary>Where the progress of bulk jobs is kept.</summary>
public sealed class BulkLogTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly List<string> _told = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keeps_what_it_was_given()
    {
        await Open("log").AddAsync(new BulkLine { JobId = "a", Changed = ["m1"] }, TestContext.Current.CancellationToken);

        var line = Assert.Single(await Open("log").OpenAsync("a", TestContext.Current.CancellationToken));

        Assert.Equal(["m1"], line.Changed);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task Says_once_that_it_cannot_be_used_and_is_then_out_of_use()
    {
        await File.WriteAllTextAsync(_folder["file"], "", TestContext.Current.CancellationToken);
        var log = Open("file/log");

        Assert.Empty(await log.OpenAsync("a", TestContext.Current.CancellationToken));
        await log.AddAsync(new BulkLine { JobId = "a" }, TestContext.Current.CancellationToken);

        Assert.Contains("file", Assert.Single(_told), StringComparison.Ordinal);
        Assert.False(log.IsUsable);
    }

    private BulkLog Open(string name) => new(new JournalFile(_folder[name]), TimeProvider.System, _told.Add);
}
