namespace GmailMcp.Tests.Tools.Messages;

public sealed class SendEmailTests
{
    private const string Hello = """{"to":["Ann Example <ann@example.org>"],"subject":"Hello","body":"Hello Ann."}""";

    [Fact]
    public async Task Says_the_id_of_what_was_sent_in_the_old_servers_words()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("send_email", Hello);

        Assert.Equal($"Email sent successfully with ID: {result.Field("messageId")}", result.Text());
        Assert.Contains("SENT", server.Mailbox.Messages.Single().LabelIds);
    }

    [Fact]
    public async Task Sends_by_way_of_one_draft()
    {
        await using var server = await TestServer.StartAsync();

        await server.CallAsync("send_email", Hello);

        var methods = server.Gmail.Requests.Select(request => request.MethodId).ToList();
        Assert.Single(methods, "users.drafts.create");
        Assert.Single(methods, "users.drafts.send");
        Assert.DoesNotContain("users.messages.send", methods);
    }

    [Fact]
    public async Task Sends_nothing_without_a_recipient()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("send_email", """{"to":[],"subject":"Hello","body":"Hello."}""");

        Assert.True(result.IsError);
        Assert.Contains("no recipient", result.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Mailbox.Messages);
    }

    [Theory]
    [InlineData("subject", "Hello\\r\\nBcc: thief@example.net")]
    [InlineData("subject", "Hello\\u2028Bcc: thief@example.net")]
    [InlineData("inReplyTo", "<a@example.org>\\nBcc: thief@example.net")]
    public async Task Refuses_what_would_begin_another_header(string argument, string value)
    {
        await using var server = await TestServer.StartAsync();
        var arguments = argument == "subject"
            ? $$"""{"to":["ann@example.org"],"subject":"{{value}}","body":"Hello."}"""
            : $$"""{"to":["ann@example.org"],"subject":"Hello","body":"Hello.","{{argument}}":"{{value}}"}""";

        var result = await server.CallAsync("send_email", arguments);

        Assert.True(result.IsError);
        Assert.Contains(argument, result.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Mailbox.Messages);
    }
}
