using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using GmailMcp.Accounts;
using GmailMcp.Hosting;
using GmailMcp.Tools;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Cli;

/// <summary>A tour of the main job in the terminal: a real MCP connection searches, reads, labels, drafts and sends in the demo
/// mailbox.</summary>
internal static class DemoCommand
{
    // What a person sees of a long answer.
    private const int LinesShown = 14;

    public static Command Create(Terminal terminal)
    {
        var json = new Option<bool>("--json") { Description = "Print the protocol's frames instead" };
        var command = new CommandWithExamples(
            "demo", "Show the server at work in a demo mailbox", "gmail-mcp demo", "gmail-mcp demo --json")
        {
            json,
        };
        command.Settings = [];
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(
            terminal, () => RunAsync(parsed.GetValue(json), terminal, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(bool asJson, Terminal terminal, CancellationToken cancellationToken)
    {
        var home = Directory.CreateTempSubdirectory("gmail-mcp-demo-");
        try
        {
            var options = new ServerOptions
            {
                IsDemo = true,
                Files = LocalFilesSettings.From(home.FullName),
                Accounts = AccountSettings.Read(_ => null, home.FullName, home.FullName),
            };
            Action<string, string>? tap = asJson ? (direction, frame) => terminal.Out.WriteLine($"{direction} {frame}") : null;
            var output = asJson ? TextWriter.Null : terminal.Out;
            await using var client = await LocalClient.ConnectAsync(
                options, Backend.For(options), Asking(output), tap, cancellationToken);
            var tour = new Tour(client.Mcp, output, cancellationToken);
            await tour.RunAsync();
            return tour.HasFailed ? 1 : 0;
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    // The tour's client shows what a person would be asked, and agrees for him.
    private static McpClientOptions Asking(TextWriter output) => new()
    {
        ClientInfo = new() { Name = "gmail-mcp", Version = ServerOptions.ProductVersion },
        Capabilities = new ClientCapabilities { Elicitation = new ElicitationCapability { Form = new() } },
        Handlers = new McpClientHandlers
        {
            ElicitationHandler = async (request, _) =>
            {
                await output.WriteLineAsync($"  The server asks the person first:\n{Indent(request?.Message ?? "")}\n  (the demo says yes)");
                return new ElicitResult { Action = "accept" };
            },
        },
    };

    private static string Indent(string text) => "  > " + text.ReplaceLineEndings("\n  > ");

    private sealed class Tour(McpClient client, TextWriter output, CancellationToken cancellationToken)
    {
        public bool HasFailed { get; private set; }

        public async Task RunAsync()
        {
            await SayAsync("gmail-mcp demo: an invented mailbox in memory. No Google account; nothing leaves this machine.");
            await SayAsync($"Connected by MCP {client.NegotiatedProtocolVersion}; the server lists {(await client.ListToolsAsync(cancellationToken: cancellationToken)).Count} tools.");

            var unread = await CallAsync("What is new?", "search_emails", new() { ["query"] = "in:inbox is:unread category:primary", ["maxResults"] = 3 });
            var messageId = FirstId(unread);
            var mail = await CallAsync("Read the newest one.", "read_email", new() { ["messageId"] = messageId });
            await CallAsync("Make a label for it.", "get_or_create_label", new() { ["name"] = "Follow up" });
            await CallAsync("Label it, mark it read, archive it.", "modify_email", new()
            {
                ["messageId"] = messageId,
                ["addLabelIds"] = new JsonArray("Follow up"),
                ["removeLabelIds"] = new JsonArray("UNREAD", "INBOX"),
            });
            await CallAsync("Draft an answer in its thread.", "draft_email", new()
            {
                ["to"] = new JsonArray(Field(mail, "from")),
                ["subject"] = "Re: " + Field(mail, "subject"),
                ["body"] = "Thank you, I will look at it tomorrow.",
                ["inReplyTo"] = messageId,
            });
            await CallAsync("Send a mail.", "send_email", new()
            {
                ["to"] = new JsonArray("sample.person@example.org"),
                ["subject"] = "Grüße from the demo",
                ["body"] = "This mail goes nowhere: the demo keeps it in memory.",
            });
            await CallAsync("It is in Sent.", "search_emails", new() { ["query"] = "in:sent subject:Grüße" });
            await SayAsync(HasFailed ? "The tour failed: see the errors above." : "\nDone. Next, your own mailbox: gmail-mcp auth");
        }

        private async Task<CallToolResult> CallAsync(string title, string tool, JsonObject arguments)
        {
            await SayAsync($"\n── {title}\n→ {tool} {arguments.ToJsonString(Relaxed)}");
            using var document = JsonDocument.Parse(arguments.ToJsonString());
            var result = await client.CallToolAsync(
                new CallToolRequestParams
                {
                    Name = tool,
                    Arguments = document.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.Clone()),
                },
                cancellationToken);
            HasFailed |= result.IsError == true;
            foreach (var block in result.Content.OfType<TextContentBlock>())
            {
                await SayAsync(Shorten(block.Text));
            }

            return result;
        }

        private Task SayAsync(string text) => output.WriteLineAsync(text);

        private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

        private static string FirstId(CallToolResult found) =>
            found.StructuredContent is { } content && content.GetProperty("messages").EnumerateArray().FirstOrDefault() is
            { ValueKind: JsonValueKind.Object } first
                ? first.GetProperty("id").GetString() ?? ""
                : "";

        private static string Field(CallToolResult result, string name) =>
            result.StructuredContent is { } content && content.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

        private static string Shorten(string text)
        {
            var lines = text.TrimEnd().Split('\n');
            var shown = string.Join('\n', lines.Take(LinesShown).Select(line => "  " + line));
            return lines.Length > LinesShown ? $"{shown}\n  … {lines.Length - LinesShown} more lines" : shown;
        }
    }
}
