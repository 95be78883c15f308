using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>The sign-in link goes past the model where the client can open links itself.</summary>
public sealed class UrlElicitationTests
{
    private const string Ann = "ann@example.com";

    [Theory]
    [InlineData("2025-11-25", null)]
    [InlineData("2026-07-28", "key-a")]
    public async Task Setup_authentication_hands_the_link_to_the_client_and_waits_for_the_end(string revision, string? key)
    {
        await using var server = await StartAsync();
        using var browser = new SignedInBrowser(server.Gmail);
        var client = await server.ConnectAsync(key, revision, options: Asking(async request =>
        {
            await browser.SignInAsync(request.Url!, Ann);
            return new ElicitResult { Action = "accept" };
        }));

        var result = await client.CallToolAsync("setup_authentication", cancellationToken: TestContext.Current.CancellationToken);

        Assert.StartsWith("🎉 Authentication successful!", Text(result), StringComparison.Ordinal);
        Assert.Equal(Ann, result.StructuredContent!.Value.GetProperty("account").GetString());
    }

    [Fact]
    public async Task A_person_who_declines_is_signed_in_nowhere()
    {
        await using var server = await StartAsync();
        var client = await server.ConnectAsync(
            protocolVersion: "2025-11-25", options: Asking(_ => Task.FromResult(new ElicitResult { Action = "decline" })));

        var result = await client.CallToolAsync("setup_authentication", cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(result.IsError);
        Assert.Contains("declined", Text(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_cannot_open_links_gets_it_as_text()
    {
        await using var server = await StartAsync();
        var client = await server.ConnectAsync(protocolVersion: "2025-11-25");

        var result = await client.CallToolAsync("setup_authentication", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("/sign-in/", Text(result), StringComparison.Ordinal);
        Assert.Contains("call check_authentication", Text(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_is_told_that_its_tools_may_have_changed_and_lists_what_was_granted()
    {
        await using var server = await StartAsync();
        var told = new TaskCompletionSource();
        var options = new McpClientOptions();
        options.Handlers.NotificationHandlers =
            [new(NotificationMethods.ToolListChangedNotification, (_, _) =>
            {
                told.TrySetResult();
                return ValueTask.CompletedTask;
            })];
        var client = await server.ConnectAsync(protocolVersion: "2025-06-18", options: options);
        var before = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        var started = await client.CallToolAsync("get_auth_url", cancellationToken: TestContext.Current.CancellationToken);
        using var browser = new SignedInBrowser(server.Gmail);
        var google = await browser.ConfirmAsync(started.StructuredContent!.Value.GetProperty("url").GetString()!);

        // Google's page lets the person untick what he does not want to grant.
        var narrow = new Uri(google.AbsoluteUri.Replace("gmail.settings.basic", "gmail.labels", StringComparison.Ordinal));
        using var end = await browser.ReturnAsync(await browser.ConsentAsync(narrow, Ann));
        await client.CallToolAsync("check_authentication", cancellationToken: TestContext.Current.CancellationToken);

        await told.Task.WaitAsync(EndToEnd.Patience.Long, TestContext.Current.CancellationToken);
        var after = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["create_filter", "create_filter_from_template", "delete_filter"],
            before.Select(tool => tool.Name).Except(after.Select(tool => tool.Name)).Order());
    }

    private static async Task<HttpServer> StartAsync()
    {
        var server = await HttpServer.StartAsync(http => http with
        {
            FindOwner = key => key == "key-a" ? GmailMcp.Accounts.Owner.OfKey("a") : null,
            HasKeys = true,
        });
        server.Gmail.AddAccount(Ann, "Ann");
        return server;
    }

    private static McpClientOptions Asking(Func<ElicitRequestParams, Task<ElicitResult>> person) => new()
    {
        Capabilities = new ClientCapabilities { Elicitation = new ElicitationCapability { Url = new UrlElicitationCapability() } },
        Handlers = new McpClientHandlers { ElicitationHandler = async (request, _) => await person(request!) },
    };

    private static string Text(CallToolResult result) =>
        string.Join("\n\n", result.Content.OfType<TextContentBlock>().Select(block => block.Text));
}
