using Gmail.Emulator;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>Drafts leave as they are, once.</summary>
public sealed class SendDraftTests
{
    [Fact]
    public async Task Sends_a_draft_once_however_often_it_is_asked()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await DraftAsync(server);

        var sent = await SendAsync(server, draftId);
        var again = await SendAsync(server, draftId);

        Assert.Equal($"Email sent successfully with ID: {server.Sent.Id}", sent.Text());
        Assert.True(again.IsError);
        Assert.Single(server.Gmail.Relayed);
    }

    [Fact]
    public async Task Says_that_there_is_none()
    {
        await using var server = await TestServer.StartAsync();

        var result = await SendAsync(server, "r1");

        Assert.True(result.IsError);
        Assert.Contains("Draft r1 was not found", result.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Changes);
    }

    [Fact]
    public async Task A_lost_answer_is_looked_up()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await DraftAsync(server);
        server.Gmail.Faults.Add(EmulatedFault.ResetAfterWork(), "users.drafts.send");

        var sent = await SendAsync(server, draftId);

        Assert.Equal("sent", sent.Field("state"));
        Assert.Single(server.Gmail.Relayed);
    }

    [Fact]
    public async Task A_draft_without_a_recipient_stays()
    {
        await using var server = await TestServer.StartAsync();
        var draft = await server.CallAsync("draft_email", """{"to":[],"subject":"Hi","body":"Text"}""");

        var refused = await SendAsync(server, draft.Field("draftId")!);

        Assert.Contains("has no recipient", refused.Text(), StringComparison.Ordinal);
        Assert.Single(server.Mailbox.Drafts);
    }

    [Fact]
    public async Task A_held_draft_is_stopped_as_any_other_mail()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await DraftAsync(server);

        var held = await server.CallAsync("send_draft", $$"""{"draftId":"{{draftId}}","hold":60}""");
        var stopped = await server.CallAsync("cancel_send", $$"""{"draftId":"{{draftId}}"}""");

        Assert.Equal("held", held.Field("state"));
        Assert.Null(stopped.IsError);
        Assert.Single(server.Mailbox.Drafts);
    }

    private static async Task<string> DraftAsync(TestServer server) =>
        (await server.CallAsync("draft_email", """{"to":["ann@example.org"],"subject":"Hi","body":"Text"}""")).Field("draftId")!;

    private static Task<ModelContextProtocol.Protocol.CallToolResult> SendAsync(TestServer server, string draftId) =>
        server.CallAsync("send_draft", $$"""{"draftId":"{{draftId}}"}""");
}
