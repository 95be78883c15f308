using System.Text.Json;
using GmailMcp.Cli.Clients;
using GmailMcp.Tests.Storage;
using ModelContextProtocol.Client;

namespace GmailMcp.Tests.EndToEnd;

/// <summary><c>gmail-mcp install</c> as it is typed, in a home folder with clients in it.</summary>
public sealed class InstallProcessTests : IDisposable
{
    private readonly ScratchFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_client_starts_what_was_installed()
    {
        var file = Home(".cursor/mcp.json");
        await File.WriteAllTextAsync(file, """{ "mcpServers": { "other": { "url": "https://weather.example/mcp" } } }""", TestContext.Current.CancellationToken);

        var ended = await Finished.RunAsync(_home.Path, "install", "--client", "cursor", "--demo", "--profile", "readonly");
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));

        using var settings = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var entry = settings.RootElement.GetProperty("mcpServers").GetProperty("gmail");
        var transport = new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = entry.GetProperty("command").GetString()!, // the entry has one
            Arguments = [.. entry.GetProperty("args").EnumerateArray().Select(argument => argument.GetString()!)],
            WorkingDirectory = "/",
            EnvironmentVariables = new Dictionary<string, string?> { ["HOME"] = _home.Path },
            ShutdownTimeout = TimeSpan.FromMilliseconds(200), // it does not close the server's input, it waits and kills
        });
        await using var client = await McpClient.CreateAsync(transport, cancellationToken: TestContext.Current.CancellationToken);
        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains(tools, tool => tool.Name == "search_emails");
        Assert.DoesNotContain(tools, tool => tool.Name == "send_email");
    }

    [Fact]
    public async Task It_is_found_in_the_usual_place_and_undone_by_the_line_that_it_names()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The places are those of Linux.");
        var file = Home(".codex/config.toml");
        await File.WriteAllTextAsync(file, "model = \"o3\"\n", TestContext.Current.CancellationToken);

        var installed = await Finished.RunAsync(_home.Path, "install", "--client", "Codex");
        Assert.Equal((0, ""), (installed.ExitCode, installed.Error));
        Assert.Contains("[mcp_servers.gmail]", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var undo = installed.Lines.Single(line => line.StartsWith("To undo: gmail-mcp ", StringComparison.Ordinal))["To undo: gmail-mcp ".Length..];
        var undone = await Finished.RunAsync(_home.Path, undo.Split(' '));

        Assert.Equal((0, ""), (undone.ExitCode, undone.Error));
        Assert.Equal("model = \"o3\"\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_client_that_is_not_there_is_not_made_up()
    {
        var ended = await Finished.RunAsync(_home.Path, "install", "--client", "windsurf");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("Windsurf was not found: there is no folder ", ended.Error, StringComparison.Ordinal);
        Assert.Contains("--print shows what to put there", ended.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_home.Path));
    }

    [Fact]
    public async Task A_project_gets_a_file_of_its_own()
    {
        Directory.CreateDirectory(_home["project"]);

        var ended = await Finished.RunAsync(_home.Path, "install", "--client", "vscode", "--project", "project");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.NotNull(new JsonFormat("servers").Find(
            await File.ReadAllTextAsync(_home["project/.vscode/mcp.json"], TestContext.Current.CancellationToken), "gmail"));
    }

    [Theory]
    [InlineData("install")]
    [InlineData("uninstall")]
    public async Task Help_ends_with_examples(string command)
    {
        var ended = await Finished.RunAsync(_home.Path, command, "--help");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Contains($"Examples:\n  gmail-mcp {command} --client ", ended.Out, StringComparison.Ordinal);
    }

    private string Home(string path)
    {
        var full = _home[path];
        Directory.CreateDirectory(Path.GetDirectoryName(full)!); // a file has a folder
        return full;
    }
}
