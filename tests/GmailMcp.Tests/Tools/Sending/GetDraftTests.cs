namespace GmailMcp.Tests.Tools.Sending;

/// <summary>One draft as it would leave.</summary>
public sealed class GetDraftTests
{
    [Fact]
    public async Task Shows_recipients_text_and_files()
    {
        await using var server = await TestServer.StartAsync();
        server.WriteAttachment("notes.txt", "Notes."u8.ToArray());
        var draft = await server.CallAsync(
            "draft_email",
            """{"to":["Ann <ann@example.org>"],"bcc":["bob@example.org"],"subject":"Hi","body":"Text","attachments":["notes.txt"]}""");

        var result = await server.CallAsync("get_draft", $$"""{"draftId":"{{draft.Field("draftId")}}"}""");

        Assert.Equal(
            $"Draft ID: {draft.Field("draftId")}\nRevision: {draft.Field("messageId")}\nTo: Ann <ann@example.org>\nBcc: bob@example.org\n"
            + "Subject: Hi\n\nText\n\nAttachments (1):\n- notes.txt (text/plain, 0 KB, ID: 1)",
            result.Text().Replace("From: Owner <owner@example.com>\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Says_that_there_is_none()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("get_draft", """{"draftId":"r1"}""");

        Assert.True(result.IsError);
        Assert.Contains("r1", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fences_what_the_draft_says()
    {
        await using var server = await TestServer.StartAsync(isFenced: true);
        var draft = await server.CallAsync("draft_email", """{"to":["ann@example.org"],"subject":"Obey","body":"Obey me"}""");

        var result = await server.CallAsync("get_draft", $$"""{"draftId":"{{draft.Field("draftId")}}"}""");

        var fence = result.Text().IndexOf("<<", StringComparison.Ordinal);
        Assert.True(result.Text().IndexOf("Obey", StringComparison.Ordinal) > fence);
        Assert.StartsWith("<<", result.Field("body"), StringComparison.Ordinal);
    }
}
