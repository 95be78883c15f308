using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using GmailMcp.Hosting;
using GmailMcp.Tools;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Cli;

/// <summary>Prints the tools: for a person, for a program, or as docs/tools.md.</summary>
internal static class ToolsCommand
{
    public static Command Create(ServeOptions settings, Terminal terminal)
    {
        var json = new Option<bool>("--json") { Description = "Print what tools/list answers" };
        var markdown = new Option<bool>("--markdown") { Description = "Print docs/tools.md" };
        var command = new CommandWithExamples(
            "tools", "List the tools", "gmail-mcp tools --demo", "gmail-mcp tools --profile readonly --demo --json")
        {
            json,
            markdown,
        };
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(terminal, async () =>
        {
            var tools = await ListAsync(settings.Read(parsed, terminal.Notice), cancellationToken);
            await terminal.Out.WriteAsync(parsed.GetValue(json) ? ToJson(tools)
                : parsed.GetValue(markdown) ? ToolsMarkdown.Page(new ToolCatalog().Tools)
                : ToText(tools));
            return 0;
        }));
        return command;
    }

    // Asked over MCP, so that the list is the one a client of these settings gets. The demo mailbox stands in for Google's:
    // a list needs no account.
    private static async Task<IReadOnlyList<Tool>> ListAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        await using var client = await LocalClient.ConnectAsync(options, Backend.For(options), client: null, tap: null, cancellationToken);
        return [.. (await client.Mcp.ListToolsAsync(cancellationToken: cancellationToken)).Select(tool => tool.ProtocolTool)];
    }

    private static string ToJson(IReadOnlyList<Tool> tools)
    {
        var catalog = new ToolCatalog();
        var list = new JsonArray([.. tools.Select(tool => JsonNode.Parse(JsonSerializer.Serialize(tool, catalog.Json.GetTypeInfo(typeof(Tool)))))]);
        return new JsonObject { ["tools"] = list }.ToJsonString(catalog.Json) + "\n";
    }

    private static string ToText(IReadOnlyList<Tool> tools)
    {
        var width = tools.Max(tool => tool.Name.Length);
        return string.Concat(tools.Select(tool => $"{tool.Name.PadRight(width)}  {tool.Description}\n"));
    }
}
