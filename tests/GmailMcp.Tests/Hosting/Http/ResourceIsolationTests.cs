using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>Resources and completions are answered from the caller's own mailbox, as tools are.</summary>
public sealed class ResourceIsolationTests
{
    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task A_caller_reads_his_own_mailbox_and_no_other(string revision)
    {
        var owners = new Dictionary<string, GmailMcp.Accounts.Owner>();
        await using var server = await HttpServer.StartAsync(http => http with { FindOwner = owners.GetValueOrDefault, HasKeys = true });
        var tenants = Enumerable.Range(1, 2).Select(number => new Tenant(number, server.Gmail)).ToList();
        foreach (var tenant in tenants)
        {
            owners.Add(tenant.Key, tenant.Owner);
            await IsolationTests.SignInAsync(server, tenant);
        }

        foreach (var (tenant, other) in new[] { (tenants[0], tenants[1]), (tenants[1], tenants[0]) })
        {
            var client = await server.ConnectAsync(tenant.Key, revision);
            var mine = server.Gmail[tenant.Address].Messages[0];
            var foreign = server.Gmail[other.Address].Messages[0];

            Assert.Contains(tenant.Address, await TextAsync(client, "gmail://profile"), StringComparison.Ordinal);
            Assert.Contains(tenant.Mark, await TextAsync(client, $"gmail://messages/{mine.Id}"), StringComparison.Ordinal);
            Assert.Empty(tenant.Foreign(await TextAsync(client, "gmail://labels")));
            foreach (var uri in new[] { $"gmail://messages/{foreign.Id}", $"gmail://threads/{foreign.ThreadId}" })
            {
                var refused = await Assert.ThrowsAsync<McpProtocolException>(() => TextAsync(client, uri));
                Assert.Contains("was not found in this mailbox", refused.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(other.Mark, refused.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Who_has_not_signed_in_reads_nothing()
    {
        await using var server = await HttpServer.StartAsync();
        var client = await server.ConnectAsync(protocolVersion: "2025-11-25");

        var refused = await Assert.ThrowsAsync<McpProtocolException>(() => TextAsync(client, "gmail://profile"));

        Assert.DoesNotContain("@", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(McpClient client, string uri)
    {
        var result = await client.ReadResourceAsync(uri, cancellationToken: TestContext.Current.CancellationToken);
        return string.Join('\n', result.Contents.OfType<TextResourceContents>().Select(content => content.Text));
    }
}
