using System.CommandLine;
using GmailMcp.Hosting;

namespace GmailMcp.Cli;

/// <summary>The server itself, on stdin and stdout.</summary>
internal static class ServeCommand
{
    public static Task<int> RunAsync(ServeOptions settings, ParseResult parsed, Terminal terminal, CancellationToken cancellationToken) =>
        Guard.RunAsync(terminal, async () =>
        {
            await StdioHost.RunAsync(settings.Read(parsed, terminal.Notice), terminal.Input, terminal.Output, cancellationToken);
            return 0;
        });
}
