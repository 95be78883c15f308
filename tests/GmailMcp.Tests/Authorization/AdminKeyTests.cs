using System.Runtime.Versioning;
using GmailMcp.Accounts;
using GmailMcp.Authorization;
using GmailMcp.Tests.Storage;

namespace GmailMcp.Tests.Authorization;

public sealed class AdminKeyTests : IDisposable
{
    private const string Chosen = "sixteen letters!";

    private readonly ScratchFolder _folder = new();
    private readonly List<string> _notices = [];

    private string Path => _folder["data/admin.key"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Takes_the_operators_own_key_and_makes_no_file()
    {
        var key = Open($" {Chosen}\n");

        Assert.True(key.Matches(Chosen));
        Assert.Equal(AdminKey.Variable, key.Source);
        Assert.False(File.Exists(Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sixteen letters")]
    [InlineData("sixteen letters!!")]
    [InlineData("Sixteen letters!")]
    public void Matches_nothing_else(string presented) => Assert.False(Open(Chosen).Matches(presented));

    [Fact]
    public void Refuses_a_key_that_can_be_guessed_without_repeating_it()
    {
        var problem = Assert.Throws<AccountException>(() => Open("fifteen letters"));

        Assert.Contains("fewer than 16 characters", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("fifteen", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Makes_an_owner_only_file_with_256_random_bits_at_the_first_start()
    {
        var key = Open(null);

        var written = File.ReadAllText(Path).TrimEnd('\n');
        Assert.Matches("^[A-Za-z0-9_-]{43}$", written);
        Assert.True(key.Matches(written));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        Assert.True(Open("").Matches(written));
    }

    [Fact]
    public async Task Servers_that_start_at_once_agree_on_one_key()
    {
        using var together = new Barrier(8);

        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait(TestContext.Current.CancellationToken);
                return Open(null);
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        var written = File.ReadAllText(Path).TrimEnd('\n');
        Assert.All(keys, key => Assert.True(key.Matches(written)));
        Assert.Equal([Path], Directory.GetFiles(_folder["data"]));
    }

    [Fact]
    public void Refuses_an_emptied_file_and_leaves_it()
    {
        Open(null);
        File.WriteAllText(Path, "\n");

        Assert.Contains(Path, Assert.Throws<AccountException>(() => Open(null)).Message, StringComparison.Ordinal);
        Assert.Equal("\n", File.ReadAllText(Path));
    }

    [Fact]
    public void Never_prints_the_key()
    {
        Assert.Equal($"the operator's key from {AdminKey.Variable}", Open(Chosen).ToString());
        Assert.Equal($"the operator's key from {Path}", Open(null).ToString());
    }

    private AdminKey Open(string? variable) => AdminKey.Open(variable, _folder["data"], _notices.Add);
}
