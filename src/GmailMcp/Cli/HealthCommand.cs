using System.CommandLine;
using System.Net;
using GmailMcp.Hosting;

namespace GmailMcp.Cli;

/// <summary>A health check for places that have no shell and no curl.</summary>
internal static class HealthCommand
{
    public static Command Create(Terminal terminal)
    {
        var url = new Argument<string?>("URL")
        {
            Description = "The server (default http://127.0.0.1:PORT)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new CommandWithExamples(
            "health",
            "Ask a running HTTP server whether it lives: exit code 0 or 1",
            "gmail-mcp health",
            "gmail-mcp health http://127.0.0.1:8080")
        {
            url,
        };
        command.Settings = [];
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(terminal, async () =>
        {
            // By number: in an image as empty as ours nothing but the engine's /etc/hosts knows the name.
            var server = TestConnectionCommand.Endpoint(parsed.GetValue(url), IPAddress.Loopback.ToString());
            if (await HealthProbe.RunAsync(server, cancellationToken) is { } failure)
            {
                await terminal.Error.WriteLineAsync($"Failed: {failure}");
                return 1;
            }

            await terminal.Out.WriteLineAsync("live");
            return 0;
        }));
        return command;
    }
}
