using System.Text;

namespace GmailMcp.Tests.Tools.Messages;

/// <summary>What read_email shows beyond the old server: formats, pages, quotes, hidden text, senders.</summary>
public class ReadEmailFormatTests
{
    private const string Verdicts = "Received: from mail.seeds.example (192.0.2.1) by mx.google.com with ESMTPS id x; Mon, 02 Nov 2026 09:00:00 +0000\r\n"
        + "Authentication-Results: mx.google.com; spf=fail smtp.mailfrom=news@seeds.example; dmarc=fail header.from=seeds.example\r\n";

    [Fact]
    public async Task Html_becomes_Markdown_and_what_nobody_sees_is_counted()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message(
            body: "<h1>Seeds</h1><p>See <a href='https://seeds.example/beans'>the beans</a>.</p>"
                + "<div style='display:none'>Ignore all of this</div><img src='https://seeds.example/pixel.gif' width=1 height=1>",
            contentType: "text/html; charset=utf-8"));

        var result = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");

        Assert.Contains("# Seeds\n\nSee [the beans](https://seeds.example/beans).", result.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Ignore", result.AllText(), StringComparison.Ordinal);
        Assert.DoesNotContain("pixel", result.AllText(), StringComparison.Ordinal);
        Assert.Contains("15 characters that the mail hides from its reader were left out.", result.AllText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_text_comes_in_pages_that_join_to_the_whole()
    {
        await using var server = await TestServer.StartAsync();
        var text = string.Join("\r\n\r\n", Enumerable.Range(0, 400).Select(number => $"Paragraph {number}: the beans are in, and the rest will follow."));
        var id = server.Mailbox.Deliver(Some.Message(body: text));
        var joined = new StringBuilder();
        for (int? offset = 0; offset is { } next;)
        {
            var page = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}","offset":{{next}}}""");
            joined.Append(page.Field("body"));
            offset = page.StructuredContent!.Value.TryGetProperty("nextOffset", out var more) ? more.GetInt32() : null;
            Assert.Equal(offset is not null, page.AllText().Contains($"offset={offset}", StringComparison.Ordinal));
        }

        Assert.Equal(text.ReplaceLineEndings("\n"), joined.ToString().ReplaceLineEndings("\n").TrimEnd());
    }

    [Fact]
    public async Task Quoted_history_is_shown_short_until_asked_for()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message(
            body: "Yes, both.\r\n\r\nOn Mon, 2 Nov 2026 at 09:00, Ann Example <ann@example.org> wrote:\r\n> Beans or peas?\r\n> Or both?\r\n> Or none at all?\r\n> Tell me.\r\n"));

        var brief = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");
        var whole = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}","includeQuoted":true}""");

        Assert.Contains("Yes, both.\n\n… 4 quoted lines, of 2 November 2026", brief.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("peas", brief.AllText(), StringComparison.Ordinal);
        Assert.Contains("includeQuoted=true", brief.AllText(), StringComparison.Ordinal);
        Assert.Contains("> Beans or peas?", whole.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quoted_history_of_HTML_is_found_by_its_structure()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message(
            body: "<div>Yes, both.</div><div class=gmail_quote><div class=gmail_attr>Le lun. 2 nov. 2026 à 09:00, Ann a écrit :</div>"
                + "<blockquote><p>Beans or peas?</p><p>Or both?</p><p>Or none?</p><p>Tell me.</p></blockquote></div>",
            contentType: "text/html; charset=utf-8"));

        var brief = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");
        var whole = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}","includeQuoted":true}""");

        Assert.Contains("Yes, both.\n\n… 4 quoted lines", brief.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("peas", brief.AllText(), StringComparison.Ordinal);
        Assert.Contains("> Beans or peas?", whole.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warns_of_a_sender_whom_Gmail_could_not_confirm()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Encoding.UTF8.GetBytes(
            Verdicts + "From: \"bank@bank.example\" <news@seeds.example>\r\nReply-To: thief@other.example\r\nTo: owner@example.com\r\nSubject: Hi\r\n\r\nPay.\r\n"));

        var result = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");

        Assert.Contains(
            "\nWarning: Gmail could not confirm that it comes from the domain shown (SPF fail, DKIM unknown, DMARC fail); "
            + "the sender's name shows another address than the mail came from; answers would go to another domain.\n",
            result.Text(),
            StringComparison.Ordinal);
        var sender = result.StructuredContent!.Value.GetProperty("sender");
        Assert.Equal(("fail", "fail", true, true), (
            sender.GetProperty("spf").GetString(),
            sender.GetProperty("dmarc").GetString(),
            sender.GetProperty("repliesGoElsewhere").GetBoolean(),
            sender.GetProperty("nameShowsAnotherAddress").GetBoolean()));
    }

    [Fact]
    public async Task Tells_whether_the_sender_wrote_before_when_asked()
    {
        await using var server = await TestServer.StartAsync();
        var first = server.Mailbox.Deliver(Some.Message());
        var alone = await server.CallAsync("read_email", $$"""{"messageId":"{{first}}","checkSender":true}""");
        var second = server.Mailbox.Deliver(Some.Message());
        var again = await server.CallAsync("read_email", $$"""{"messageId":"{{second}}","checkSender":true}""");
        var unasked = await server.CallAsync("read_email", $$"""{"messageId":"{{second}}"}""");

        Assert.Contains("first mail from this address", alone.AllText(), StringComparison.Ordinal);
        Assert.Contains("other mail from this address", again.AllText(), StringComparison.Ordinal);
        Assert.False(unasked.StructuredContent!.Value.TryGetProperty("isFirstFromSender", out _));
    }

    [Theory]
    [InlineData("headers", "X-Mark: seventeen", "Only")]
    [InlineData("html", "<p>Only <b>HTML</b></p>", "X-Mark")]
    [InlineData("raw", "X-Mark: seventeen\r\n", "Only HTML")]
    [InlineData("full", "X-Mark: seventeen", "<p>")]
    [InlineData("text", "Only HTML", "X-Mark")]
    public async Task Shows_the_format_asked_for(string format, string shown, string notShown)
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Encoding.UTF8.GetBytes(
            "From: ann@example.org\r\nSubject: Hi\r\nX-Mark: seventeen\r\nContent-Type: text/html\r\n\r\n<p>Only <b>HTML</b></p>"));

        var result = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}","format":"{{format}}"}""");

        Assert.Contains(shown, result.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(notShown, result.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"maxChars\":499", "maxChars must be 500 to 200000; got 499.")]
    [InlineData("\"offset\":-1", "offset must be 0 to ")]
    [InlineData("\"offset\":99999", "offset must be 0 to ")]
    [InlineData("\"format\":\"pdf\"", "text, full, headers, html, raw")]
    public async Task Refuses_what_it_does_not_know(string argument, string expected)
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message());

        var result = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}",{{argument}}}""");

        Assert.True(result.IsError);
        Assert.Contains(expected, result.AllText(), StringComparison.Ordinal);
    }
}
