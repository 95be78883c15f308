using System.Text.Json;

namespace GmailMcp.Tests.Cli;

/// <summary>Switching: an entry of this name is there already, and starts another server.</summary>
public sealed class InstallOverAnotherTests
{
    private const string OldJson = """
        {
          "mcpServers": {
            "gmail": {
              "command": "npx",
              "args": [
                "@gongrzhe/server-gmail-autoauth-mcp"
              ],
              "env": {
                "GMAIL_CREDENTIALS_PATH": "/home/anna/.gmail-mcp/work.json" // the second account
              },
              "disabled": false,
              "alwaysAllow": ["read_email"],
              "cwd": "/srv"
            },
            "weather": { "command": "uvx", "args": ["weather-mcp"] }
          }
        }

        """;

    private const string OldYaml = """
        extensions:
          gmail:
            args:
            - -y
            - '@gongrzhe/server-gmail-autoauth-mcp'
            cmd: npx
            enabled: false
            envs:
              GMAIL_CREDENTIALS_PATH: /home/anna/.gmail-mcp/work.json
            timeout: 60
            type: stdio
            name: gmail
          weather: # keep
            type: builtin
            enabled: true

        """;

    private const string OldList = """
        mcpServers:
          - command: npx   # the old one
            args: ["-y", "@gongrzhe/server-gmail-autoauth-mcp"]
            name: gmail
            env:
              GMAIL_CREDENTIALS_PATH: /home/anna/.gmail-mcp/work.json
          - name: weather
            command: uvx
        rules: []

        """;

    private const string OldToml = """
        [mcp_servers.gmail]
        command = 'npx'
        args = ['-y', '@gongrzhe/server-gmail-autoauth-mcp']
        startup_timeout_sec = 20

        [mcp_servers.gmail.env]
        GMAIL_CREDENTIALS_PATH = "/home/anna/.gmail-mcp/work.json"

        # the sky
        [mcp_servers.weather]
        command = "uvx"

        """;

    public static TheoryData<string, string, string[]> Olds { get; } = new()
    {
        { "claude-desktop", OldJson, ["alwaysAllow", "disabled", "GMAIL_CREDENTIALS_PATH", "// the second account"] },
        { "goose", OldYaml, ["enabled: false", "GMAIL_CREDENTIALS_PATH", "timeout: 60"] },
        { "continue", OldList, ["GMAIL_CREDENTIALS_PATH"] },
        { "codex", OldToml, ["startup_timeout_sec = 20", "GMAIL_CREDENTIALS_PATH"] },
    };

    [Theory]
    [MemberData(nameof(Olds))]
    public async Task The_command_changes_and_the_variables_stay(string name, string before, string[] kept)
    {
        using var client = new InstalledClient(name, before);

        Assert.Equal((0, ""), (await client.InstallAsync(), client.Error));

        Assert.Equal(InstalledClient.Program, client.Entry!.Command);
        Assert.Empty(client.Entry.Arguments!);
        Assert.All(kept, setting => Assert.Contains(setting, client.Entry.Raw(client.Text()), StringComparison.Ordinal));
        Assert.DoesNotContain("gongrzhe", client.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("cwd", client.Text(), StringComparison.Ordinal);
        Assert.EndsWith(before[before.IndexOf("weather", StringComparison.Ordinal)..], client.Text(), StringComparison.Ordinal);
        Assert.Contains("it started npx before", client.Out, StringComparison.Ordinal);
        Assert.NotEqual(JsonValueKind.Undefined, (await OtherReader.ReadAsync(client.Path)).ValueKind);
    }

    [Theory]
    [MemberData(nameof(Olds))]
    public async Task Variables_go_where_that_is_asked(string name, string before, string[] kept)
    {
        using var client = new InstalledClient(name, before);

        Assert.Equal((0, ""), (await client.InstallAsync("--drop-env"), client.Error));

        Assert.Contains("GMAIL_CREDENTIALS_PATH", kept);
        Assert.DoesNotContain("GMAIL_CREDENTIALS_PATH", client.Text(), StringComparison.Ordinal);
        await OtherReader.ReadAsync(client.Path);
    }

    [Theory]
    [MemberData(nameof(Olds))]
    public async Task Uninstalling_puts_back_what_was_there(string name, string before, string[] kept)
    {
        using var client = new InstalledClient(name, before);

        await client.InstallAsync();
        await client.InstallAsync("--profile", "draft", kept.Length > 2 ? "--read-only" : "--demo");
        Assert.Equal((0, ""), (await client.UninstallAsync(), client.Error));

        Assert.Equal(before, client.Text(), StringComparer.Ordinal);
        Assert.Contains("put back", client.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uninstalling_puts_it_back_beside_what_changed_since()
    {
        using var client = new InstalledClient("claude-desktop", OldJson);
        await client.InstallAsync();
        await File.WriteAllTextAsync(
            client.Path, client.Text().Replace("weather-mcp", "storm-mcp", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        await client.UninstallAsync();

        Assert.Equal(OldJson.Replace("weather-mcp", "storm-mcp", StringComparison.Ordinal), client.Text());
    }

    [Fact]
    public async Task Uninstalling_beside_what_changed_since_takes_out_the_entry_alone()
    {
        using var client = new InstalledClient("vscode", InstalledClient.Sample("vscode"));
        await client.InstallAsync();
        await File.WriteAllTextAsync(
            client.Path, client.Text().Replace("weather-mcp", "storm-mcp", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Equal(0, await client.UninstallAsync());

        Assert.Equal(InstalledClient.Sample("vscode").Replace("weather-mcp", "storm-mcp", StringComparison.Ordinal), client.Text());
        Assert.Contains("the rest of the file stays as it is now", client.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uninstalling_leaves_an_entry_that_starts_something_else()
    {
        using var client = new InstalledClient("claude-desktop", OldJson);

        Assert.Equal(1, await client.UninstallAsync());

        Assert.Equal(OldJson, client.Text());
        Assert.Contains("gmail starts npx, not gmail-mcp", client.Error, StringComparison.Ordinal);
        Assert.Empty(client.Backups);
    }

    [Fact]
    public async Task The_old_servers_own_command_of_the_same_name_is_another()
    {
        const string Global = """{ "mcpServers": { "gmail": { "command": "gmail-mcp", "env": { "A": "b" } } } }""";
        using var client = new InstalledClient("cursor", Global);

        await client.InstallAsync();
        Assert.Equal("""{ "mcpServers": { "gmail": { "command": "/usr/local/bin/gmail-mcp", "args": [], "env": { "A": "b" } } } }""", client.Text());
        await client.UninstallAsync();

        Assert.Equal(Global, client.Text());
    }

    [Fact]
    public async Task An_address_makes_place_for_a_command()
    {
        using var client = new InstalledClient(
            "vscode", """{ "servers": { "gmail": { "type": "http", "url": "http://localhost:3000/mcp", "headers": {} } } }""");

        await client.InstallAsync("--demo");

        Assert.Equal(
            """{ "servers": { "gmail": { "type": "stdio", "command": "/usr/local/bin/gmail-mcp", "args": ["--demo"] } } }""", client.Text());
    }
}
