using System.CommandLine;
using System.Text;
using System.Text.Json;
using GmailMcp.Accounts;
using GmailMcp.Hosting;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Cli;

/// <summary>Calls one tool and prints its answer: through a real MCP connection inside the process.</summary>
internal static class CallCommand
{
    public static Command Create(ServeOptions settings, Terminal terminal)
    {
        var tool = new Argument<string>("TOOL") { Description = "The tool's name; `gmail-mcp tools` lists them" };
        var arguments = new Argument<string?>("JSON")
        {
            Description = "Its arguments as a JSON object, e.g. '{\"query\":\"is:unread\"}'",
            DefaultValueFactory = _ => null,
        };
        var json = new Option<bool>("--json") { Description = "Print the whole result as JSON" };
        var command = new CommandWithExamples(
            "call",
            "Call one tool and print its answer",
            """gmail-mcp call search_emails '{"query":"is:unread","maxResults":3}' --demo""",
            "gmail-mcp call list_email_labels --demo --json",
            """gmail-mcp call search_emails '{"query":"has:attachment"}' --demo --mailbox takeout.mbox""")
        {
            tool,
            arguments,
            json,
        };
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(terminal, () => RunAsync(
            settings.Read(parsed, terminal.Notice),
            parsed.GetRequiredValue(tool),
            Parse(parsed.GetValue(arguments)),
            parsed.GetValue(json),
            terminal,
            cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(
        ServerOptions options,
        string tool,
        Dictionary<string, JsonElement> arguments,
        bool asJson,
        Terminal terminal,
        CancellationToken cancellationToken)
    {
        await using var progress = new Progress(terminal.Progress, $"Waiting for {tool}", options.Time).Start();
        await using var client = await LocalClient.ConnectAsync(options, Backend.For(options), client: null, tap: null, cancellationToken);
        var result = await client.Mcp.CallToolAsync(
            new CallToolRequestParams { Name = tool, Arguments = arguments }, cancellationToken);
        await progress.DisposeAsync(); // before the answer, which would stand behind it
        if (asJson)
        {
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(
                result, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(CallToolResult))));
        }
        else
        {
            await terminal.Out.WriteLineAsync(string.Join("\n\n", result.Content.OfType<TextContentBlock>().Select(block => block.Text)));
        }

        return result.IsError == true ? 1 : 0;
    }

    private static Dictionary<string, JsonElement> Parse(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return [];
        }

        try
        {
            using var document = StrictJson.Parse(Encoding.UTF8.GetBytes(json));
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.Clone());
            }
        }
        catch (JsonException exception)
        {
            throw new InvalidOptionException(
                $"The arguments are not JSON that can be read ({exception.Message}). Write an object in single quotes, e.g. '{{\"query\":\"is:unread\"}}'.");
        }

        throw new InvalidOptionException("The arguments must be a JSON object, e.g. '{\"query\":\"is:unread\"}'.");
    }
}
