using GmailMcp.Cli.Clients;

namespace GmailMcp.Tests.Cli;

/// <summary>What becomes of the file itself, beside its text.</summary>
public sealed class InstalledFileTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Theory]
    [InlineData(OwnerOnly)]
    [InlineData(OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead)]
    [InlineData(OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupWrite)]
    public async Task Its_mode_stays_and_the_backup_is_for_its_owner_alone(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has access lists in place of modes.");
            return;
        }

        using var client = new InstalledClient("cursor", "{}\n");
        File.SetUnixFileMode(client.Path, mode);

        await client.InstallAsync();
        Assert.Equal((mode, OwnerOnly), (File.GetUnixFileMode(client.Path), File.GetUnixFileMode(client.Backups[0])));
        await client.UninstallAsync();

        Assert.Equal((mode, "{}\n"), (File.GetUnixFileMode(client.Path), client.Text()));
    }

    [Fact]
    public async Task A_new_one_is_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has access lists in place of modes.");
            return;
        }

        using var client = new InstalledClient("cursor", null);

        await client.InstallAsync();

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(client.Path));
    }

    [Fact]
    public async Task A_link_stays_and_the_file_that_it_leads_to_changes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right of their own on Windows.");
        using var client = new InstalledClient("zed", null);
        var folder = Directory.CreateDirectory(Path.Combine(client.Folder, "dotfiles"));
        var target = Path.Combine(folder.FullName, "zed.json");
        await File.WriteAllTextAsync(target, "{ \"a\": 1 }\n", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(client.Folder, "between"), target);
        File.CreateSymbolicLink(client.Path, "between");

        Assert.Equal((0, ""), (await client.InstallAsync(), client.Error));

        Assert.Equal("between", new FileInfo(client.Path).LinkTarget);
        Assert.NotNull(client.Client.Format.Find(await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken), "gmail"));
        Assert.Single(client.Backups);
        await client.UninstallAsync();
        Assert.Equal("{ \"a\": 1 }\n", await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken));
        Assert.Single(folder.GetFiles());
    }

    [Fact]
    public void What_somebody_else_wrote_in_between_is_not_lost()
    {
        using var client = new InstalledClient("cursor", "{}");
        var file = new ConfigFile(client.Path);
        var read = file.Read();
        File.WriteAllText(client.Path, "{ \"b\": 2 }");

        var refusal = Assert.Throws<ConfigFileException>(() => file.Write(read, "{ \"c\": 3 }"));

        Assert.Contains("in the meantime", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("{ \"b\": 2 }", client.Text());
    }

    [Fact]
    public async Task Nothing_lies_about_afterwards()
    {
        using var client = new InstalledClient("gemini-cli", InstalledClient.Sample("gemini-cli"));

        await client.InstallAsync();

        Assert.Equal([client.Path, .. client.Backups], Directory.GetFiles(client.Folder).Order(StringComparer.Ordinal));
    }
}
