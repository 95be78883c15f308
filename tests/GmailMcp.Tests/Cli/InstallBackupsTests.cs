namespace GmailMcp.Tests.Cli;

/// <summary>The copies of a client's file that <c>install</c> and <c>uninstall</c> leave beside it.</summary>
public sealed class InstallBackupsTests
{
    private const int Kept = 5;

    private static readonly string[] Rungs = ["readonly", "triage", "draft", "send"];

    [Fact]
    public async Task The_newest_few_stay()
    {
        using var client = new InstalledClient("cursor", "{}\n");
        var made = new HashSet<string>();
        for (var round = 0; round < 6; round++)
        {
            await client.InstallAsync();
            made.UnionWith(client.Backups);
            await client.UninstallAsync();
            made.UnionWith(client.Backups);
        }

        Assert.Equal(12, made.Count);
        Assert.Equal(made.Order(StringComparer.Ordinal).TakeLast(Kept), client.Backups);
    }

    [Fact]
    public async Task The_one_that_uninstalling_goes_back_to_stays_however_old_it_is()
    {
        const string Before = "{\n  // mine\n  \"mcpServers\": { \"gmail\": { \"command\": \"npx\", \"args\": [\"other\"] } }\n}\n";
        using var client = new InstalledClient("cursor", Before);
        await client.InstallAsync();
        await client.InstallAsync("--name", "work");
        for (var round = 0; round < 12; round++)
        {
            await client.InstallAsync("--profile", Rungs[round % Rungs.Length]);
        }

        Assert.Equal(Kept + 2, client.Backups.Count); // and one for each entry of ours
        Assert.Equal((0, ""), (await client.UninstallAsync("--name", "work"), client.Error));
        Assert.Equal((0, ""), (await client.UninstallAsync(), client.Error));

        Assert.Equal(Before, client.Text());
    }

    [Fact]
    public async Task Other_files_are_not_touched()
    {
        using var client = new InstalledClient("cursor", "{}\n");
        string[] others =
        [
            $"{client.Path}.gmail-mcp-mine.bak", $"{client.Path}.gmail-mcp-20260101-000000.bak.txt", $"{client.Path}.bak",
            $"{client.Path}.gmail-mcp-20260101-00000.bak", $"{client.Path}.gmail-mcp-20260101-000000-x.bak",
            Path.Combine(client.Folder, "other.json.gmail-mcp-20260101-000000.bak"),
        ];
        foreach (var other in others)
        {
            await File.WriteAllTextAsync(other, "{}", TestContext.Current.CancellationToken);
        }

        var folder = Directory.CreateDirectory($"{client.Path}.gmail-mcp-20260101-000001.bak");

        for (var round = 0; round < 4; round++)
        {
            await client.InstallAsync();
            await client.UninstallAsync();
        }

        Assert.Equal((0, ""), (await client.InstallAsync(), client.Error));
        Assert.All(others, other => Assert.True(File.Exists(other), other));
        Assert.True(folder.Exists);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_lose_the_newest()
    {
        using var client = new InstalledClient("cursor", "{}\n");
        for (var day = 1; day < 10; day++)
        {
            await File.WriteAllTextAsync($"{client.Path}.gmail-mcp-2099010{day}-000000.bak", "{}", TestContext.Current.CancellationToken);
        }

        await client.InstallAsync();

        var backup = client.Out.Split('\n').Single(line => line.StartsWith("The file as it was: ", StringComparison.Ordinal))[20..].Trim();
        Assert.Equal("{}\n", await File.ReadAllTextAsync(backup, TestContext.Current.CancellationToken));
    }
}
