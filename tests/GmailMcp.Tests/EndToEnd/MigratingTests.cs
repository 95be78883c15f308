using System.Text.RegularExpressions;
using Testing;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Every line of docs/migrating.md that replaces one of the old servers', run by somebody who has their files.</summary>
public sealed partial class MigratingTests
{
    private static readonly IReadOnlyList<(string Old, string New)> Rows = Read();

    public static TheoryData<string> Lines { get; } = [.. Rows.Select(row => row.New).Distinct()];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task The_line_that_replaces_an_old_one_works(string line)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux takes a certificate from SSL_CERT_FILE.");
        await using var user = await OldUser.StartAsync();
        var command = ShellLine.Parse(line);
        var isSignIn = command.Arguments.Contains("auth");
        var kind = line.Contains("https://", StringComparison.Ordinal) ? "web" : "installed";
        if (command.Program == "docker")
        {
            await RunInContainerAsync(user, DockerLine.Parse(command.Arguments), isSignIn);
            return;
        }

        Assert.Equal("gmail-mcp", command.Program);
        user.WriteFiles();
        user.WriteKeys(Path.Combine(user.Home, ".gmail-mcp", "gcp-oauth.keys.json"), kind);
        foreach (var path in command.Variables.Values.Where(value => value.StartsWith("~/", StringComparison.Ordinal)))
        {
            // The files lie where the line says, and nowhere else.
            var moved = Path.Combine(user.Home, path[2..]);
            Directory.CreateDirectory(Path.GetDirectoryName(moved)!); // a whole path
            File.Move(Path.Combine(user.Home, ".gmail-mcp", Path.GetFileName(moved)), moved);
        }

        if (command.Variables.TryGetValue("MCP_SERVER_URL", out _))
        {
            await TestConnectionAsync(user, command);
            return;
        }

        await ProgramRun.CheckAsync(user, command.Arguments, command.Variables);
    }

    // What people of the old servers type, as their README has it.
    [Theory]
    [InlineData("npx @gongrzhe/server-gmail-autoauth-mcp")]
    [InlineData("npx @gongrzhe/server-gmail-autoauth-mcp auth")]
    [InlineData("npx @gongrzhe/server-gmail-autoauth-mcp auth https://mail.example.com/oauth2callback")]
    [InlineData("npm start")]
    [InlineData("npm run auth")]
    [InlineData("npm run start:http")]
    [InlineData("npm run start:sse")]
    [InlineData("node dist/index.js")]
    [InlineData("node dist/index.js --http")]
    [InlineData("node dist/index.js --sse")]
    [InlineData("PORT=8080 node dist/index.js --http")]
    [InlineData("docker run -p 3000:3000 mcp/gmail --http")]
    [InlineData("docker run -p 8080:8080 -e PORT=8080 mcp/gmail --http")]
    [InlineData("docker run -p 3000:3000 mcp/gmail --sse")]
    [InlineData("gcpOauthKeysPath")]
    [InlineData("credentialsPath")]
    public void The_line_of_the_old_README_is_there(string old) =>
        Assert.Contains(Rows, row => row.Old.Split('`').Contains(old));

    [Fact]
    public void So_are_those_of_docker_for_signing_in_and_for_use()
    {
        Assert.Contains(Rows, row => row.Old.Contains("GMAIL_OAUTH_PATH=/gcp-oauth.keys.json", StringComparison.Ordinal)
            && row.Old.Contains("mcp/gmail auth", StringComparison.Ordinal));
        Assert.Contains(Rows, row => row.Old.Contains(
            "docker run -i --rm -v mcp-gmail:/gmail-server -e GMAIL_CREDENTIALS_PATH=/gmail-server/credentials.json mcp/gmail`",
            StringComparison.Ordinal));
    }

    // The image's program gets the image's and the line's variables and arguments.
    private static async Task RunInContainerAsync(OldUser user, DockerLine line, bool isSignIn)
    {
        Assert.Equal("gmail-mcp", line.Image);
        var variables = line.VariablesIn(Path.Combine(user.Home, "container"));
        var credentials = variables["GMAIL_CREDENTIALS_PATH"];
        var beside = Path.Combine(Path.GetDirectoryName(credentials)!, "gcp-oauth.keys.json"); // a whole path
        if (variables.TryGetValue("GMAIL_OAUTH_PATH", out var keys))
        {
            user.WriteKeys(keys);
        }

        if (!isSignIn)
        {
            user.WriteCredentials(credentials);
            user.WriteKeys(beside);
        }

        var port = variables.GetValueOrDefault("PORT", "3000");
        Assert.All(line.Ports, published => Assert.EndsWith($":{port}", published, StringComparison.Ordinal));
        await ProgramRun.CheckAsync(user, line.Arguments, variables);

        Assert.True(File.Exists(credentials) && File.Exists(beside), "The volume lacks what the next container needs.");
    }

    private static async Task TestConnectionAsync(OldUser user, ShellLine command)
    {
        await using var server = await HttpProcess.StartAsync(user.Home, variables: null, "--demo");
        await ProgramRun.CheckAsync(
            user, command.Arguments, new Dictionary<string, string> { ["MCP_SERVER_URL"] = server.Address.ToString() });
    }

    private static List<(string Old, string New)> Read()
    {
        var page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "migrating.md"));
        return
        [
            .. page.SkipWhile(line => line != "## The line that replaces yours").Skip(1)
                .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
                .Select(line => Row().Match(line))
                .Where(row => row.Success)
                .Select(row => (row.Groups[1].Value, row.Groups[2].Value)),
        ];
    }

    [GeneratedRegex(@"^\| (.*`.*) \| `([^`]+)` \|$")]
    private static partial Regex Row();
}
