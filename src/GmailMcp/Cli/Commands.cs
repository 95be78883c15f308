using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using GmailMcp.Cli.Clients;
using GmailMcp.Hosting;
using GmailMcp.Tools;

namespace GmailMcp.Cli;

/// <summary>The command line: what stands after <c>gmail-mcp</c>.</summary>
internal static class Commands
{
    public static Task<int> RunAsync(string[] args, CancellationToken cancellationToken) =>
        RunAsync(args, Terminal.OfProcess(), cancellationToken);

    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellationToken)
    {
        var http = new HttpServeOptions();
        var parsed = Create(terminal, http).Parse(OldArguments.PassOver(args));
        if (parsed.Action is ParseErrorAction && parsed.Errors.FirstOrDefault(IsOfAnOption) is { } error)
        {
            // The sentence says what the option takes; below it the whole help would only push it off the screen.
            await terminal.Error.WriteLineAsync($"Error: {error.Message}");
            return 1;
        }

        if (parsed.Action is ParseErrorAction && parsed.UnmatchedTokens is [var unknown, ..])
        {
            await terminal.Error.WriteLineAsync(Unknown(unknown, parsed.CommandResult.Command));
            return 1;
        }

        var configuration = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error };
        configuration.ProcessTerminationTimeout = http.Termination(parsed, configuration.ProcessTerminationTimeout);
        return await parsed.InvokeAsync(configuration, cancellationToken);
    }

    private static bool IsOfAnOption(ParseError error) => (error.SymbolResult as ArgumentResult)?.Parent is OptionResult
        || error.SymbolResult is OptionResult;

    private static string Unknown(string word, Command command)
    {
        var known = command.Subcommands.Where(below => !below.Hidden).Select(below => below.Name)
            .Concat(command.Options.Concat(command.Parents.OfType<Command>().SelectMany(above => above.Options)).Select(option => option.Name));
        var line = command is RootCommand ? "gmail-mcp" : $"gmail-mcp {command.Name}";
        return $"Error: {line} has no command or option \"{word}\".{NearMiss.Hint(word, known)} {line} --help lists what there is.";
    }

    /// <summary>Every command, with its options.</summary>
    public static RootCommand Create(Terminal terminal, HttpServeOptions http)
    {
        var settings = new ServeOptions();
        var accounts = new AccountConsole
        {
            Out = terminal.Out,
            Error = terminal.Error,
            In = terminal.In,
            IsInteractive = terminal.IsInteractive,
            Progress = terminal.Progress,
            Ink = terminal.Ink,
            RunCommand = (arguments, cancellationToken) => RunAsync([.. arguments], terminal, cancellationToken),
            ReadSettings = ServerOptions.ReadAccounts,
            FindOperatorKey = ServerOptions.FindOperatorKey,
            WipeMail = ServerOptions.WipeCache,
        };
        var root = new RootCommand("Gmail for AI assistants: a Model Context Protocol server. Without a command it serves MCP on stdin and stdout.")
        {
            DemoCommand.Create(terminal),
            CallCommand.Create(settings, terminal),
            ToolsCommand.Create(settings, terminal),
            EmulatorCommand.Create(terminal),
            ReadPdfCommand.Create(terminal),
            TestConnectionCommand.Create(terminal),
            HealthCommand.Create(terminal),
            AuthCommand.Create(accounts, settings),
            DoctorCommand.Create(accounts, settings),
            AuditCommand.Create(terminal),
            InstallCommand.Create(settings, terminal, TimeProvider.System, OwnProgram.OfProcess(), ServerOptions.ReadAccounts),
            UninstallCommand.Create(terminal, TimeProvider.System),
        };
        settings.AddTo(root);
        http.AddTo(root);
        HelpWithExamples.AddTo(root, terminal.HelpWidth);
        root.SetAction((parsed, cancellationToken) => ServeCommand.RunAsync(settings, http, parsed, terminal, cancellationToken));
        return root;
    }
}
