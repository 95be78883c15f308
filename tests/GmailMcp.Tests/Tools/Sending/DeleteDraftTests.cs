using Gmail.Emulator;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>Drafts that go.</summary>
public sealed class DeleteDraftTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deletes_a_draft(bool isAnswerLost)
    {
        await using var server = await TestServer.StartAsync();
        var draft = await server.CallAsync("draft_email", """{"to":["ann@example.org"],"subject":"Hi","body":"Text"}""");
        if (isAnswerLost)
        {
            server.Gmail.Faults.Add(EmulatedFault.ResetAfterWork(), "users.drafts.delete");
        }

        var result = await server.CallAsync("delete_draft", $$"""{"draftId":"{{draft.Field("draftId")}}"}""");

        Assert.Equal($"Draft {draft.Field("draftId")} deleted.", result.Text());
        Assert.Empty(server.Mailbox.Drafts);
    }

    [Fact]
    public async Task Says_that_the_draft_is_still_there()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddRichAsync(server);
        server.Gmail.Faults.Add(EmulatedFault.BackendError(), "users.drafts.delete");

        Assert.True((await server.CallAsync("delete_draft", $$"""{"draftId":"{{draftId}}"}""")).IsError);
        Assert.Single(server.Mailbox.Drafts);
    }

    [Fact]
    public async Task Does_not_claim_anything_when_Gmail_cannot_be_asked()
    {
        await using var server = await TestServer.StartAsync();
        var draftId = await PersonsDrafts.AddRichAsync(server);
        server.Gmail.Faults.Add(EmulatedFault.ResetAfterWork(), "users.drafts.delete");
        server.Gmail.Faults.Add(EmulatedFault.DailyLimitExceeded(), "users.drafts.get");

        var result = await server.CallAsync("delete_draft", $$"""{"draftId":"{{draftId}}"}""");

        Assert.True(result.IsError);
        Assert.Contains($"did not confirm that draft {draftId} is deleted", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_there_is_none()
    {
        await using var server = await TestServer.StartAsync();

        Assert.True((await server.CallAsync("delete_draft", """{"draftId":"r1"}""")).IsError);
    }
}
