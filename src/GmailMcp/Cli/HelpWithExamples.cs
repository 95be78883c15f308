using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace GmailMcp.Cli;

/// <summary>The usual help, and below it the examples of the command.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction usual) : SynchronousCommandLineAction
{
    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = option.Action is SynchronousCommandLineAction usual ? new HelpWithExamples(usual) : option.Action;
        }
    }

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var ended = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is CommandWithExamples command)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine($"Examples:\n  {string.Join("\n  ", command.Examples)}\n");
        }

        return ended;
    }
}
