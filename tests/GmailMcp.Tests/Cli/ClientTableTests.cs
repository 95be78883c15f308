using System.Text;
using GmailMcp.Cli.Clients;
using Testing;

namespace GmailMcp.Tests.Cli;

/// <summary>The table of clients, and how the program names itself to them.</summary>
public sealed class ClientTableTests
{
    [Fact]
    public void The_places_are_as_reviewed()
    {
        var text = new StringBuilder();
        foreach (var client in ClientTable.All)
        {
            text.Append($"{client.Name} ({client.Title}, {client.Format.Language})\n");
            foreach (var system in Enum.GetValues<ClientSystem>())
            {
                var places = client.Places(new ClientFolders(system, "/home/anna", Variable(system)));
                text.Append($"  {system}: {string.Join(" | ", places.Select(place => $"{place.Path} in {place.Folder}"))}\n");
            }

            text.Append($"  project: {client.ProjectFile ?? "none"}\n");
        }

        Golden.Matches("clients.txt", text.ToString());
    }

    // The page for those who would rather write it themselves.
    [Fact]
    public void The_page_of_clients_has_the_entry_of_each()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "clients.md")).ReplaceLineEndings("\n");

        Assert.All(ClientTable.All, client =>
        {
            var start = page.IndexOf($"\n### {client.Title}\n", StringComparison.Ordinal);
            Assert.True(start > 0, $"{client.Title} has no heading.");
            var entry = client.Format.Render("", "gmail", client.Fields(new ServerEntry("gmail", InstalledClient.Program, [])));
            var block = $"\n```{client.Format.Language}\n{client.Format.Block(entry).TrimEnd()}\n```\n";
            Assert.Equal(block, page[page.IndexOf("\n```", start, StringComparison.Ordinal)..][..block.Length]);
            Assert.Contains($"`{client.Name}`", page, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Variables_of_the_clients_count()
    {
        var folders = new ClientFolders(ClientSystem.Linux, "/home/anna", name => $"/set/{name}");

        Assert.Equal("/set/CODEX_HOME/config.toml", Of("codex").Places(folders)[0].Path);
        Assert.Equal("/set/CLAUDE_CONFIG_DIR/.claude.json", Of("claude-code").Places(folders)[0].Path);
        Assert.Equal("/set/XDG_CONFIG_HOME/zed/settings.json", Of("zed").Places(folders)[0].Path);
        Assert.Equal("/set/XDG_CONFIG_HOME/Code/User/mcp.json", Of("vscode").Places(folders)[0].Path);
    }

    [Theory]
    [InlineData("/usr/local/bin/gmail-mcp", "/usr/local/bin/", "/usr/local/bin/gmail-mcp")]
    [InlineData("/usr/share/dotnet/dotnet", "/srv/gmail-mcp/", "/usr/share/dotnet/dotnet /srv/gmail-mcp/gmail-mcp.dll")]
    [InlineData("/home/anna/.nuget/packages/gmailmcp.linux-x64/1.2.3/tools/any/linux-x64/gmail-mcp", "/", "dnx gmailmcp@1.2.3 --yes --")]
    [InlineData("/nowhere/dotnet", "/home/anna/.nuget/packages/gmail-mcp.any/1.2.3/tools/net10.0/any/", "dnx gmail-mcp@1.2.3 --yes --")]
    [InlineData("/nowhere/.store/gmail-mcp/1.0.0/gmail-mcp", "/", "/nowhere/.store/gmail-mcp/1.0.0/gmail-mcp")]
    public void The_command_is_one_that_lasts(string process, string folder, string command)
    {
        var program = OwnProgram.Of(process, folder);

        Assert.Equal(command, string.Join(' ', [program.Command, .. program.Arguments]));
        var entry = new FoundEntry(0, 0, program.Command, [.. program.Arguments, "--profile", "draft"]);
        Assert.Equal(["--profile", "draft"], OwnProgram.SettingsOf(entry));
    }

    [Fact]
    public void A_tools_command_is_the_file_that_outlives_its_version()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The paths are those of Unix.");
        var tools = Directory.CreateTempSubdirectory("gmail-mcp-tools-");
        var shim = Path.Combine(tools.FullName, "gmail-mcp");
        File.WriteAllText(shim, "");

        var program = OwnProgram.Of($"{tools.FullName}/.store/gmail-mcp/1.0.0/gmail-mcp/1.0.0/tools/net10.0/any/gmail-mcp", "/");

        Assert.Equal((shim, 0), (program.Command, program.Arguments.Count));
        tools.Delete(recursive: true);
    }

    [Theory]
    [InlineData("npx", "gmail-mcp")]
    [InlineData("gmail-mcp")]
    [InlineData("node", "/srv/gmail-mcp/dist/index.js")]
    [InlineData("docker", "run", "-i", "gmail-mcp")]
    [InlineData("dotnet", "/srv/other.dll")]
    [InlineData("dnx", "Example.Weather@1.0.0")]
    public void Other_programs_are_not_taken_for_ours(string command, params string[] arguments) =>
        Assert.False(OwnProgram.IsStartedBy(new FoundEntry(0, 0, command, arguments)));

    private static Client Of(string name) => ClientTable.All.Single(client => client.Name == name);

    private static Func<string, string?> Variable(ClientSystem system) =>
        name => system == ClientSystem.Windows && name == "APPDATA" ? "/home/anna/AppData/Roaming" : null;
}
