using System.CommandLine;
using System.Text;
using GmailMcp.Cli;
using GmailMcp.Tests.EndToEnd;
using GmailMcp.Tests.Storage;
using Testing;

namespace GmailMcp.Tests.Cli;

/// <summary>What stands below "Examples:" in a command's --help.</summary>
public sealed class ExamplesTests : IDisposable
{
    private readonly ScratchFolder _home = new();

    public void Dispose() => _home.Dispose();

    public static TheoryData<string> Shown => new(All.Select(command => command.Example).Distinct(StringComparer.Ordinal));

    // Those of the demo need no account, and those that only print change nothing.
    public static TheoryData<string> Runnable =>
        new(All.Select(command => command.Example).Distinct(StringComparer.Ordinal).Where(example =>
            example.Contains("demo", StringComparison.Ordinal) || example.Contains("--print", StringComparison.Ordinal)));

    [Fact]
    public void Every_command_has_one()
    {
        var without = Commands(Create()).Where(command => HelpWithExamples.Of(command).Count == 0).Select(command => command.Name);

        Assert.Empty(without);
    }

    [Fact]
    public void Each_is_of_the_command_that_shows_it()
    {
        var strangers = All.Where(shown => !Line(Parse(shown.Example).CommandResult.Command).StartsWith(Line(shown.Command), StringComparison.Ordinal));

        Assert.Empty(strangers.Select(shown => $"{shown.Command.Name}: {shown.Example}"));
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void Each_is_understood(string example)
    {
        Assert.Empty(Parse(example).Errors.Select(error => error.Message));
    }

    [Theory]
    [MemberData(nameof(Runnable))]
    public async Task Each_runs_that_needs_no_account(string example)
    {
        var export = Path.Combine(Repository.Root, "tests", "Testing", "Mail", "three.mbox");

        var ended = await Finished.RunAsync(_home.Path, Words(example).Select(word => word == "takeout.mbox" ? export : word));

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.NotEqual("", ended.Out);
    }

    [Fact]
    public async Task They_end_the_help()
    {
        var ended = await Finished.RunAsync(_home.Path, "doctor", "--help");

        Assert.EndsWith("Examples:\n  gmail-mcp doctor\n  gmail-mcp doctor --profile readonly\n  gmail-mcp doctor --json\n\n", ended.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--hold", "health")]
    [InlineData("--hold", "auth", "list")]
    [InlineData("--hold", "emulator")]
    [InlineData("--demo", "doctor")]
    public async Task The_help_leaves_out_what_the_command_does_not_look_at(string setting, params string[] command)
    {
        var ended = await Finished.RunAsync(_home.Path, [.. command, "--help"]);

        Assert.Contains("Examples:", ended.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(setting, ended.Out, StringComparison.Ordinal);
    }

    private static IEnumerable<(Command Command, string Example)> All =>
        Commands(Create()).SelectMany(command => HelpWithExamples.Of(command).Select(example => (command, example)));

    private static IEnumerable<Command> Commands(Command command) =>
        command.Subcommands.Where(below => !below.Hidden).SelectMany(Commands).Prepend(command);

    private static RootCommand Create() => GmailMcp.Cli.Commands.Create(
        new Terminal(Stream.Null, Stream.Null, TextWriter.Null, TextWriter.Null), new HttpServeOptions());

    private static ParseResult Parse(string example) => Create().Parse([.. Words(example)]);

    private static string Line(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } above ? $"{Line(above)} {command.Name}" : "gmail-mcp";

    // As a shell splits them, without the variables and the program.
    private static List<string> Words(string example)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isQuoted = false;
        foreach (var c in example + " ")
        {
            if (c == '\'')
            {
                isQuoted = !isQuoted;
            }
            else if (c == ' ' && !isQuoted)
            {
                words.Add(word.ToString());
                word.Clear();
            }
            else
            {
                word.Append(c);
            }
        }

        return [.. words.SkipWhile(variable => variable.Contains('=', StringComparison.Ordinal)).Skip(1)];
    }
}
