using System.Text.Json.Nodes;
using MimeKit;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>Answers to everybody: whom they reach.</summary>
public sealed class ReplyAllTests
{
    [Fact]
    public async Task Reaches_everybody_but_oneself_each_once()
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.AddSendAs("sales@example.com", "Sales");
        var id = server.Mailbox.Deliver(Some.Message(
            "Plans",
            to: "Owner <OWNER+lists@example.com>, bob@example.org, Bob <BOB@example.org>, Cleo <cleo@example.org>",
            extraHeaders: "Cc: sales@example.com, \"Dan, D.\" <dan@example.org>, undisclosed:;, broken@@example\r\n"));

        var result = await ReplyAsync(server, id);

        Assert.Equal("sent", result.Field("state"));
        Assert.Equal(["ann@example.org"], Addresses(server.Sent.Mime.To));
        Assert.Equal(["bob@example.org", "cleo@example.org", "dan@example.org"], Addresses(server.Sent.Mime.Cc));
    }

    [Fact]
    public async Task Goes_where_Reply_To_says()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message("Plans", extraHeaders: "Reply-To: list@example.org\r\nCc: bob@example.org\r\n"));

        await ReplyAsync(server, id);

        Assert.Equal(["list@example.org"], Addresses(server.Sent.Mime.To));
        Assert.Equal(["bob@example.org"], Addresses(server.Sent.Mime.Cc));
    }

    [Fact]
    public async Task Comes_from_the_alias_that_the_mail_was_sent_to()
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.AddSendAs("sales@example.com", "Sales");
        var id = server.Mailbox.Deliver(Some.Message("Plans", to: "sales@example.com"));

        await ReplyAsync(server, id);

        Assert.Equal("\"Sales\" <sales@example.com>", server.Sent.Mime.From.ToString());
        Assert.Equal(["ann@example.org"], Addresses(server.Sent.Mime.To));
    }

    private static Task<ModelContextProtocol.Protocol.CallToolResult> ReplyAsync(TestServer server, string messageId) =>
        server.CallAsync("reply_all", new JsonObject { ["messageId"] = messageId, ["body"] = "Fine." });

    private static IEnumerable<string> Addresses(InternetAddressList list) => list.Mailboxes.Select(mailbox => mailbox.Address);
}
