using System.Text;
using Gmail.Emulator;
using MimeKit;

namespace GmailMcp.Tests.Tools.Sending;

public class DraftEmailTests
{
    [Fact]
    public async Task Saves_a_draft_and_says_so_in_the_old_servers_words()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("draft_email", """
            {"to":["Ann Example <ann@example.org>"],"subject":"Grüße","body":"Hello there.","bcc":["bob@example.org"]}
            """);

        var draft = Assert.Single(server.Mailbox.Drafts);
        Assert.NotEqual(true, result.IsError);
        Assert.Equal($"Email draft created successfully with ID: {draft.Id}", result.Text());
        Assert.Equal(draft.Id, result.Field("draftId"));
        Assert.Equal(draft.Message.Id, result.Field("messageId"));
        Assert.Equal("Grüße", draft.Message.Mime.Subject);
        Assert.Equal("Ann Example", draft.Message.Mime.To.Mailboxes.Single().Name);
        Assert.Equal("bob@example.org", draft.Message.Mime.Bcc.Mailboxes.Single().Address);
    }

    [Fact]
    public async Task Sends_nothing()
    {
        await using var server = await TestServer.StartAsync();

        await server.CallAsync("draft_email", """{"to":["ann@example.org"],"subject":"Hi","body":"Text"}""");

        Assert.Equal(["users.drafts.create"], server.Changes);
        Assert.Empty(server.Gmail.Relayed);
    }

    [Fact]
    public async Task Takes_a_mail_whose_recipients_are_not_decided()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("draft_email", """{"to":[],"subject":"Later","body":"Text"}""");

        Assert.NotEqual(true, result.IsError);
        Assert.Empty(Assert.Single(server.Mailbox.Drafts).Message.Mime.To);
    }

    // Defect 16.
    [Fact]
    public async Task Puts_an_answer_into_the_thread()
    {
        await using var server = await TestServer.StartAsync();
        var parentId = server.Mailbox.Deliver(Encoding.UTF8.GetBytes(
            "From: Ann Example <ann@example.org>\r\nTo: owner@example.com\r\nSubject: Plans\r\n"
            + "Message-ID: <plans@example.org>\r\nReferences: <root@example.org>\r\n\r\nShall we meet?\r\n"));

        var result = await server.CallAsync("draft_email", $$"""
            {"to":["ann@example.org"],"subject":"Re: Plans","body":"Yes.","inReplyTo":"{{parentId}}"}
            """);

        var draft = Assert.Single(server.Mailbox.Drafts).Message;
        Assert.Equal(server.Mailbox.Messages.Single(message => message.Id == parentId).ThreadId, draft.ThreadId);
        Assert.Equal(draft.ThreadId, result.Field("threadId"));
        Assert.Equal("plans@example.org", draft.Mime.InReplyTo);
        Assert.Equal(["root@example.org", "plans@example.org"], draft.Mime.References);
    }

    // Defect 14.
    [Fact]
    public async Task Keeps_html_and_attachments()
    {
        await using var server = await TestServer.StartAsync();
        server.WriteAttachment("plan.csv", "a,b\n"u8.ToArray());

        await server.CallAsync("draft_email", """
            {"to":["ann@example.org"],"subject":"Hi","body":"Plain","htmlBody":"<p>Rich</p>","attachments":["plan.csv"]}
            """);

        var mime = Assert.Single(server.Mailbox.Drafts).Message.Mime;
        Assert.Equal("Plain", mime.TextBody?.Trim());
        Assert.Equal("<p>Rich</p>", mime.HtmlBody?.Trim());
        Assert.Equal("plan.csv", Assert.IsType<TextPart>(mime.Attachments.Single()).FileName);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Says_when_it_is_not_known_whether_the_draft_was_made(bool isMade)
    {
        await using var server = await TestServer.StartAsync();
        server.Gmail.Faults.Add(
            isMade ? EmulatedFault.ResetAfterWork() : EmulatedFault.HtmlBadGateway(), "users.drafts.create");

        var result = await server.CallAsync("draft_email", """{"to":["ann@example.org"],"subject":"Hi","body":"Text"}""");

        Assert.True(result.IsError);
        Assert.Contains("Look with search_emails in:draft", result.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("<", result.Text(), StringComparison.Ordinal);
        Assert.Equal(["users.drafts.create"], server.Changes);
    }

    [Fact]
    public async Task Says_in_the_old_servers_words_that_an_address_is_none()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("draft_email", """{"to":["ann at example.org"],"subject":"Hi","body":"Text"}""");

        Assert.True(result.IsError);
        Assert.Equal("Error: Recipient email address is invalid: ann at example.org", result.Text());
        Assert.Empty(server.Mailbox.Drafts);
    }
}
