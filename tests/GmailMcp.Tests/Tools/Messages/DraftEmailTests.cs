namespace GmailMcp.Tests.Tools.Messages;

public sealed class DraftEmailTests
{
    [Fact]
    public async Task Says_the_id_of_the_draft_and_sends_nothing()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync(
            "draft_email", """{"to":["ann@example.org"],"subject":"Hello","body":"Hello Ann."}""");

        Assert.Equal($"Email draft created successfully with ID: {result.Field("draftId")}", result.Text());
        Assert.Contains("DRAFT", server.Mailbox.Messages.Single().LabelIds);
        Assert.DoesNotContain("users.drafts.send", server.Gmail.Requests.Select(request => request.MethodId));
    }

    [Fact]
    public async Task Refuses_a_file_outside_the_attachment_folder()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync(
            "draft_email", """{"to":["ann@example.org"],"subject":"Hello","body":"Hello.","attachments":["/etc/hostname"]}""");

        Assert.True(result.IsError);
        Assert.Contains(server.AttachmentFolder, result.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Mailbox.Messages);
    }
}
