using System.Globalization;
using GmailMcp.Storage;

namespace GmailMcp.Tests.Storage;

public sealed class FileLockTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Is_held_by_one_at_a_time()
    {
        var first = await FileLock.AcquireAsync(_folder["lock"], TestContext.Current.CancellationToken);
        var second = FileLock.AcquireAsync(_folder["lock"], TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);

        first.Dispose();

        using var held = await second;
        Assert.NotNull(held);
    }

    [Fact]
    public async Task Loses_no_update_of_many_tasks()
    {
        File.WriteAllText(_folder["count"], "0");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var turn = 0; turn < 10; turn++)
            {
                using var held = await FileLock.AcquireAsync(_folder["lock"], TestContext.Current.CancellationToken);
                var count = int.Parse(File.ReadAllText(_folder["count"]), CultureInfo.InvariantCulture);
                File.WriteAllText(_folder["count"], (count + 1).ToString(CultureInfo.InvariantCulture));
            }
        })));

        Assert.Equal("80", File.ReadAllText(_folder["count"]));
    }

    [Fact]
    public async Task Gives_up_waiting_when_told_to()
    {
        using var first = await FileLock.AcquireAsync(_folder["lock"], TestContext.Current.CancellationToken);
        using var giveUp = new CancellationTokenSource();
        var second = FileLock.AcquireAsync(_folder["lock"], giveUp.Token);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public async Task Says_so_where_its_file_cannot_be_made()
    {
        File.WriteAllText(_folder["taken"], "a file");

        await Assert.ThrowsAnyAsync<IOException>(
            () => FileLock.AcquireAsync(_folder["taken/lock"], TestContext.Current.CancellationToken));
    }
}
