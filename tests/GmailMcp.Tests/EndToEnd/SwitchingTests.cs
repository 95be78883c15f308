using System.Text.Json.Nodes;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>From the old server's files and variables, with one line of a client's configuration changed, the mailbox works.</summary>
public sealed class SwitchingTests
{
    public static TheoryData<string> Clients { get; } = [.. OldConfigurations.All.Keys];

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task One_changed_line_is_enough_in(string client)
    {
        await using var user = await StartAsync();
        user.WriteFiles();

        await CheckAsync(user, client, new Dictionary<string, string>());
    }

    [Theory]
    [InlineData("Claude Desktop")]
    [InlineData("Codex")]
    [InlineData("Goose")]
    public async Task So_it_is_with_credentials_in_the_form_of_later_forks(string client)
    {
        await using var user = await StartAsync();
        user.WriteFiles(isWrapped: true);

        await CheckAsync(user, client, new Dictionary<string, string>());
    }

    [Theory]
    [InlineData("Cursor", false)]
    [InlineData("Zed", true)]
    public async Task So_it_is_with_files_elsewhere(string client, bool isWrapped)
    {
        await using var user = await StartAsync();
        var keys = Path.Combine(user.Home, "mail", "keys.json");
        var credentials = Path.Combine(user.Home, "mail", "tokens.json");
        user.WriteKeys(keys);
        user.WriteCredentials(credentials, isWrapped);

        await CheckAsync(user, client, new Dictionary<string, string> { ["GMAIL_OAUTH_PATH"] = keys, ["GMAIL_CREDENTIALS_PATH"] = credentials });
    }

    [Theory]
    [InlineData("VS Code", null)]
    [InlineData("Continue", null)]
    [InlineData("Codex", "WORK")]
    [InlineData("Windsurf", "WORK")]
    public async Task So_it_is_with_tokens_in_variables(string client, string? prefix)
    {
        await using var user = await StartAsync();

        await CheckAsync(user, client, user.TokenVariables(prefix));

        Assert.False(File.Exists(Path.Combine(user.Home, ".gmail-mcp", "credentials.json")), "Tokens of variables were written to a file.");
    }

    private static Task<OldUser> StartAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux takes a certificate from SSL_CERT_FILE.");
        return OldUser.StartAsync();
    }

    private static async Task CheckAsync(OldUser user, string client, IReadOnlyDictionary<string, string> variables)
    {
        var configuration = OldConfigurations.All[client];
        var (before, after) = configuration.Change(ServerBinary.Path, variables);
        Assert.Equal(1, before.Split('\n').Zip(after.Split('\n')).Count(pair => pair.First != pair.Second));
        var entry = configuration.Read(after);
        Assert.Equal(ServerBinary.Path, entry.Command);
        Assert.NotEmpty(entry.Arguments); // what was npx's or node's
        Assert.Equal(variables.OrderBy(pair => pair.Key, StringComparer.Ordinal), entry.Variables.OrderBy(pair => pair.Key, StringComparer.Ordinal));

        await using var server = ServerProcess.Start(user.Home, entry.Arguments, user.ToGoogle(entry.Variables), keepsHome: true);
        await server.GreetAsync("2025-06-18");
        var labels = await CallAsync(server, 1, "list_email_labels", []);
        var found = await CallAsync(server, 2, "search_emails", new JsonObject { ["query"] = "subject:minutes" });
        var read = await CallAsync(server, 3, "read_email", new JsonObject { ["messageId"] = user.MessageId });

        Assert.StartsWith("Found ", labels, StringComparison.Ordinal);
        Assert.Contains($"ID: {user.MessageId}", found, StringComparison.Ordinal);
        Assert.Contains("The picnic is on Friday.", read, StringComparison.Ordinal);
    }

    private static async Task<string> CallAsync(ServerProcess server, int id, string tool, JsonObject arguments) =>
        (string)(await server.ResultAsync(id, Frame.Call(id, tool, arguments)))["content"]![0]!["text"]!; // every answer begins with a text
}
