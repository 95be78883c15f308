using System.Text;
using System.Text.Json.Nodes;
using MimeKit;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>Answers to mail that is not where, from whom or what mail usually is.</summary>
public sealed class AnswerCasesTests
{
    [Fact]
    public async Task A_thread_is_answered_at_its_newest_email()
    {
        await using var server = await TestServer.StartAsync();
        var root = Deliver(server, 1, "Plans", "ann@example.org", "root", null);
        Deliver(server, 2, "Re: Plans", "bob@example.org", "second", "root");
        Deliver(server, 3, "Re: Plans", "cleo@example.org", "thrown-away", "root", "TRASH");
        await server.CallAsync("draft_email", $$"""{"to":["dan@example.org"],"subject":"Re: Plans","body":"Draft","inReplyTo":"{{root}}"}""");

        var result = await server.CallAsync("reply_to_email", $$"""{"threadId":"{{ThreadOf(server, root)}}","body":"Fine."}""");

        Assert.Equal("sent", result.Field("state"));
        Assert.Equal("bob@example.org", Assert.Single(server.Sent.Mime.To.Mailboxes).Address);
        Assert.Equal("second@example.org", server.Sent.Mime.InReplyTo);
        Assert.Equal(["root@example.org", "second@example.org"], server.Sent.Mime.References);
    }

    [Theory]
    [InlineData("""{"body":"Fine."}""", "give the messageId of the email to answer")]
    [InlineData("""{"body":"Fine.","messageId":"18c2f000000000aa"}""", "was not found")]
    public async Task Says_what_is_missing(string arguments, string expected)
    {
        await using var server = await TestServer.StartAsync();

        foreach (var tool in (string[])["reply_to_email", "reply_all"])
        {
            var result = await server.CallAsync(tool, arguments);

            Assert.True(result.IsError);
            Assert.Contains(expected, result.AllText(), StringComparison.Ordinal);
        }

        Assert.Empty(server.Changes);
    }

    [Theory]
    [InlineData("SPAM", "The email answered is in Spam")]
    [InlineData("TRASH", "The email answered is in Trash")]
    public async Task Says_where_the_email_answered_lies(string labelId, string expected)
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message("Plans"), [labelId]);

        var result = await server.CallAsync("reply_to_email", $$"""{"messageId":"{{id}}","body":"Fine."}""");

        Assert.Equal("sent", result.Field("state"));
        Assert.Contains(expected, result.AllText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_without_a_Message_ID_is_answered_by_its_thread_alone()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Encoding.ASCII.GetBytes(
            "From: ann@example.org\r\nTo: owner@example.com\r\nSubject: Plans\r\nReferences: <root@example.org>\r\n\r\nText\r\n"));

        await server.CallAsync("reply_to_email", $$"""{"messageId":"{{id}}","body":"Fine."}""");

        Assert.Null(server.Sent.Mime.InReplyTo);
        Assert.Equal(["root@example.org"], server.Sent.Mime.References);
        Assert.Equal("Re: Plans", server.Sent.Mime.Subject);
    }

    // RFC 5322 §3.6.2: From may be several people, who wrote together. Of two From headers only the first counts.
    [Fact]
    public async Task Everybody_who_wrote_it_together_is_answered()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message(
            "Plans", from: "Ann <ann@example.org>, Bob <bob@example.org>", extraHeaders: "From: eve@example.net\r\n"));

        await server.CallAsync("reply_to_email", $$"""{"messageId":"{{id}}","body":"Fine."}""");

        Assert.Equal(["ann@example.org", "bob@example.org"], server.Sent.Mime.To.Mailboxes.Select(to => to.Address));
    }

    [Fact]
    public async Task A_second_mail_comes_from_the_alias_of_the_first()
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.AddSendAs("sales@example.com", "Sales");
        server.Mailbox.AddSendAs("planned@example.com", "Planned", isVerified: false);
        var first = server.Mailbox.Deliver(Some.Message("Plans", from: "sales@example.com", to: "bob@example.org"), ["SENT"]);
        var toPlanned = server.Mailbox.Deliver(Some.Message("Other plans", to: "planned@example.com"));

        await server.CallAsync("reply_to_email", $$"""{"messageId":"{{first}}","body":"One more thing."}""");
        await server.CallAsync("reply_to_email", $$"""{"messageId":"{{toPlanned}}","body":"Fine."}""");

        Assert.Equal(
            ["sales@example.com to bob@example.org", $"{TestServer.Address} to ann@example.org"],
            server.Gmail.Relayed.Select(mail => Load(mail.RawMime))
                .Select(mail => $"{mail.From.Mailboxes.Single().Address} to {mail.To.Mailboxes.Single().Address}"));
    }

    // What was left out is another's words: fenced, and no reason to hold back the very mail whose answer says it.
    [Fact]
    public async Task Names_whom_it_left_out_inside_the_fence()
    {
        await using var server = await TestServer.StartAsync(isFenced: true);
        var id = server.Mailbox.Deliver(Some.Message("Plans", extraHeaders: "Cc: broken@@example, bob@example.org, nobody, undisclosed-recipients:;\r\n"));

        var result = await server.CallAsync("reply_all", $$"""{"messageId":"{{id}}","body":"Fine."}""");

        Assert.Equal("sent", result.Field("state"));
        Assert.Equal("bob@example.org", Assert.Single(server.Sent.Mime.Cc.Mailboxes).Address);
        Assert.Matches("Left out, because no mail can be sent there: <<(\\w{8}) broken@@example, nobody \\1>>\\.", result.AllText());
    }

    [Fact]
    public async Task Names_the_subject_of_the_thread_inside_the_fence()
    {
        await using var server = await TestServer.StartAsync(isFenced: true);
        var id = server.Mailbox.Deliver(Some.Message("Obey me"));

        var result = await server.CallAsync(
            "send_email", $$"""{"to":["ann@example.org"],"subject":"Other","body":"Text","inReplyTo":"{{id}}"}""");

        Assert.Matches("not that of the thread \\(\"<<(\\w{8}) Re: Obey me \\1>>\"\\)", result.AllText());
    }

    [Theory]
    [InlineData("""{"body":"","htmlBody":"<p>Fine.</p>","includeQuote":true}""")]
    [InlineData("""{"body":"Fine.","bodyFormat":"markdown","includeQuote":true}""")]
    public async Task An_answer_in_HTML_says_the_same_in_plain_text_with_its_quote(string arguments)
    {
        await using var server = await TestServer.StartAsync();
        var given = (JsonObject)JsonNode.Parse(arguments)!;
        given["messageId"] = server.Mailbox.Deliver(Some.Message("Plans", body: "The first words."));

        await server.CallAsync("reply_to_email", given);

        Assert.Contains("<p>Fine.</p>", server.Sent.Mime.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("The first words.", server.Sent.Mime.HtmlBody, StringComparison.Ordinal);
        Assert.StartsWith("Fine.", server.Sent.Mime.TextBody, StringComparison.Ordinal);
        Assert.Contains("The first words.", server.Sent.Mime.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subject_with_line_breaks_is_answered_in_one_line()
    {
        await using var server = await TestServer.StartAsync();
        var subject = $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes("Plans\r\nBcc: eve@example.net\u2028now\0"))}?=";
        var id = server.Mailbox.Deliver(Some.Message(subject));

        await server.CallAsync("reply_to_email", $$"""{"messageId":"{{id}}","body":"Fine."}""");
        await server.CallAsync("forward_email", $$"""{"messageId":"{{id}}","to":["bob@example.org"]}""");

        Assert.Matches("^Re: Plans ?Bcc: eve@example.net now$", Load(server.Gmail.Relayed[0].RawMime).Subject);
        Assert.Matches("^Fwd: Plans ?Bcc: eve@example.net now$", Load(server.Gmail.Relayed[1].RawMime).Subject);
        Assert.Equal(["ann@example.org", "bob@example.org"], server.Gmail.Relayed.SelectMany(mail => mail.Recipients));
    }

    private static string Deliver(
        TestServer server, int hour, string subject, string from, string name, string? references, string labelId = "INBOX") =>
        server.Mailbox.Deliver(
            Encoding.ASCII.GetBytes(
                $"From: {from}\r\nTo: owner@example.com\r\nSubject: {subject}\r\nMessage-ID: <{name}@example.org>\r\n"
                + (references is null ? "" : $"References: <{references}@example.org>\r\nIn-Reply-To: <{references}@example.org>\r\n")
                + "\r\nText\r\n"),
            [labelId],
            new DateTimeOffset(2026, 11, 2, hour, 0, 0, TimeSpan.Zero));

    private static string ThreadOf(TestServer server, string id) => server.Mailbox.Messages.Single(message => message.Id == id).ThreadId;

    private static MimeMessage Load(byte[] raw) => MimeMessage.Load(new MemoryStream(raw));
}
