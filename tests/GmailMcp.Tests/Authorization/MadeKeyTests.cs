using System.Runtime.Versioning;
using GmailMcp.Accounts;
using GmailMcp.Authorization;
using GmailMcp.Tests.Storage;

namespace GmailMcp.Tests.Authorization;

public sealed class MadeKeyTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly List<string> _notices = [];

    private string Path => _folder["data/caller.key"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Is_made_once_for_its_owner_alone_and_only_then_is_it_said_where()
    {
        Open();
        var written = File.ReadAllText(Path).Trim();
        var again = Open();

        Assert.Matches("^[A-Za-z0-9_-]{43}$", written);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        Assert.Equal(Owner.Local, again.FindOwner(written));
        Assert.Contains(Path, Assert.Single(_notices), StringComparison.Ordinal);
        Assert.DoesNotContain(written, _notices[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Knows_whether_it_was_presented_since_the_start()
    {
        var key = Open();

        Assert.Null(key.FindOwner("a guess"));
        Assert.False(key.IsPresented);
        Assert.NotNull(key.FindOwner(File.ReadAllText(Path).Trim()));
        Assert.True(key.IsPresented);
        Assert.False(Open().IsPresented);
    }

    [Fact]
    public void Refuses_a_file_whose_key_can_be_guessed_without_repeating_it()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllText(Path, "fifteen letters\n");

        var problem = Assert.Throws<AccountException>(Open);

        Assert.Contains("fewer than 16 characters", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("fifteen", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_what_to_do_where_the_folder_cannot_be_written()
    {
        File.WriteAllText(_folder["data"], "a file where the folder should be");

        var problem = Assert.Throws<AccountException>(Open);

        Assert.Contains("--auth-keys", problem.Message, StringComparison.Ordinal);
    }

    private MadeKey Open() => MadeKey.Open(_folder["data"], _notices.Add);
}
