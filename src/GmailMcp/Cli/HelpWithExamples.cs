using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace GmailMcp.Cli;

/// <summary>The usual help, and below it the examples of the command.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction usual) : SynchronousCommandLineAction
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
        var ended = usual.Invoke(parseResult);
        if (Of(parseResult.CommandResult.Command) is { Count: > 0 } examples)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine($"Examples:\n  {string.Join("\n  ", examples)}\n");
        }

        return ended;
    }
}
