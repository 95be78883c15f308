using System.Text;
using GmailMcp.Tests.Mail.Attachments;
using GmailMcp.Tools.Attachments;

namespace GmailMcp.Tests.Tools.Attachments;

public class LimitedChildTests
{
    [Fact]
    public async Task Reads_a_PDF_in_another_process()
    {
        using var child = new LimitedChild(TimeProvider.System);

        var output = await child.RunAsync(["read-pdf", "--pages", "2"], SomeFile.Pdf("First", "Second"), TestContext.Current.CancellationToken);

        Assert.Contains("[Page 2]\\nSecond", Encoding.UTF8.GetString(output), StringComparison.Ordinal);
    }

    // 560 KB that unfold to 180 MB of operators: without limits minutes and gigabytes.
    [Fact]
    public async Task A_flate_bomb_costs_no_more_than_its_child()
    {
        using var child = new LimitedChild(TimeProvider.System);

        var failure = await Assert.ThrowsAsync<LimitedChildException>(
            () => child.RunAsync(["read-pdf"], SomeFile.FlateBomb(180_000_000), TestContext.Current.CancellationToken));

        Assert.EndsWith("was stopped.", failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty(await child.RunAsync(["read-pdf"], SomeFile.Pdf("After"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Kills_what_takes_too_long()
    {
        using var child = new LimitedChild(TimeProvider.System) { Longest = TimeSpan.FromMilliseconds(300) };

        var failure = await Assert.ThrowsAsync<LimitedChildException>(
            () => child.RunAsync(["read-pdf"], SomeFile.FlateBomb(60_000_000), TestContext.Current.CancellationToken));

        Assert.StartsWith("Reading it took longer than", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kills_what_writes_too_much()
    {
        using var child = new LimitedChild(TimeProvider.System) { MostOutputBytes = 20 };

        var failure = await Assert.ThrowsAsync<LimitedChildException>(
            () => child.RunAsync(["read-pdf"], SomeFile.Pdf("Some text"), TestContext.Current.CancellationToken));

        Assert.Equal("Reading it gave more text than is allowed, and was stopped.", failure.Message);
    }

    [Fact]
    public void Gives_the_child_nothing_of_its_own_environment()
    {
        string[] needed = ["SystemRoot", "DOTNET_ROOT", "DOTNET_GCHeapHardLimit", "DOTNET_gcConcurrent", "DOTNET_EnableDiagnostics", "DOTNET_TieredPGO"];

        Assert.Empty(LimitedChild.Prepare(["read-pdf"]).Environment.Keys.Except(needed));
    }

    [Fact]
    public async Task Mutated_files_end_in_an_answer()
    {
        using var child = new LimitedChild(TimeProvider.System);
        var random = new Random(26);
        for (var round = 0; round < 8; round++)
        {
            var file = SomeFile.Pdf("Order 55-2210", "Gate B");
            for (var i = 0; i < 20; i++)
            {
                file[random.Next(8, file.Length)] = (byte)random.Next(256);
            }

            var output = await child.RunAsync(["read-pdf"], file, TestContext.Current.CancellationToken);

            Assert.StartsWith("{\"text\":", Encoding.UTF8.GetString(output), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_broken_file()
    {
        using var child = new LimitedChild(TimeProvider.System);

        var output = await child.RunAsync(["read-pdf"], "%PDF-1.4 and nothing else"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Contains("It is damaged, or not what it says it is.", Encoding.UTF8.GetString(output), StringComparison.Ordinal);
    }
}
