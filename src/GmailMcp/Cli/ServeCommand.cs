using System.CommandLine;
using GmailMcp.Hosting;
using GmailMcp.Hosting.Http;

namespace GmailMcp.Cli;

/// <summary>The server itself: on stdin and stdout, or over HTTP.</summary>
internal static class ServeCommand
{
    public static Task<int> RunAsync(
        ServeOptions settings, HttpServeOptions httpSettings, ParseResult parsed, Terminal terminal, CancellationToken cancellationToken) =>
        Guard.RunAsync(terminal, async () =>
        {
            var options = settings.Read(parsed, terminal.Notice, httpSettings.AuthKeys(parsed));
            if (httpSettings.Read(parsed, options) is { } http)
            {
                await HttpHost.RunAsync(options, http, terminal.Error.WriteLineAsync, cancellationToken);
            }
            else if (terminal.HasKeyboard)
            {
                await Welcome.ShowAsync(terminal, options);
            }
            else
            {
                await StdioHost.RunAsync(options, terminal.Input, terminal.Output, cancellationToken);
            }

            return 0;
        });
}
