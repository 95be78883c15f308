using System.Text;

namespace GmailMcp.Tests.Tools.Messages;

public class ReadEmailTests
{
    [Fact]
    public async Task Shows_headers_and_text_in_the_old_servers_words()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Encoding.UTF8.GetBytes(
            "From: Ann Example <ann@example.org>\r\nTo: owner@example.com\r\nCc: Bob <bob@example.org>\r\n"
            + "Reply-To: list@example.org\r\nSubject: Plans\r\nDate: Mon, 02 Nov 2026 09:00:00 +0000\r\n"
            + "Message-ID: <plans@example.org>\r\n\r\nShall we meet?\r\n"));

        var result = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");

        Assert.Equal(
            $"Thread ID: {result.Field("threadId")}\nSubject: Plans\nFrom: Ann Example <ann@example.org>\nTo: owner@example.com\n"
            + "Date: Mon, 02 Nov 2026 09:00:00 +0000\nCc: Bob <bob@example.org>\nReply-To: list@example.org\n"
            + "Message-ID: <plans@example.org>\n\nShall we meet?\n",
            result.Text().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Marks_html_that_has_no_plain_text()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message(body: "<p>Only <b>HTML</b></p>", contentType: "text/html; charset=utf-8"));

        var result = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");

        Assert.Contains(
            "\n\n[Note: This email is HTML-formatted. Plain text version not available.]\n\nOnly HTML",
            result.Text(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prefers_the_plain_part_when_both_exist()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message(
            contentType: "multipart/alternative; boundary=b",
            body: "--b\r\nContent-Type: text/plain\r\n\r\nPlain words\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Rich words</p>\r\n--b--"));

        var result = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");

        Assert.Contains("Plain words", result.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Rich words", result.Text(), StringComparison.Ordinal);
    }

    // Defects 17 and 18: small and inline attachments were missing, and the ids died with the next fetch.
    [Fact]
    public async Task Lists_small_and_inline_attachments_with_ids_that_last()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message(
            contentType: "multipart/mixed; boundary=b",
            body: "--b\r\nContent-Type: text/plain\r\n\r\nSee both.\r\n"
                + "--b\r\nContent-Type: text/plain; name=note.txt\r\nContent-Disposition: attachment; filename=note.txt\r\n\r\nsmall\r\n"
                + "--b\r\nContent-Type: image/png\r\nContent-Disposition: inline; filename=dot.png\r\nContent-ID: <dot>\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--"));

        var first = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");
        var second = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");

        Assert.Contains("Attachments (2):\n- note.txt (text/plain, 0 KB, ID: 1)\n- dot.png (image/png, 0 KB, ID: 2)", first.Text(), StringComparison.Ordinal);
        Assert.Equal(first.Text(), second.Text());
        Assert.DoesNotContain("small", first.Text().Split("Attachments")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_which_message_is_missing_and_what_to_do()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("read_email", """{"messageId":"18c2f0aa00000000"}""");

        Assert.True(result.IsError);
        Assert.StartsWith("Error: Message 18c2f0aa00000000 was not found", result.Text(), StringComparison.Ordinal);
        Assert.Contains("search_emails", result.Text(), StringComparison.Ordinal);
    }

    // The JSON of a part inside 100 others is deeper than System.Text.Json reads unless told.
    [Fact]
    public async Task Reads_a_message_with_a_hundred_nested_parts()
    {
        await using var server = await TestServer.StartAsync();
        var body = "Content-Type: text/plain\r\n\r\nThe core.\r\n";
        for (var i = 99; i >= 1; i--)
        {
            body = $"Content-Type: multipart/mixed; boundary=b{i}x\r\n\r\n--b{i}x\r\n{body}\r\n--b{i}x--\r\n";
        }

        var id = server.Mailbox.Deliver(Encoding.UTF8.GetBytes("From: ann@example.org\r\nSubject: Deep\r\n" + body));

        var result = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");

        Assert.False(result.IsError ?? false, result.AllText());
        Assert.Contains("The core.", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_every_message_of_the_demo_mailbox()
    {
        await using var server = await TestServer.StartAsync();
        GmailMcp.Hosting.Emulated.FillWithDemo(server.Mailbox, Gmail.Emulator.DemoMailbox.PinnedNow);

        foreach (var message in server.Mailbox.Messages)
        {
            var result = await server.CallAsync("read_email", $$"""{"messageId":"{{message.Id}}"}""");
            Assert.False(result.IsError ?? false, $"{message.Id}: {result.AllText()}");
            Assert.StartsWith("Thread ID: ", result.Text(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_sender_cannot_fill_the_answer_with_headers()
    {
        await using var server = await TestServer.StartAsync();
        var crowd = string.Join(", ", Enumerable.Range(1, 5_000).Select(number => $"p{number}@example.org"));
        var many = string.Concat(Enumerable.Range(1, 2_000).Select(number => $"X-{number}: {new string('y', 200)}\r\n"));
        var id = server.Mailbox.Deliver(Some.Message(new string('s', 50_000), extraHeaders: $"Cc: {crowd}\r\n{many}"));

        var hits = await server.CallAsync("search_emails", """{"query":"from:ann"}""");
        var mail = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");
        var all = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}","format":"headers"}""");

        Assert.InRange(hits.Text().Length, 500, 1_000);
        Assert.Contains("Subject: sss", hits.Text(), StringComparison.Ordinal);
        Assert.Contains("s… (49500 more characters)\nFrom: Ann", hits.Text(), StringComparison.Ordinal);
        Assert.InRange(mail.Text().Length, 10_000, 12_000);
        Assert.InRange(mail.Field("cc")!.Length, 5_000, 5_100);
        Assert.Equal("Headers are cut after 5,000 characters; format=raw has them whole.", mail.Field("notes", 0));
        Assert.InRange(all.Text().Length, 100_000, 130_000);
        Assert.Contains("more headers; format=raw has them", all.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_a_mail_whose_parts_lie_deeper_than_anybody_looks()
    {
        await using var server = await TestServer.StartAsync();
        var inner = "Content-Type: text/plain; name=deep.txt\r\nContent-Disposition: attachment; filename=deep.txt\r\n\r\ndeep\r\n";
        for (var level = 0; level < 124; level++)
        {
            inner = $"Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n{inner}\r\n--b{level}--\r\n";
        }

        var id = server.Mailbox.Deliver(Encoding.UTF8.GetBytes($"From: ann@example.org\r\nSubject: Deep\r\nMIME-Version: 1.0\r\n{inner}"));

        var result = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");

        Assert.NotEqual(true, result.IsError);
        Assert.Equal("Deep", result.Field("subject"));
    }

    [Fact]
    public async Task Lists_the_first_files_of_a_mail_that_has_hundreds()
    {
        await using var server = await TestServer.StartAsync();
        var parts = string.Concat(Enumerable.Range(0, 300).Select(number =>
            $"--b\r\nContent-Type: text/plain; name={number}.txt\r\nContent-Disposition: attachment; filename={number}.txt\r\n\r\nx\r\n"));
        var id = server.Mailbox.Deliver(Some.Message(contentType: "multipart/mixed; boundary=b", body: $"{parts}--b--"));

        var mail = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");
        var last = await server.CallAsync("read_attachment", $$"""{"messageId":"{{id}}","attachmentId":"299.txt"}""");

        Assert.Contains("- 199.txt (text/plain, 0 KB, ID: 199)", mail.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("200.txt", mail.AllText(), StringComparison.Ordinal);
        Assert.Contains("Of 300 files the first 200 are listed", mail.AllText(), StringComparison.Ordinal);
        Assert.NotEqual(true, last.IsError);
    }
}
