namespace GmailMcp.Tests.Cli;

/// <summary>Files that are broken, or that cannot be changed with certainty, are left as they are.</summary>
public sealed class InstallRefusalTests
{
    public static TheoryData<string, string, string> Broken { get; } = new()
    {
        { "claude-desktop", "{\n  \"mcpServers\": {\n    \"a\": {},,\n  }\n}\n", "line 3, column 13" },
        { "claude-desktop", "{\n  \"mcpServers\": {\n", "line 3, column 1" },
        { "claude-desktop", "[]\n", "line 1, column 1" },
        { "claude-code", "{ \"é\": 1, \"mcpServers\": [] }", "line 1, column 25" },
        { "cursor", "{ \"mcpServers\": {}, \"mcpServers\": {} }", "line 1, column 21" },
        { "cursor", "{ \"mcpServers\": { \"gmail\": {}, \"gmail\": {} } }", "line 1, column 32" },
        { "cursor", "{ \"mcpServers\": { \"gmail\": \"npx\" } }", "line 1, column 28" },
        { "vscode", "// only a comment\n", "line 2, column 1" },
        { "windsurf", "{ 'mcpServers': {} }", "line 1, column 3" },
        { "zed", "{ \"context_servers\": { /* never closed }\n}\n", "line " },
        { "cline", "{ \"mcpServers\": {} } }", "line 1, column 22" },
        { "gemini-cli", "<<<<<<< HEAD\n{}\n", "line 1, column 1" },
        { "continue", "mcpServers:\n\t- name: a\n", "line 2, column 1" },
        { "continue", "mcpServers: [{name: a}]\n", "line 1, column 1" },
        { "continue", "mcpServers:\n  - name: gmail\n  - name: gmail\n", "line 3, column 1" },
        { "continue", "mcpServers:\n  - {name: a, command: b}\n  - name: \"gmail\n", "line 3, column 11" },
        { "continue", "mcpServers:\n  a: {}\n", "line 2, column 3" },
        { "goose", "---\nextensions: {}\n---\nb: 1\n", "line 3, column 1" },
        { "goose", "extensions:\n  a:\n    cmd: b\nextensions:\n", "line 4, column 1" },
        { "goose", "extensions:\n  gmail: {cmd: npx}\n", "line 2, column 3" },
        { "goose", "extensions:\n  gmail: [unclosed\n", "line 2, column 10" },
        { "goose", "just words\n", "line 1, column 1" },
        { "codex", "[mcp_servers.gmail\ncommand = 1\n", "line 1, column 19" },
        { "codex", "model = \n", "line 1, column 9" },
        { "codex", "a = \"open\nb = 1\n", "line 1, column 5" },
        { "codex", "mcp_servers = { gmail = { command = \"npx\" } }\n", "line 1, column 1" },
        { "codex", "[mcp_servers]\ngmail = { command = \"npx\" }\n", "line 2, column 1" },
        { "codex", "mcp_servers.gmail.command = \"npx\"\n", "line 1, column 1" },
        { "codex", "[mcp_servers.gmail]\ncommand = \"a\"\n[b]\n[mcp_servers.gmail.env]\n", "line 4, column 1" },
        { "codex", "a = [1,\n", "line 1, column 5" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task It_is_left_untouched_and_the_place_is_named(string name, string text, string place)
    {
        using var client = new InstalledClient(name, text);

        Assert.Equal(1, await client.InstallAsync("--demo"));

        Assert.Equal(text, client.Text(), StringComparer.Ordinal);
        Assert.Equal(client.Path, Assert.Single(Directory.GetFiles(client.Folder)));
        Assert.StartsWith($"Error: {client.Path}: {place}", client.Error, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was changed.\n", client.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", client.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0 }, "line 1, column 1")]
    [InlineData(new byte[] { (byte)'{', (byte)'\n', (byte)'"', 0xE9, (byte)'"' }, "line 2, column 2")]
    public async Task Text_of_another_encoding_is_left_too(byte[] content, string place)
    {
        using var client = new InstalledClient("cursor", null);
        await File.WriteAllBytesAsync(client.Path, content, TestContext.Current.CancellationToken);

        Assert.Equal(1, await client.InstallAsync());

        Assert.Equal(content, await File.ReadAllBytesAsync(client.Path, TestContext.Current.CancellationToken));
        Assert.Contains($"{place}: this is not UTF-8", client.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_only_file_stays_as_it_is()
    {
        using var client = new InstalledClient("cursor", "{}");
        File.SetAttributes(client.Path, FileAttributes.ReadOnly);

        Assert.Equal(1, await client.InstallAsync());

        Assert.Equal("{}", client.Text());
        Assert.Contains("it is read-only", client.Error, StringComparison.Ordinal);
        File.SetAttributes(client.Path, FileAttributes.Normal);
    }

    [Theory]
    [InlineData("--client NAME is needed: claude-desktop, claude-code,", "install")]
    [InlineData("Did you mean cursor?", "install", "--client", "cusror")]
    [InlineData("got \"claude\"", "install", "--client", "claude")]
    [InlineData("--name takes up to 64 letters", "install", "--client", "cursor", "--name", "my mail")]
    [InlineData("give one of them", "install", "--client", "cursor", "--file", "a", "--project", ".")]
    [InlineData("Windsurf keeps no file of servers in a project", "install", "--client", "windsurf", "--project", ".")]
    [InlineData("there is no folder /nowhere", "install", "--client", "cursor", "--file", "/nowhere/mcp.json")]
    public async Task A_wrong_command_line_gets_a_sentence(string expected, params string[] arguments)
    {
        using var error = new StringWriter();

        var exitCode = await GmailMcp.Cli.Commands.RunAsync(
            arguments, new GmailMcp.Cli.Terminal(Stream.Null, Stream.Null, TextWriter.Null, error), TestContext.Current.CancellationToken);

        Assert.Equal(1, exitCode);
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
    }
}
