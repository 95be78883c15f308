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
    public async Task Says_that_there_is_none()
    {
        await using var server = await TestServer.StartAsync();

        Assert.True((await server.CallAsync("delete_draft", """{"draftId":"r1"}""")).IsError);
    }
}
