using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;

namespace GmailMcp.Cli;

/// <summary>The usual help, without the settings that the command does not look at, and below it the examples of the
/// command.</summary>
internal sealed partial class HelpWithExamples(SynchronousCommandLineAction usual) : SynchronousCommandLineAction
{
    private static readonly string[] Root = ["gmail-mcp auth", "gmail-mcp --http --port 8080", "gmail-mcp demo"];

    public static void AddTo(RootCommand root, int? width)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            if (option.Action is HelpAction help && width is { } columns)
            {
                help.MaxWidth = columns;
            }

            option.Action = option.Action is SynchronousCommandLineAction usual ? new HelpWithExamples(usual) : option.Action;
        }
    }

    public override bool ClearsParseErrors => true;

    /// <summary>The examples of a command; none for one that is hidden.</summary>
    public static IReadOnlyList<string> Of(Command command) => command switch
    {
        CommandWithExamples { Examples: var examples } => examples,
        RootCommand => Root,
        _ => [],
    };

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        if (command is CommandWithExamples { Settings: { } used })
        {
            foreach (var option in parseResult.RootCommandResult.Command.Options.Where(option => option is not HelpOption))
            {
                option.Hidden |= !used.Contains(option.Name);
            }
        }

        var output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter();
        parseResult.InvocationConfiguration.Output = text;
        var ended = usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        output.Write(DefaultName().Replace(text.ToString(), found => found.Value.ToLowerInvariant()));
        if (Of(command) is { Count: > 0 } examples)
        {
            output.WriteLine($"Examples:\n  {string.Join("\n  ", examples)}\n");
        }

        return ended;
    }

    // The help shows a default by its name in the program; it is typed, and documented, in small letters.
    [GeneratedRegex(@"\[default: [A-Z]\w*\]", RegexOptions.NonBacktracking)]
    private static partial Regex DefaultName();
}
