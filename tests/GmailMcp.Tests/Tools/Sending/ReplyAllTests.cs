using System.Text.Json.Nodes;
using Gmail.Emulator;
using MimeKit;
using Testing;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>Answers to everybody: whom they reach, and that they stay in the thread on both sides.</summary>
public sealed class ReplyAllTests
{
    private const string Other = "other@example.net";

    // The units that a mailbox has for one minute are enough for about so many answers.
    private const int MessagesInAMailbox = 25;

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

    [Fact]
    public async Task Answers_every_real_mail_in_its_thread_on_both_sides()
    {
        Assert.SkipWhen(Repository.SharedData is null, "no real mail: GMAIL_MCP_TEST_MAIL names no folder with messages/");
        var files = Directory.GetFiles(Path.Combine(Repository.SharedData!, "mail", "messages"), "*.eml").Order(StringComparer.Ordinal);
        var wrong = new List<string>();
        var answered = 0;
        foreach (var some in files.Chunk(MessagesInAMailbox))
        {
            await using var server = await TestServer.StartAsync();
            var other = server.Gmail.AddAccount(Other, "Other");
            foreach (var file in some)
            {
                answered++;
                wrong.AddRange(await CheckAsync(server, other, Path.GetFileName(file), await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{answered} mails answered");
        Assert.Equal("", string.Join('\n', wrong));
    }

    // The expected recipients are read from the raw headers by MimeKit alone.
    private static async Task<IEnumerable<string>> CheckAsync(TestServer server, EmulatedMailbox other, string name, byte[] raw)
    {
        var here = server.Mailbox.Deliver(raw);
        var there = other.Deliver(raw);
        using var parent = MimeMessage.Load(new MemoryStream(raw));
        var direct = parent.ReplyTo.Mailboxes.Any() ? parent.ReplyTo : parent.From;
        var expected = direct.Mailboxes.Concat(parent.To.Mailboxes).Concat(parent.Cc.Mailboxes)
            .Select(mailbox => mailbox.GetAddress(idnEncode: true).ToLowerInvariant())
            .Where(address => IsWritable(address) && address != TestServer.Address)
            .Append(Other)
            .ToHashSet();
        var result = await server.CallAsync(
            "reply_all", new JsonObject { ["messageId"] = here, ["body"] = $"Answer to {name}", ["cc"] = new JsonArray(Other) });
        if (result.IsError == true)
        {
            return expected.Count == 1 && result.Text().Contains("names nobody", StringComparison.Ordinal)
                ? []
                : [$"{name}: {result.Text()}"];
        }

        var sent = server.Mailbox.Messages.Single(message => message.Id == result.Field("messageId"));
        var arrived = other.Messages.MaxBy(message => message.InternalDate)!;
        var parentId = parent.MessageId;
        List<string> wrong = [];
        // A mail without a Message-ID cannot be named by its answer; Gmail gives such mail one when it arrives over SMTP.
        Check(sent.ThreadId == server.Mailbox.Messages.Single(message => message.Id == here).ThreadId || parentId is null, "another thread here");
        Check(arrived.ThreadId == other.Messages.Single(message => message.Id == there).ThreadId || parentId is null, "another thread there");
        Check(parentId is null || (sent.Mime.InReplyTo == parentId && sent.Mime.References.LastOrDefault() == parentId), "In-Reply-To");
        var reached = sent.Mime.To.Mailboxes.Concat(sent.Mime.Cc.Mailboxes).Select(to => to.Address.ToLowerInvariant()).ToList();
        Check(expected.SetEquals(reached) && reached.Count == expected.Count, $"{string.Join(' ', reached)} for {string.Join(' ', expected)}");
        return wrong;

        void Check(bool holds, string what)
        {
            if (!holds)
            {
                wrong.Add($"{name}: {what}");
            }
        }
    }

    // Addresses beyond ASCII (RFC 6532) and names of no domain in the world are not written to.
    private static bool IsWritable(string address) =>
        System.Text.Ascii.IsValid(address) && address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && address.IndexOf('.', at) > 0;

    private static Task<ModelContextProtocol.Protocol.CallToolResult> ReplyAsync(TestServer server, string messageId) =>
        server.CallAsync("reply_all", new JsonObject { ["messageId"] = messageId, ["body"] = "Fine." });

    private static IEnumerable<string> Addresses(InternetAddressList list) => list.Mailboxes.Select(mailbox => mailbox.Address);
}
