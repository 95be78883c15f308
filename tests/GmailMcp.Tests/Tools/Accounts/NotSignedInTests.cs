using GmailMcp.Accounts;
using GmailMcp.Hosting;
using GmailMcp.Tools;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Tools.Accounts;

public class NotSignedInTests
{
    // Defect 3: such a call ended the whole process.
    [Fact]
    public async Task A_call_is_answered_with_the_way_in_and_the_server_goes_on()
    {
        var home = Directory.CreateTempSubdirectory("gmail-mcp-test-").FullName;
        var options = new ServerOptions
        {
            Files = LocalFilesSettings.From(home),
            Accounts = AccountSettings.Read(_ => null, home, home),
        };
        await using var client = await LocalClient.ConnectAsync(
            options, GoogleBackend.Create(options), client: null, tap: null, TestContext.Current.CancellationToken);

        for (var i = 0; i < 2; i++)
        {
            var result = await client.Mcp.CallToolAsync(
                new CallToolRequestParams { Name = "list_email_labels" }, TestContext.Current.CancellationToken);

            Assert.True(result.IsError);
            Assert.StartsWith("Error: ", result.Text(), StringComparison.Ordinal);
            Assert.Contains("gmail-mcp auth", result.Text(), StringComparison.Ordinal);
        }

        Assert.Equal(34, (await client.Mcp.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).Count);
        Directory.Delete(home, recursive: true);
    }
}
