using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using GmailMcp.Storage;

namespace GmailMcp.Tests.Storage;

[UnsupportedOSPlatform("windows")]
public sealed class OwnerOnlyFileTests : IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    private readonly ScratchFolder _folder = new();
    private readonly List<string> _notices = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_nothing_where_there_is_no_file() =>
        Assert.Null(OwnerOnlyFile.Read(_folder["absent/credentials.json"], _notices.Add));

    [Fact]
    public void Writes_a_file_that_only_its_owner_can_open_in_a_folder_that_only_he_can_enter()
    {
        var path = _folder["new/deep/credentials.json"];

        OwnerOnlyFile.Write(path, "{}"u8);

        Assert.Equal(OwnerFile, File.GetUnixFileMode(path));
        Assert.Equal(OwnerFile | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder["new/deep"]));
        Assert.Equal(OwnerFile | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder["new"]));
    }

    [Fact]
    public void Replaces_the_whole_content_and_leaves_nothing_beside_it()
    {
        var path = _folder["credentials.json"];
        OwnerOnlyFile.Write(path, Encoding.UTF8.GetBytes(new string('x', 10_000)));

        OwnerOnlyFile.Write(path, "short"u8);

        Assert.Equal("short"u8.ToArray(), OwnerOnlyFile.Read(path, _notices.Add));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
        Assert.Empty(_notices);
    }

    [Fact]
    public void Narrows_a_file_that_was_open_to_others_when_it_replaces_it()
    {
        var path = _folder["credentials.json"];
        File.WriteAllText(path, "old");
        File.SetUnixFileMode(path, Everybody);

        OwnerOnlyFile.Write(path, "new"u8);

        Assert.Equal(OwnerFile, File.GetUnixFileMode(path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Refuses_a_symbolic_link_in_both_directions(bool isTargetThere)
    {
        var target = _folder["elsewhere.json"];
        var link = _folder["credentials.json"];
        if (isTargetThere)
        {
            File.WriteAllText(target, "someone's");
        }

        File.CreateSymbolicLink(link, target);

        var reading = Assert.Throws<UnsafeFileException>(() => OwnerOnlyFile.Read(link, _notices.Add));
        Assert.Throws<UnsafeFileException>(() => OwnerOnlyFile.Write(link, "mine"u8));

        Assert.Contains(link, reading.Message, StringComparison.Ordinal);
        Assert.Equal(isTargetThere, File.Exists(target));
        Assert.True(!isTargetThere || File.ReadAllText(target) == "someone's");
    }

    [Fact]
    public void Takes_a_file_back_from_other_readers_and_says_so()
    {
        var path = _folder["credentials.json"];
        File.WriteAllText(path, "{}");
        File.SetUnixFileMode(path, OwnerFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        OwnerOnlyFile.Read(path, _notices.Add);

        Assert.Equal(OwnerFile, File.GetUnixFileMode(path));
        Assert.Equal([$"{path} was open to other users (mode 0644); it is its owner's alone now."], _notices);
    }

    [Fact]
    public void Takes_a_folder_back_that_anybody_could_write_to_and_says_so()
    {
        var path = _folder["open/credentials.json"];
        OwnerOnlyFile.Write(path, "{}"u8);
        File.SetUnixFileMode(_folder["open"], Everybody);

        OwnerOnlyFile.Read(path, _notices.Add);

        Assert.Equal(
            UnixFileMode.None,
            File.GetUnixFileMode(_folder["open"]) & (UnixFileMode.OtherWrite | UnixFileMode.GroupWrite));
        Assert.Equal(
            $"{_folder["open"]} was open to other users (mode 0777); others can no longer replace files in it.", Assert.Single(_notices));
    }

    [Fact]
    public void Leaves_a_shared_folder_with_the_sticky_bit_as_it_is()
    {
        var path = _folder["shared/credentials.json"];
        OwnerOnlyFile.Write(path, "{}"u8);
        File.SetUnixFileMode(_folder["shared"], Everybody | UnixFileMode.StickyBit);

        OwnerOnlyFile.Read(path, _notices.Add);

        Assert.Empty(_notices);
    }

    // GMAIL_CREDENTIALS_PATH=/dev/null: root would have changed its mode, or deleted it, for the whole machine.
    [Fact]
    public void Refuses_what_is_no_file_and_leaves_it_as_it_is()
    {
        var pipe = _folder["open/pipe"];
        Directory.CreateDirectory(_folder["open"]);
        Run("mkfifo", "-m", "666", pipe);
        File.SetUnixFileMode(_folder["open"], Everybody);
        var mode = File.GetUnixFileMode(pipe);

        var reading = Assert.Throws<UnsafeFileException>(() => OwnerOnlyFile.Read(pipe, _notices.Add));
        Assert.Throws<UnsafeFileException>(() => OwnerOnlyFile.Write(pipe, "mine"u8));
        Assert.Throws<UnsafeFileException>(() => OwnerOnlyFile.Delete(pipe));

        Assert.False(GmailMcp.Accounts.CredentialsFile.IsInKeychain(pipe)); // and nobody waits for it
        Assert.Equal($"{pipe} is a device, not a file; name a file.", reading.Message);
        Assert.Equal(mode, File.GetUnixFileMode(pipe));
        Assert.Equal(Everybody, File.GetUnixFileMode(_folder["open"]));
        Assert.Equal([pipe], Directory.GetFileSystemEntries(_folder["open"]));
        Assert.Empty(_notices);
    }

    [Fact]
    public void Leaves_a_folder_of_another_user_as_it_is_even_for_root()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give a folder away");
        var path = _folder["theirs/credentials.json"];
        OwnerOnlyFile.Write(path, "{}"u8);
        File.SetUnixFileMode(_folder["theirs"], Everybody);
        Run("chown", "12345", _folder["theirs"]);

        Assert.Throws<UnsafeFileException>(() => OwnerOnlyFile.Read(path, _notices.Add));

        Assert.Equal(Everybody, File.GetUnixFileMode(_folder["theirs"]));
    }

    [Fact]
    public void Keeps_what_was_there_when_it_cannot_write()
    {
        // A folder of the target's name is the failure that every user, root included, meets at the rename.
        var path = _folder["credentials.json"];
        Directory.CreateDirectory(path);
        File.WriteAllText(_folder["credentials.json/inside"], "old");

        var failure = Assert.Throws<IOException>(() => OwnerOnlyFile.Write(path, "new"u8));

        Assert.Contains("keeps what it had", failure.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(_folder["credentials.json/inside"]));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Says_that_nothing_was_written_where_the_folder_cannot_be_made()
    {
        File.WriteAllText(_folder["taken"], "a file");

        var failure = Assert.Throws<IOException>(() => OwnerOnlyFile.Write(_folder["taken/credentials.json"], "x"u8));

        Assert.Contains(_folder["taken/credentials.json"], failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Removes_what_a_killed_process_left_but_not_what_another_may_be_writing()
    {
        var path = _folder["credentials.json"];
        var dead = _folder[".credentials.json.0011223344556677.tmp"];
        var living = _folder[".credentials.json.8899aabbccddeeff.tmp"];
        File.WriteAllText(dead, "half");
        File.SetLastWriteTimeUtc(dead, File.GetLastWriteTimeUtc(dead) - TimeSpan.FromHours(2));
        File.WriteAllText(living, "half");

        OwnerOnlyFile.Write(path, "{}"u8);

        Assert.False(File.Exists(dead));
        Assert.True(File.Exists(living));
    }

    [Fact]
    public void Refuses_to_read_what_is_too_large_to_be_one_of_its_files()
    {
        using (var file = File.Create(_folder["credentials.json"]))
        {
            file.SetLength((1 << 20) + 1);
        }

        Assert.Throws<UnsafeFileException>(() => OwnerOnlyFile.Read(_folder["credentials.json"], _notices.Add));
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
