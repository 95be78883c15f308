using System.Diagnostics;
using GmailMcp.Tests.Accounts;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Every command of the documents does what it is for, in the home folder of somebody who is signed in, with the files that
/// the documents speak of and with Google's addresses answered on loopback.</summary>
public sealed class DocumentedCommandsTests
{
    private const string SourceRun = "dotnet run --project src/GmailMcp -- ";

    // Commands of every Unix that prepare something for the next line.
    private static readonly string[] Preparing = ["openssl", "echo", "chmod"];

    public static TheoryData<string> Blocks { get; } = [.. DocumentedCommands.Blocks.Keys];

    public static TheoryData<string> Inline { get; } = [.. DocumentedCommands.Inline];

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task A_block_works(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux takes a certificate from SSL_CERT_FILE.");
        var lines = DocumentedCommands.Blocks[name].Where(line => ReasonNotToRun(line) is null).ToList();
        if (lines.Count == 0)
        {
            return; // nothing of it can run here; the table says why
        }

        await using var user = await StartAsync(string.Concat(lines));
        var preparation = new List<string>();
        foreach (var line in lines)
        {
            if (IsPreparing(line))
            {
                preparation.Add(line);
                continue;
            }

            await PrepareAsync(user, preparation);
            await RunAsync(user, line);
        }
    }

    [Theory]
    [MemberData(nameof(Inline))]
    public async Task A_command_within_a_line_works(string command)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux takes a certificate from SSL_CERT_FILE.");
        await using var user = await StartAsync(command);

        await RunAsync(user, command);
    }

    [Fact]
    public void What_is_excused_from_running_is_still_in_the_documents()
    {
        var lines = DocumentedCommands.Blocks.Values.SelectMany(block => block).ToList();
        var pages = string.Concat(DocumentedCommands.Pages().Select(page => page.Text));

        Assert.All(DocumentedCommands.NotRun.Keys, begin => Assert.Contains(lines, line => line.StartsWith(begin, StringComparison.Ordinal)));
        Assert.All(DocumentedCommands.OnlyNamed.Keys, command => Assert.Contains($"`{command}`", pages, StringComparison.Ordinal));
    }

    // A command in a block of no language would not be found.
    [Fact]
    public void Every_block_says_what_it_holds() => Assert.Empty(DocumentedCommands.Unnamed());

    private static string? ReasonNotToRun(string line) => DocumentedCommands.NotRun
        .Where(pair => line.StartsWith(pair.Key, StringComparison.Ordinal)).Select(pair => pair.Value).FirstOrDefault();

    private static bool IsPreparing(string line) =>
        Preparing.Contains(line.Split(' ')[0]) || line.StartsWith("key=$(", StringComparison.Ordinal);

    // Somebody with the old server's files, and in the current folder what the documents name without saying where it comes from.
    private static async Task<OldUser> StartAsync(string commands)
    {
        var user = await OldUser.StartAsync();
        user.WriteFiles();
        user.WriteKeys(Path.Combine(user.Home, "gcp-oauth.keys.json"), commands.Contains("https://", StringComparison.Ordinal) ? "web" : "installed");
        CallerKeyFile.Write(Path.Combine(user.Home, "callers.keys"));
        Directory.CreateDirectory(Path.Combine(user.Home, ".config", "Claude")); // that client was started once
        await File.WriteAllTextAsync(Path.Combine(user.Home, "FILE"), "{}", TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(
            Path.Combine(user.Home, "takeout.mbox"),
            [.. "From ann@example.org Mon Nov 02 09:00:00 2026\n"u8, .. Some.MessageWithAttachment("plan.txt", "plan"u8.ToArray(), "text/plain")],
            TestContext.Current.CancellationToken);
        if (commands.Contains("sa.json", StringComparison.Ordinal))
        {
            var key = Path.Combine(user.Home, "sa.json");
            await File.WriteAllTextAsync(key, RobotKey.Json().ToJsonString(), TestContext.Current.CancellationToken);
            user.Gmail.Gmail.RegisterServiceAccount(
                RobotKey.Email, RobotKey.PublicPem, "example.com", AccountFolder.Modify, AccountFolder.SettingsBasic);
            user.Gmail.Gmail.AddAccount("ann@example.com");
        }

        return user;
    }

    private static async Task PrepareAsync(OldUser user, List<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        using var shell = Process.Start(new ProcessStartInfo("sh", ["-e", "-c", string.Join('\n', lines)])
        {
            WorkingDirectory = user.Home,
            RedirectStandardError = true,
        })!; // not null: sh is there
        var error = await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(shell.ExitCode == 0, error);
        lines.Clear();
    }

    private static async Task RunAsync(OldUser user, string line)
    {
        var command = ShellLine.Parse(
            line.StartsWith(SourceRun, StringComparison.Ordinal) ? $"gmail-mcp {line[SourceRun.Length..]}" : line);
        if (command.Program == "docker")
        {
            await RunInContainerAsync(user, DockerLine.Parse(command.Arguments));
            return;
        }

        Assert.True(command.Program == "gmail-mcp", $"\"{line}\" is not run: list it with a reason, or run it.");
        IReadOnlyList<string> arguments =
        [
            .. command.Arguments.Select(word => word.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(user.Home, word[2..]) : word),
        ];
        switch (arguments)
        {
            case ["audit", "verify", var folder]:
                await ProgramRun.CheckAsync(user, ["call", "list_email_labels", "--demo", "--audit-log", folder], command.Variables);
                break;
            case ["health" or "test-connection", ..]:
                await AskServerAsync(user, arguments[0]);
                return;
            default:
                break;
        }

        await ProgramRun.CheckAsync(user, arguments, command.Variables);
    }

    // The address of the line may be another program's here, so the server has a free one.
    private static async Task AskServerAsync(OldUser user, string command)
    {
        await using var server = await HttpProcess.StartAsync(user.Home, variables: null, "--demo");
        await ProgramRun.CheckAsync(user, [command, server.Address.ToString()], new Dictionary<string, string>());
    }

    private static async Task RunInContainerAsync(OldUser user, DockerLine line)
    {
        Assert.Equal("gmail-mcp", line.Image);
        var variables = line.VariablesIn(Path.Combine(user.Home, "container"));
        if (variables.TryGetValue("GMAIL_OAUTH_PATH", out var keys))
        {
            user.WriteKeys(keys);
        }

        await ProgramRun.CheckAsync(user, line.Arguments, variables);
    }
}
