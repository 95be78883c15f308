using System.Text.Json.Nodes;
using Gmail.Emulator;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>A send asks Gmail once whose mailbox it is, however many steps want to know.</summary>
public sealed class SendUnitsTests
{
    [Theory]
    [InlineData("send_email", """{"to":["ann@example.org"],"subject":"Hello","body":"Hello there."}""")]
    [InlineData("send_email", """{"to":["ann@example.org"],"subject":"Hello","body":"Hello there.","inReplyTo":"ID"}""")]
    [InlineData("send_email", """{"to":["ann@example.org"],"subject":"Hello","body":"Hello there.","dryRun":true}""")]
    [InlineData("reply_to_email", """{"messageId":"ID","body":"Fine."}""")]
    [InlineData("reply_all", """{"messageId":"ID","body":"Fine."}""")]
    [InlineData("forward_email", """{"messageId":"ID","to":["ann@example.org"]}""")]
    [InlineData("send_draft", """{"draftId":"DRAFT"}""")]
    public async Task Asks_once_whose_mailbox_it_is(string tool, string arguments)
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message("Plans"));
        var draft = await server.CallAsync("draft_email", """{"to":["ann@example.org"],"subject":"A draft","body":"Text"}""");
        var asked = Asked(server.Gmail);

        var result = await server.CallAsync(
            tool,
            arguments.Replace("ID", id, StringComparison.Ordinal)
                .Replace("draftId\":\"DRAFT", "draftId\":\"" + draft.Field("draftId"), StringComparison.Ordinal));

        Assert.NotEqual(true, result.IsError);
        Assert.Equal(1, Asked(server.Gmail) - asked);
    }

    [Fact]
    public async Task Asks_once_where_the_mail_is_saved_instead()
    {
        await using var server = await TestServer.StartAsync(isFenced: true);
        var id = server.Mailbox.Deliver(Some.Message("Plans"));
        await server.CallAsync("read_email", new JsonObject { ["messageId"] = id });
        var asked = Asked(server.Gmail);

        var result = await server.CallAsync("send_email", """{"to":["new@example.org"],"subject":"Hello","body":"Hello there."}""");

        Assert.Single(server.Mailbox.Drafts);
        Assert.NotNull(result.Field("undoId"));
        Assert.Equal(1, Asked(server.Gmail) - asked);
    }

    [Fact]
    public async Task Asks_once_where_it_was_sent_before()
    {
        const string Mail = """{"to":["ann@example.org"],"subject":"Hello","body":"Hello there."}""";
        await using var server = await TestServer.StartAsync();
        await server.CallAsync("send_email", Mail);

        var (again, units) = await server.CountAsync("send_email", Mail);

        Assert.Equal("sent", again.Field("state"));
        Assert.Equal(1, units);
    }

    private static int Asked(EmulatedGmail gmail) => gmail.Requests.Count(request => request.MethodId == "users.getProfile");
}
