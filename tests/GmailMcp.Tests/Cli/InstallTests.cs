using System.Text;
using System.Text.Json;
using GmailMcp.Cli.Clients;

namespace GmailMcp.Tests.Cli;

/// <summary><c>gmail-mcp install</c> and <c>uninstall</c> on the files of eleven clients, each in several dresses.</summary>
public sealed class InstallTests
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    // The same file as other editors and systems leave it.
    private static readonly Dictionary<string, Func<string, string>> Dresses = new()
    {
        ["as it is"] = text => text,
        ["CRLF"] = text => text.Replace("\n", "\r\n", StringComparison.Ordinal),
        ["with a byte order mark"] = text => "\uFEFF" + text,
        ["without a last line end"] = text => text.TrimEnd('\n'),
        ["with empty lines at the end"] = text => text + "\n \n",
    };

    public static TheoryData<string, string> Files { get; } =
        new(ClientTable.All.SelectMany(client => Dresses.Keys.Select(dress => (client.Name, dress))));

    public static TheoryData<string> Names { get; } = [.. ClientTable.All.Select(client => client.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task One_entry_is_added_and_every_other_line_keeps_its_bytes(string name, string dress)
    {
        var before = Dresses[dress](InstalledClient.Sample(name));
        using var client = new InstalledClient(name, before);

        Assert.Equal((0, ""), (await client.InstallAsync("--profile", "draft"), client.Error));

        var after = client.Text();
        Assert.Equal((InstalledClient.Program, "--profile draft"), (client.Entry!.Command, string.Join(' ', client.Entry.Arguments!)));
        Assert.Equal(
            [.. client.Client.Format.Names(before), "gmail"], client.Client.Format.Names(after));
        Insertion.HoldsOnly(before, after, client.Entry.Raw(after));
        Assert.Equal(Encoding.UTF8.GetBytes(before), File.ReadAllBytes(Assert.Single(client.Backups)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Installing_and_uninstalling_gives_the_old_bytes(string name, string dress)
    {
        var before = Dresses[dress](InstalledClient.Sample(name));
        using var client = new InstalledClient(name, before);

        await client.InstallAsync();
        await client.InstallAsync("--profile", "triage");
        Assert.Equal((0, ""), (await client.UninstallAsync(), client.Error));

        Assert.Equal(before, client.Text(), StringComparer.Ordinal);
        Assert.Contains("to the byte", client.Out, StringComparison.Ordinal);
    }

    // The backups were cleared away, or the file was changed since: what is left must still be what the others need.
    [Theory]
    [MemberData(nameof(Files))]
    public async Task Uninstalling_without_a_backup_leaves_the_other_entries(string name, string dress)
    {
        var before = Dresses[dress](InstalledClient.Sample(name));
        using var client = new InstalledClient(name, before);

        await client.InstallAsync();
        client.Backups.ToList().ForEach(File.Delete);
        Assert.Equal((0, ""), (await client.UninstallAsync(), client.Error));

        Assert.Null(client.Entry);
        Assert.Equal(client.Client.Format.Names(before), client.Client.Format.Names(client.Text()));
        if (client.Client.Format is JsonFormat)
        {
            AssertSameJson(before, client.Text());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Installing_twice_changes_nothing(string name)
    {
        using var client = new InstalledClient(name, InstalledClient.Sample(name));

        await client.InstallAsync("--demo");
        var once = client.Text();
        Assert.Equal(0, await client.InstallAsync("--demo"));

        Assert.Equal(once, client.Text(), StringComparer.Ordinal);
        Assert.Contains($"already starts {InstalledClient.Program} --demo. Nothing was changed.", client.Out, StringComparison.Ordinal);
        Assert.Single(client.Backups);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Settings_of_an_entry_of_ours_stay_when_none_are_given(string name)
    {
        using var client = new InstalledClient(name, InstalledClient.Sample(name));
        await client.InstallAsync("--profile", "readonly", "--read-only");

        client.OwnProgram = new OwnProgram("/opt/new/gmail-mcp", []);
        Assert.Equal(0, await client.InstallAsync());

        Assert.Equal(("/opt/new/gmail-mcp", "--profile readonly --read-only"), (client.Entry!.Command, string.Join(' ', client.Entry.Arguments!)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_missing_file_is_made_and_goes_again(string name)
    {
        using var client = new InstalledClient(name, null);

        Assert.Equal((0, ""), (await client.InstallAsync(), client.Error));
        Assert.Equal(InstalledClient.Program, client.Entry!.Command);
        Assert.Empty(client.Backups);

        Assert.Equal(0, await client.UninstallAsync());
        Assert.False(File.Exists(client.Path));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Printing_changes_nothing(string name)
    {
        var before = InstalledClient.Sample(name);
        using var client = new InstalledClient(name, before);

        Assert.Equal((0, ""), (await client.InstallAsync("--print", "--profile", "send"), client.Error));

        Assert.Equal(before, client.Text(), StringComparer.Ordinal);
        Assert.Equal(client.Path, Assert.Single(Directory.GetFiles(client.Folder)));
        var printed = client.Out.Split('\n', 2);
        Assert.Equal(client.Path, printed[0]);
        Assert.Equal("--profile send", string.Join(' ', client.Client.Format.Find(printed[1], "gmail")!.Arguments!));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_written_is_what_others_read(string name)
    {
        using var client = new InstalledClient(name, InstalledClient.Sample(name));
        await client.InstallAsync("--downloads-to", "/tmp/a \"b\" c#d: é");

        var written = await OtherReader.ReadAsync(client.Path);
        var entry = client.Client.Format is YamlFormat && written.TryGetProperty("mcpServers", out var list)
            ? list.EnumerateArray().Single(item => item.GetProperty("name").GetString() == "gmail")
            : written.EnumerateObject().First(member => member.Name is "mcpServers" or "servers" or "context_servers" or "mcp_servers" or "extensions")
                .Value.GetProperty("gmail");

        var command = entry.TryGetProperty("cmd", out var cmd) ? cmd : entry.GetProperty("command");
        Assert.Equal(InstalledClient.Program, command.GetString());
        Assert.Equal(
            ["--downloads-to", "/tmp/a \"b\" c#d: é"], entry.GetProperty("args").EnumerateArray().Select(argument => argument.GetString()));
    }

    private static void AssertSameJson(string before, string after)
    {
        using var left = JsonDocument.Parse(before.TrimStart('\uFEFF'), Lenient);
        using var right = JsonDocument.Parse(after.TrimStart('\uFEFF'), Lenient);
        foreach (var member in left.RootElement.EnumerateObject())
        {
            Assert.True(JsonElement.DeepEquals(member.Value, right.RootElement.GetProperty(member.Name)), member.Name);
        }
    }
}
