using System.Text.Json.Nodes;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>An answer to the sender alone.</summary>
public sealed class ReplyToEmailTests
{
    [Fact]
    public async Task Answers_the_sender_in_the_thread()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message("AW: Pläne", extraHeaders: "Cc: bob@example.org\r\nReferences: <root@example.org>\r\n"));
        var parent = server.Mailbox.Messages.Single();

        var result = await server.CallAsync("reply_to_email", new JsonObject { ["messageId"] = id, ["body"] = "Fine." });

        Assert.Equal($"Email sent successfully with ID: {server.Sent.Id}", result.Text());
        Assert.Equal("AW: Pläne", server.Sent.Mime.Subject);
        Assert.Equal("\"Ann Example\" <ann@example.org>", server.Sent.Mime.To.ToString());
        Assert.Empty(server.Sent.Mime.Cc);
        Assert.Equal(parent.ThreadId, server.Sent.ThreadId);
        Assert.Equal(parent.Mime.MessageId, server.Sent.Mime.InReplyTo);
        Assert.Equal(["root@example.org", parent.Mime.MessageId!], server.Sent.Mime.References);
        Assert.Equal("Fine.", server.Sent.Mime.TextBody!.TrimEnd());
    }

    [Fact]
    public async Task Puts_the_mail_answered_below_when_asked()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message("Plans", body: "First line\r\n> older\r\n\r\n<b>not bold</b>"));

        await server.CallAsync(
            "reply_to_email",
            new JsonObject { ["messageId"] = id, ["body"] = "Fine.", ["htmlBody"] = "<p>Fine.</p>", ["includeQuote"] = true });

        Assert.Equal(
            "Fine.\n\nOn Mon, 2 Nov 2026 at 09:00, Ann Example <ann@example.org> wrote:\n\n> First line\n>> older\n>\n> <b>not bold</b>",
            server.Sent.Mime.TextBody!.ReplaceLineEndings("\n").TrimEnd());
        Assert.Contains("<div class=\"gmail_quote\">", server.Sent.Mime.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;not bold&lt;/b&gt;", server.Sent.Mime.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_ones_own_mail_to_those_it_went_to()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message("Plans", from: TestServer.Address, to: "bob@example.org"), ["SENT"]);

        await server.CallAsync("reply_to_email", new JsonObject { ["messageId"] = id, ["body"] = "One more thing." });

        var sent = server.Mailbox.Messages.Single(message => message.Id != id);
        Assert.Equal("bob@example.org", Assert.Single(sent.Mime.To.Mailboxes).Address);
    }

    [Theory]
    [InlineData("From: nobody\r\n\r\nText", "names nobody whom an answer could reach")]
    public async Task Says_when_nobody_can_be_answered(string mail, string expected)
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(System.Text.Encoding.ASCII.GetBytes(mail));

        var result = await server.CallAsync("reply_to_email", new JsonObject { ["messageId"] = id, ["body"] = "Fine." });

        Assert.True(result.IsError);
        Assert.Contains(expected, result.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Changes);
    }

    [Fact]
    public async Task Does_not_answer_a_draft()
    {
        await using var server = await TestServer.StartAsync();
        var draft = await server.CallAsync("draft_email", """{"to":["ann@example.org"],"subject":"Hi","body":"Text"}""");

        var result = await server.CallAsync(
            "reply_to_email", new JsonObject { ["messageId"] = draft.Field("messageId"), ["body"] = "Fine." });

        Assert.Contains("is a draft", result.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Gmail.Relayed);
    }

    // A name made to look like headers or other recipients stays one name of one recipient.
    [Fact]
    public async Task A_hostile_name_adds_nobody()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message(
            "Plans", from: "=?utf-8?B?" + Convert.ToBase64String("Eve\r\nBcc: eve@example.net, <x@example.net>"u8) + "?= <ann@example.org>"));

        await server.CallAsync("reply_to_email", new JsonObject { ["messageId"] = id, ["body"] = "Fine." });

        Assert.Equal(["ann@example.org"], Assert.Single(server.Gmail.Relayed).Recipients);
        Assert.Equal("ann@example.org", Assert.Single(server.Sent.Mime.To.Mailboxes).Address);
    }
}
