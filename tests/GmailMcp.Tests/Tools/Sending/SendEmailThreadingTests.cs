using System.Text;
using Gmail.Emulator;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>Answers end up in the thread of what they answer, in Gmail and in every other program.</summary>
public class SendEmailThreadingTests
{
    // Defect 16: References was only the last id, and a Gmail id went into In-Reply-To as it was.
    [Fact]
    public async Task Answers_a_message_by_its_Message_ID()
    {
        await using var server = await TestServer.StartAsync();
        var parent = DeliverParent(server);

        await server.CallAsync("send_email", Answer("""
            "inReplyTo":"<plans@example.org>"
            """));

        AssertAnswers(server.Sent, parent);
    }

    [Fact]
    public async Task Answers_a_message_by_its_Gmail_id()
    {
        await using var server = await TestServer.StartAsync();
        var parent = DeliverParent(server);

        await server.CallAsync("send_email", Answer($"""
            "inReplyTo":"{parent.Id}"
            """));

        AssertAnswers(server.Sent, parent);
    }

    [Fact]
    public async Task Answers_the_newest_message_of_a_thread()
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.Deliver(Message("<root@example.org>", references: null), receivedAt: At(1));
        var parent = DeliverParent(server);

        await server.CallAsync("send_email", Answer($"""
            "threadId":"{parent.ThreadId}"
            """));

        AssertAnswers(server.Sent, parent);
    }

    [Fact]
    public async Task Passes_over_drafts_of_the_thread()
    {
        await using var server = await TestServer.StartAsync();
        var parent = DeliverParent(server);
        await server.CallAsync("draft_email", Answer("""
            "inReplyTo":"<plans@example.org>"
            """));

        await server.CallAsync("send_email", Answer($"""
            "threadId":"{parent.ThreadId}"
            """));

        AssertAnswers(server.Sent, parent);
    }

    [Fact]
    public async Task Says_that_another_subject_may_begin_another_thread()
    {
        await using var server = await TestServer.StartAsync();
        var parent = DeliverParent(server);

        var result = await server.CallAsync("send_email", $$"""
            {"to":["ann@example.org"],"subject":"Something else","body":"Yes.","threadId":"{{parent.ThreadId}}"}
            """);

        Assert.Equal($"Email sent successfully with ID: {server.Sent.Id}", result.Text());
        Assert.Contains("The subject is not that of the thread (\"Re: Plans\")", result.AllText(), StringComparison.Ordinal);
        Assert.NotEqual(parent.ThreadId, server.Sent.ThreadId);
        Assert.Equal("plans@example.org", server.Sent.Mime.InReplyTo);
    }

    [Theory]
    [InlineData("Plans")]
    [InlineData("Re: Plans")]
    public async Task Says_nothing_of_the_subject_when_it_is_the_threads(string subject)
    {
        await using var server = await TestServer.StartAsync();
        var parent = DeliverParent(server);

        var result = await server.CallAsync("send_email", $$"""
            {"to":["ann@example.org"],"subject":"{{subject}}","body":"Yes.","inReplyTo":"{{parent.Id}}"}
            """);

        Assert.Equal($"Email sent successfully with ID: {server.Sent.Id}", result.AllText());
        Assert.Equal(parent.ThreadId, server.Sent.ThreadId);
    }

    [Fact]
    public async Task Names_a_message_that_is_not_in_this_mailbox()
    {
        await using var server = await TestServer.StartAsync();

        await server.CallAsync("send_email", Answer("""
            "inReplyTo":"<elsewhere@example.org>"
            """));

        Assert.Equal("elsewhere@example.org", server.Sent.Mime.InReplyTo);
        Assert.Equal(["elsewhere@example.org"], server.Sent.Mime.References);
    }

    [Theory]
    [InlineData("inReplyTo", "The message answered, 18c2f0aa00000000 (inReplyTo), was not found")]
    [InlineData("threadId", "Thread 18c2f0aa00000000 was not found")]
    public async Task Sends_nothing_when_what_it_answers_is_not_there(string argument, string expected)
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("send_email", Answer($"""
            "{argument}":"18c2f0aa00000000"
            """));

        Assert.True(result.IsError);
        Assert.Contains(expected, result.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Changes);
    }

    [Fact]
    public async Task Joins_the_thread_that_read_email_shows_the_Message_ID_of()
    {
        await using var server = await TestServer.StartAsync();
        var parent = DeliverParent(server);
        var read = await server.CallAsync("read_email", $$"""{"messageId":"{{parent.Id}}"}""");

        await server.CallAsync("send_email", Answer($"""
            "inReplyTo":"{read.Field("messageIdHeader")}"
            """));

        Assert.Contains("\nMessage-ID: <plans@example.org>\n", read.Text(), StringComparison.Ordinal);
        AssertAnswers(server.Sent, parent);
    }

    private static void AssertAnswers(EmulatedMessage sent, EmulatedMessage parent)
    {
        Assert.Equal(parent.ThreadId, sent.ThreadId);
        Assert.Equal("plans@example.org", sent.Mime.InReplyTo);
        Assert.Equal(["root@example.org", "plans@example.org"], sent.Mime.References);
    }

    private static string Answer(string reference) =>
        $$"""{"to":["ann@example.org"],"subject":"Re: Plans","body":"Yes.",{{reference}}}""";

    private static EmulatedMessage DeliverParent(TestServer server)
    {
        var id = server.Mailbox.Deliver(Message("<plans@example.org>", "<root@example.org>"), receivedAt: At(2));
        return server.Mailbox.Messages.Single(message => message.Id == id);
    }

    private static byte[] Message(string messageId, string? references) => Encoding.UTF8.GetBytes(
        "From: Ann Example <ann@example.org>\r\nTo: owner@example.com\r\nSubject: Plans\r\n"
        + $"Date: Mon, 02 Nov 2026 09:00:00 +0000\r\nMessage-ID: {messageId}\r\n"
        + (references is null ? "" : $"References: {references}\r\nIn-Reply-To: {references}\r\n") + "\r\nShall we meet?\r\n");

    private static DateTimeOffset At(int hour) => new(2026, 11, 2, hour, 0, 0, TimeSpan.Zero);
}
