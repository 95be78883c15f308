using GmailMcp.Accounts;
using GmailMcp.Mailbox;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>Remembered mail belongs to one sign-in and ends with it.</summary>
public sealed class RememberedMailTests
{
    private const string Ann = "ann@example.com";
    private const string Bob = "bob@example.com";

    private static readonly Owner Holder = Owner.OfKey("a");

    [Fact]
    public async Task Whoever_signs_in_next_under_the_same_key_sees_nothing_of_it()
    {
        await using var server = await StartAsync();
        var (annsId, bobsId) = Deliver(server);
        var client = await server.ConnectAsync("key-a", "2026-07-28");
        await SignInAsync(server, client, Ann);
        Assert.Contains("canary of Ann", await ReadAsync(client, annsId));
        Assert.Contains("canary of Ann", await ReadAsync(client, annsId));
        await client.CallToolAsync("list_email_labels", cancellationToken: TestContext.Current.CancellationToken);

        await SignInAsync(server, client, Bob);

        Assert.DoesNotContain("canary of Ann", await ReadAsync(client, annsId));
        Assert.Contains("canary of Bob", await ReadAsync(client, bobsId));
        Assert.DoesNotContain("Label of Ann", await TextAsync(client, "list_email_labels"));

        await SignInAsync(server, client, Ann);

        Assert.Contains("canary of Ann", await ReadAsync(client, annsId));
        Assert.DoesNotContain("canary of Bob", await ReadAsync(client, bobsId));
    }

    [Fact]
    public async Task A_sign_out_drops_it()
    {
        await using var server = await StartAsync();
        var (annsId, _) = Deliver(server);
        var client = await server.ConnectAsync("key-a", "2026-07-28");
        await SignInAsync(server, client, Ann);
        await ReadAsync(client, annsId);
        Assert.True(Cache(server).Bytes > 0);

        server.Services.GetRequiredService<OwnerAccounts>().For(Holder).Store.Delete();

        Assert.DoesNotContain("canary", await ReadAsync(client, annsId));
        Assert.Equal(0, Cache(server).Bytes);
    }

    [Fact]
    public async Task A_revoked_sign_in_drops_it()
    {
        await using var server = await StartAsync();
        var (annsId, _) = Deliver(server);
        var client = await server.ConnectAsync("key-a", "2026-07-28");
        await SignInAsync(server, client, Ann);
        await ReadAsync(client, annsId);

        server.Gmail.RevokeGrants(Ann);
        server.Gmail.ExpireAccessTokens();

        Assert.DoesNotContain("canary", await ReadAsync(client, annsId)); // finds out
        Assert.DoesNotContain("canary", await ReadAsync(client, annsId));
        Assert.Equal(0, Cache(server).Bytes);
    }

    [Fact]
    public async Task The_end_of_a_session_drops_what_it_signed_in()
    {
        await using var server = await StartAsync();
        var (annsId, _) = Deliver(server);
        var session = await server.ConnectAsync(protocolVersion: "2025-06-18");
        await SignInAsync(server, session, Ann);
        Assert.Contains("canary of Ann", await ReadAsync(session, annsId));
        Assert.True(Cache(server).Bytes > 0);

        await session.DisposeAsync();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (Cache(server).Bytes > 0 && !patience.IsCancellationRequested)
        {
            await Task.Yield();
        }

        Assert.Equal(0, Cache(server).Bytes);
    }

    private static Task<HttpServer> StartAsync() => HttpServer.StartAsync(http => http with
    {
        FindOwner = key => key == "key-a" ? Holder : null,
        HasKeys = true,
    });

    private static (string Anns, string Bobs) Deliver(HttpServer server)
    {
        var ann = server.Gmail.AddAccount(Ann);
        var bob = server.Gmail.AddAccount(Bob);
        ann.CreateLabel("Label of Ann");
        return (ann.Deliver(Some.Message(to: Ann, body: "The canary of Ann.")), bob.Deliver(Some.Message(to: Bob, body: "The canary of Bob.")));
    }

    private static MessageCache Cache(HttpServer server) => server.Services.GetRequiredService<MessageCache>();

    private static async Task SignInAsync(HttpServer server, McpClient client, string address)
    {
        var started = await client.CallToolAsync("get_auth_url", cancellationToken: TestContext.Current.CancellationToken);
        using var browser = new SignedInBrowser(server.Gmail);
        var google = await browser.ConfirmAsync(started.StructuredContent!.Value.GetProperty("url").GetString()!);

        // The person chooses another account on Google's page than the one that the link proposes.
        var unnamed = new Uri(string.Join('&', google.AbsoluteUri.Split('&').Where(part => !part.StartsWith("login_hint", StringComparison.Ordinal))));
        using var end = await browser.ReturnAsync(await browser.ConsentAsync(unnamed, address));
        await client.CallToolAsync("check_authentication", cancellationToken: TestContext.Current.CancellationToken);
    }

    private static Task<string> ReadAsync(McpClient client, string messageId) =>
        TextAsync(client, "read_email", new() { ["messageId"] = messageId });

    private static async Task<string> TextAsync(McpClient client, string tool, Dictionary<string, object?>? arguments = null)
    {
        var result = await client.CallToolAsync(tool, arguments, cancellationToken: TestContext.Current.CancellationToken);
        return string.Join('\n', result.Content.OfType<TextContentBlock>().Select(block => block.Text)) + result.StructuredContent;
    }
}
