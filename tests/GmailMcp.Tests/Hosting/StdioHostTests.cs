using System.Text;
using System.Text.Json;
using GmailMcp.Accounts;
using GmailMcp.Hosting;
using GmailMcp.Tools;

namespace GmailMcp.Tests.Hosting;

public class StdioHostTests
{
    // Defect 9: log lines, emojis among them, stood between the messages.
    [Fact]
    public async Task Writes_nothing_but_messages()
    {
        var home = Directory.CreateTempSubdirectory("gmail-mcp-test-").FullName;
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2024-11-05","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"get_auth_url","arguments":{"clientId":"half"}}}
            {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"search_emails","arguments":{"query":"is:unread"}}}

            """));
        using var output = new MemoryStream();
        var options = new ServerOptions
        {
            IsDemo = true,
            Files = LocalFilesSettings.From(home),
            Accounts = AccountSettings.Read(_ => null, home, home),
        };

        await StdioHost.RunAsync(options, input, output, TestContext.Current.CancellationToken);

        var ids = new List<int>();
        foreach (var line in Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var message = JsonDocument.Parse(line);
            Assert.Equal("2.0", message.RootElement.GetProperty("jsonrpc").GetString());
            ids.Add(message.RootElement.GetProperty("id").GetInt32());
        }

        Assert.Equal([1, 2, 3], ids.Order());
        Directory.Delete(home, recursive: true);
    }
}
