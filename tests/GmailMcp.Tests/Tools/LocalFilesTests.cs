using System.Text;
using GmailMcp.Tools;

namespace GmailMcp.Tests.Tools;

public sealed class LocalFilesTests : IDisposable
{
    private readonly LocalFilesWorld _world = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("report.pdf", "the report")]
    [InlineData("./report.pdf", "the report")]
    [InlineData("sub/../report.pdf", "the report")]
    [InlineData("sub/inner.txt", "inner")]
    [InlineData("~/GmailAttachments/report.pdf", "the report")]
    public async Task Reads_what_is_in_the_attachment_folder(string path, string content)
    {
        using var file = _world.Files.OpenForReading(path);

        Assert.Equal(Path.GetFileName(path), file.FileName);
        Assert.Equal(content.Length, file.Length);
        Assert.Equal(content, await TextOf(file));
    }

    [Fact]
    public async Task Reads_by_absolute_path_from_any_allowed_folder()
    {
        var other = Path.Join(_world.Home, "Documents");
        LocalFilesWorld.Write(Path.Join(other, "Ünïcode 名 👩‍🚀.txt"), "there");
        var files = new LocalFiles(LocalFilesSettings.From(_world.Home, ["~/GmailAttachments", other]));

        using var file = files.OpenForReading(Path.Join(other, "Ünïcode 名 👩‍🚀.txt"));

        Assert.Equal("there", await TextOf(file));
    }

    [Fact]
    public async Task Reads_from_a_configured_folder_that_is_itself_a_link_by_both_of_its_names()
    {
        var link = Path.Join(_world.Home, "Shared");
        File.CreateSymbolicLink(link, _world.In);
        var files = new LocalFiles(LocalFilesSettings.From(_world.Home, [link]));

        using var byLink = files.OpenForReading(Path.Join(link, "report.pdf"));
        using var byTarget = files.OpenForReading(Path.Join(_world.In, "report.pdf"));

        Assert.Equal("the report", await TextOf(byLink));
        Assert.Equal("the report", await TextOf(byTarget));
    }

    [Fact]
    public async Task Several_streams_of_one_file_do_not_disturb_each_other()
    {
        using var file = _world.Files.OpenForReading("report.pdf");
        await using var first = file.OpenStream();
        await using var second = file.OpenStream();

        Assert.Equal('t', first.ReadByte());
        Assert.Equal('t', second.ReadByte());
        first.Position = 4;
        Assert.Equal('r', first.ReadByte());
        Assert.Equal('h', second.ReadByte());
    }

    [Fact]
    public async Task What_was_opened_is_read_even_if_the_name_comes_to_mean_a_secret()
    {
        using var file = _world.Files.OpenForReading("report.pdf");
        File.Delete(Path.Join(_world.In, "report.pdf"));
        File.CreateSymbolicLink(Path.Join(_world.In, "report.pdf"), "../secret.txt");

        Assert.Equal("the report", await TextOf(file));
    }

    [Fact]
    public async Task A_file_that_shrinks_while_it_is_read_is_an_error_and_one_that_grows_is_cut()
    {
        var path = Path.Join(_world.In, "log.txt");
        LocalFilesWorld.Write(path, "0123456789");
        using var file = _world.Files.OpenForReading("log.txt");
        File.AppendAllText(path, "more");
        Assert.Equal("0123456789", await TextOf(file));

        File.WriteAllText(path, "012");
        var thrown = await Assert.ThrowsAsync<IOException>(() => TextOf(file));
        Assert.StartsWith("log.txt became shorter", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_told_in_the_old_words_and_where_files_are_looked_for_beside_them()
    {
        var thrown = Assert.Throws<LocalFileException>(() => _world.Files.OpenForReading("nothing.pdf"));

        Assert.Equal("File does not exist: nothing.pdf", thrown.Message);
        Assert.Contains(_world.In, thrown.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_attachment_folder_is_told_with_the_flag_and_the_variable()
    {
        Directory.Delete(_world.In, recursive: true);

        var thrown = Assert.Throws<LocalFileException>(() => _world.Files.OpenForReading("report.pdf"));

        Assert.Equal("File does not exist: report.pdf", thrown.Message);
        Assert.Contains($"{_world.In}, is not there", thrown.Advice, StringComparison.Ordinal);
        Assert.Contains("--attachments-from DIR or GMAIL_MCP_ATTACHMENT_DIR", thrown.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Elsewhere_is_refused_naming_folder_flag_and_variable_whether_or_not_something_is_there()
    {
        var there = Assert.Throws<LocalFileException>(() => _world.Files.OpenForReading("~/secret.txt"));
        var nothing = Assert.Throws<LocalFileException>(() => _world.Files.OpenForReading("~/nothing.txt"));

        Assert.Contains(_world.In, there.Message, StringComparison.Ordinal);
        Assert.Contains("--attachments-from DIR or GMAIL_MCP_ATTACHMENT_DIR", there.Message, StringComparison.Ordinal);
        Assert.Equal(there.Message, nothing.Message.Replace("nothing", "secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Saves_into_the_download_folder_for_the_owner_only()
    {
        var saved = await SaveAsync(null, "report.pdf", "content");

        Assert.Equal(new SavedFile(Path.Join(_world.Out, "report.pdf"), "report.pdf", 7), saved);
        Assert.Equal("content", File.ReadAllText(saved.FullPath));
        Assert.Equal([saved.FullPath], Directory.GetFileSystemEntries(_world.Out));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(saved.FullPath));
            Assert.Equal("UserExecute, UserWrite, UserRead", File.GetUnixFileMode(_world.Out).ToString());
        }
    }

    [Theory]
    [InlineData("2026/invoices", "2026/invoices")]
    [InlineData("2026/../letters/", "letters")]
    [InlineData("~/GmailDownloads/a", "a")]
    [InlineData("", "")]
    [InlineData(".", "")]
    public async Task Takes_savePath_inside_the_download_folder(string savePath, string folder)
    {
        var saved = await SaveAsync(savePath, "x.txt", "x");

        Assert.Equal(Path.GetFullPath(Path.Join(_world.Out, folder, "x.txt")), saved.FullPath);
        Assert.True(File.Exists(saved.FullPath));
        if (!OperatingSystem.IsWindows() && folder.Length > 0)
        {
            Assert.Equal(
                "UserExecute, UserWrite, UserRead",
                File.GetUnixFileMode(Path.GetDirectoryName(saved.FullPath)!).ToString());
        }
    }

    [Fact]
    public async Task Takes_an_absolute_savePath_inside_the_download_folder()
    {
        var saved = await SaveAsync(Path.Join(_world.Out, "deep", "er"), "x.txt", "x");

        Assert.Equal(Path.Join(_world.Out, "deep", "er", "x.txt"), saved.FullPath);
    }

    [Fact]
    public async Task Never_overwrites_but_counts()
    {
        LocalFilesWorld.Write(Path.Join(_world.Out, "a.tar.gz"), "mine");
        Directory.CreateDirectory(Path.Join(_world.Out, "a (1).tar.gz"));
        File.CreateSymbolicLink(Path.Join(_world.Out, "a (2).tar.gz"), "../outside/new");

        var saved = await SaveAsync(null, "a.tar.gz", "new");

        Assert.Equal("a (3).tar.gz", saved.FileName);
        Assert.Equal("mine", File.ReadAllText(Path.Join(_world.Out, "a.tar.gz")));
        Assert.Empty(Directory.GetFileSystemEntries(_world.Outside));
    }

    [Fact]
    public async Task Many_saves_of_one_name_at_once_are_all_kept()
    {
        var saves = Enumerable.Range(0, 24).Select(
            i => Task.Run(() => SaveAsync("many", "same.txt", $"content {i}"), Token));

        var saved = await Task.WhenAll(saves);

        Assert.Equal(24, saved.Select(file => file.FullPath).Distinct().Count());
        Assert.Equal(
            Enumerable.Range(0, 24).Select(i => $"content {i}").Order(StringComparer.Ordinal),
            saved.Select(file => File.ReadAllText(file.FullPath)).Order(StringComparer.Ordinal));
        Assert.Equal(24, Directory.GetFileSystemEntries(Path.Join(_world.Out, "many")).Length);
    }

    [Fact]
    public async Task Leaves_nothing_when_writing_fails()
    {
        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => _world.Files.SaveAsync(
            null, "x.txt", async (stream, token) =>
            {
                await stream.WriteAsync(new byte[100_000], token);
                throw new InvalidDataException("not base64url");
            }, Token));

        Assert.Equal("not base64url", thrown.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_world.Out));
    }

    [Fact]
    public async Task Leaves_nothing_when_cancelled_even_after_the_last_byte()
    {
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAsync<OperationCanceledException>(() => _world.Files.SaveAsync(
            null, "x.txt", async (stream, token) =>
            {
                await stream.WriteAsync("whole"u8.ToArray(), token);
                await source.CancelAsync();
            }, source.Token));

        Assert.Empty(Directory.GetFileSystemEntries(_world.Out));
    }

    [Fact]
    public async Task Nobody_sees_the_name_before_the_file_is_whole()
    {
        var seen = Array.Empty<string>();

        await _world.Files.SaveAsync(
            null, "x.txt", async (stream, token) =>
            {
                await stream.WriteAsync(new byte[200_000], token);
                seen = Directory.GetFileSystemEntries(_world.Out);
            }, Token);

        Assert.EndsWith(".part", Assert.Single(seen), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_moved_away_while_it_is_written_keeps_no_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows refuses to move it");

        var thrown = await Assert.ThrowsAsync<LocalFileException>(() => _world.Files.SaveAsync(
            "sub", "x.txt", async (stream, token) =>
            {
                await stream.WriteAsync("whole"u8.ToArray(), token);
                Directory.Move(Path.Join(_world.Out, "sub"), Path.Join(_world.Outside, "sub"));
            }, Token));

        Assert.Contains("turned out to be outside", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Join(_world.Outside, "sub")));
    }

    [Fact]
    public async Task A_full_disk_is_told_with_the_folder_and_leaves_nothing()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no /dev/full");

        var thrown = await Assert.ThrowsAsync<LocalFileException>(() => _world.Files.SaveAsync(
            null, "x.txt", async (_, token) =>
            {
                await using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.None, 0);
                await full.WriteAsync(new byte[1], token);
            }, Token));

        Assert.Equal(
            $"Nothing was saved: the disk of {_world.Out} is full. Make room, then try again.", thrown.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_world.Out));
    }

    [Fact]
    public async Task A_disk_that_is_full_only_at_the_end_of_a_small_file_is_told_too()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no /dev/full");

        var thrown = await Assert.ThrowsAsync<LocalFileException>(() => _world.Files.SaveAsync(
            null, "x.txt", async (stream, token) =>
            {
                // What the file's own descriptor means from here on takes no byte, as a disk that has just become full.
                using var full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
                var handle = ((FileStream)stream).SafeFileHandle;
                Assert.Equal((int)handle.DangerousGetHandle(), Duplicate((int)full.DangerousGetHandle(), (int)handle.DangerousGetHandle()));
                await stream.WriteAsync("short"u8.ToArray(), token);
            }, Token));

        Assert.Equal(
            $"Nothing was saved: the disk of {_world.Out} is full. Make room, then try again.", thrown.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_world.Out));
    }

    [Theory]
    [InlineData("gcp-oauth.keys.json")]
    [InlineData("admin.key")]
    [InlineData("Caller.key")]
    [InlineData("store.key")]
    public async Task The_servers_own_keys_are_neither_sent_nor_planted(string name)
    {
        LocalFilesWorld.Write(Path.Join(_world.In, name), LocalFilesWorld.Secret);

        var refused = Assert.Throws<LocalFileException>(() => _world.Files.OpenForReading(name));
        Assert.Contains("holds credentials", refused.Message, StringComparison.Ordinal);
        Assert.Equal($"_{name}", (await SaveAsync(null, name, "x")).FileName);
    }

    [Fact]
    public async Task Where_a_file_stands_in_place_of_the_download_folder_says_so()
    {
        LocalFilesWorld.Write(_world.Out, "a file");

        var thrown = await Assert.ThrowsAsync<LocalFileException>(() => SaveAsync(null, "x.txt", "x"));

        Assert.Contains("is a file, not a folder", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GmailAttachments", "must be absolute")]
    [InlineData("./here", "must be absolute")]
    [InlineData("~/.ssh", "holds credentials")]
    [InlineData("~/.gmail-mcp/files", "holds credentials")]
    [InlineData("~/sshlink", "holds credentials")]
    [InlineData("~/keys", "holds credentials")]
    [InlineData("//server/share", "names another computer")]
    [InlineData("", "it is empty")]
    public void A_folder_that_cannot_be_allowed_stops_the_start(string folder, string because)
    {
        File.CreateSymbolicLink(Path.Join(_world.Home, "sshlink"), ".ssh");
        string[] secrets = [Path.Join(_world.Home, "keys")];

        var reading = Assert.Throws<LocalFileException>(
            () => LocalFilesSettings.From(_world.Home, [folder], privatePaths: secrets));
        var saving = Assert.Throws<LocalFileException>(
            () => LocalFilesSettings.From(_world.Home, downloadFolder: folder, privatePaths: secrets));

        Assert.Contains(because, reading.Message, StringComparison.Ordinal);
        Assert.Contains("--attachments-from or GMAIL_MCP_ATTACHMENT_DIR", reading.Message, StringComparison.Ordinal);
        Assert.Contains(because, saving.Message, StringComparison.Ordinal);
        Assert.Contains("--downloads-to or GMAIL_MCP_DOWNLOAD_DIR", saving.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _world.Dispose();

    private static async Task<string> TextOf(LocalFile file)
    {
        await using var stream = file.OpenStream();
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Token);
    }

    private Task<SavedFile> SaveAsync(string? savePath, string name, string content) => _world.Files.SaveAsync(
        savePath, name, (stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(content), token).AsTask(), Token);

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "dup2")]
    [System.Runtime.InteropServices.DefaultDllImportSearchPaths(System.Runtime.InteropServices.DllImportSearchPath.SafeDirectories)]
    private static extern int Duplicate(int descriptor, int onto);
}
