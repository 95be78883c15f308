namespace GmailMcp.Tests.Tools;

/// <summary>Every structured result says what the call cost.</summary>
public class UnitsSpentTests
{
    [Theory]
    [InlineData("search_emails", """{"query":"","maxResults":5}""")]
    [InlineData("read_email", """{"messageId":"ID"}""")]
    [InlineData("list_email_labels", "{}")]
    [InlineData("modify_email", """{"messageId":"ID","addLabelIds":["STARRED"]}""")]
    [InlineData("batch_modify_emails", """{"messageIds":["ID"],"addLabelIds":["STARRED"]}""")]
    [InlineData("draft_email", """{"to":["ann@example.org"],"subject":"Draft","body":"Text"}""")]
    [InlineData("send_email", """{"to":["ann@example.org"],"subject":"Mail","body":"Text"}""")]
    [InlineData("list_filters", "{}")]
    public async Task Is_what_Gmail_counted(string tool, string arguments)
    {
        await using var server = await TestServer.StartAsync();
        var id = Enumerable.Range(0, 5).Select(i => server.Mailbox.Deliver(Some.Message($"Mail {i}"))).Last();

        for (var i = 0; i < 2; i++)
        {
            var before = server.Gmail.UnitsSpent;
            var result = await server.CallAsync(tool, arguments.Replace("ID", id, StringComparison.Ordinal));
            Assert.NotEqual(true, result.IsError);
            Assert.Equal(server.Gmail.UnitsSpent - before, result.StructuredContent!.Value.GetProperty("unitsSpent").GetInt32());
        }
    }
}
