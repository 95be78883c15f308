using System.CommandLine;
using GmailMcp.Hosting;
using GmailMcp.Hosting.Http;
using GmailMcp.Tools;

namespace GmailMcp.Cli;

/// <summary>Checks a running HTTP server and says which step fails.</summary>
internal static class TestConnectionCommand
{
    public static Command Create(Terminal terminal)
    {
        var url = new Argument<string?>("URL")
        {
            Description = "Its MCP endpoint (default MCP_SERVER_URL, else http://localhost:PORT)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var key = new Option<string?>("--key") { Description = "Your key there (better: GMAIL_MCP_KEY)", HelpName = "KEY" };
        var command = new CommandWithExamples(
            "test-connection",
            "Check a running HTTP server",
            "gmail-mcp test-connection",
            "GMAIL_MCP_KEY=KEY gmail-mcp test-connection https://mail.example.com/mcp")
        {
            url,
            key,
        };
        command.Settings = [];
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(terminal, async () =>
        {
            var test = new ConnectionTest(
                Endpoint(parsed.GetValue(url) ?? ServerOptions.ReadServerUrl()),
                parsed.GetValue(key) ?? ServerOptions.ReadClientKey(),
                [.. new ToolCatalog().Tools.Select(tool => tool.Name)],
                terminal.Out.WriteLineAsync);
            if (await test.RunAsync(cancellationToken) is { } failure)
            {
                await terminal.Error.WriteLineAsync($"Failed: {failure}");
                return 1;
            }

            return 0;
        }));
        return command;
    }

    /// <summary>The address that was typed, or the server of this computer.</summary>
    /// <param name="text">What was typed; null for nothing.</param>
    /// <param name="host">This computer's name.</param>
    /// <exception cref="InvalidOptionException">It is no address.</exception>
    public static Uri Endpoint(string? text, string host = "localhost")
    {
        text ??= $"http://{host}:{ServerOptions.ReadPort() ?? HttpOptions.DefaultPort}";
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new InvalidOptionException($"\"{text}\" is no address of a server. Write one such as http://localhost:3000/mcp.");
    }
}
