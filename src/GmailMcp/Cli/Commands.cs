using System.CommandLine;
using GmailMcp.Hosting;

namespace GmailMcp.Cli;

/// <summary>The command line: what stands after <c>gmail-mcp</c>.</summary>
internal static class Commands
{
    public static Task<int> RunAsync(string[] args, CancellationToken cancellationToken) =>
        RunAsync(args, Terminal.OfProcess(), cancellationToken);

    public static Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellationToken)
    {
        var root = Create(terminal);
        var configuration = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error };
        return root.Parse(args).InvokeAsync(configuration, cancellationToken);
    }

    private static RootCommand Create(Terminal terminal)
    {
        var settings = new ServeOptions();
        var accounts = new AccountConsole
        {
            Out = terminal.Out,
            Error = terminal.Error,
            In = terminal.In,
            ReadSettings = ServerOptions.ReadAccounts,
        };
        var root = new RootCommand("Gmail for AI assistants: a Model Context Protocol server. Without a command it serves MCP on stdin and stdout.")
        {
            DemoCommand.Create(terminal),
            CallCommand.Create(settings, terminal),
            ToolsCommand.Create(settings, terminal),
            EmulatorCommand.Create(terminal),
            AuthCommand.Create(accounts, settings),
            DoctorCommand.Create(accounts, settings),
        };
        settings.AddTo(root);
        root.SetAction((parsed, cancellationToken) => ServeCommand.RunAsync(settings, parsed, terminal, cancellationToken));
        return root;
    }
}
