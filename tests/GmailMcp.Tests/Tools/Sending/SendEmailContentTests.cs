using System.Text;
using System.Text.Json.Nodes;
using MimeKit;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>What the receiver gets of what the caller wrote.</summary>
public class SendEmailContentTests
{
    // Defect 13: a display name was "invalid".
    [Fact]
    public async Task Takes_addresses_as_people_write_them()
    {
        await using var server = await TestServer.StartAsync();

        await server.CallAsync("send_email", """
            {"to":["Ann Example <ann@example.org>","\"Example, Bob\" <bob@example.org>"],"cc":["carol@example.org"],"subject":"Hi","body":"Text"}
            """);

        Assert.Equal(
            [("Ann Example", "ann@example.org"), ("Example, Bob", "bob@example.org")],
            server.Sent.Mime.To.Mailboxes.Select(mailbox => (mailbox.Name, mailbox.Address)));
        Assert.Equal(["carol@example.org"], server.Sent.Mime.Cc.Mailboxes.Select(mailbox => mailbox.Address));
        Assert.Equal(
            ["ann@example.org", "bob@example.org", "carol@example.org"], Assert.Single(server.Gmail.Relayed).Recipients);
    }

    // Defect 15: raw UTF-8 declared as 7bit, long subjects in one line, names unencoded.
    [Theory]
    [InlineData("Zeynep Yıldız", "Çok güzel bir gün: ğüşöçı İĞÜŞÖÇ")]
    [InlineData("山田 太郎", "来週の打ち合わせについて、資料を添付しますのでご確認ください。よろしくお願いいたします。")]
    [InlineData("김하늘", "회의 일정이 변경되었습니다 🎉")]
    [InlineData("王芳", "关于明天的会议安排")]
    [InlineData("Ólafur Þór", "A subject that is long enough to be folded, with ünïcödé in it, and that goes on well beyond one line of 78")]
    public async Task Writes_every_script_in_ASCII_that_reads_back_the_same(string name, string text)
    {
        await using var server = await TestServer.StartAsync();
        var arguments = new JsonObject
        {
            ["to"] = new JsonArray($"{name} <ann@example.org>"),
            ["cc"] = new JsonArray($"{name} <bob@example.org>"),
            ["subject"] = text,
            ["body"] = text + "\n" + text,
        };

        await server.CallAsync("send_email", arguments);

        var sent = server.Sent;
        Assert.All(sent.Raw, character => Assert.InRange(character, (byte)1, (byte)126));
        Assert.All(Encoding.ASCII.GetString(sent.Raw).Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
        Assert.Equal(text, sent.Mime.Subject);
        Assert.Equal(name, sent.Mime.To.Mailboxes.Single().Name);
        Assert.Equal(name, sent.Mime.Cc.Mailboxes.Single().Name);
        Assert.Equal(text + "\n" + text, sent.Mime.TextBody?.ReplaceLineEndings("\n").TrimEnd('\n'));
    }

    // Defect 14: the default mimeType dropped htmlBody.
    [Fact]
    public async Task Sends_html_beside_the_text_whatever_the_mimeType()
    {
        await using var server = await TestServer.StartAsync();

        await server.CallAsync("send_email", """
            {"to":["ann@example.org"],"subject":"Hi","body":"Plain words","htmlBody":"<p>Rich words</p>"}
            """);

        var body = Assert.IsType<MultipartAlternative>(server.Sent.Mime.Body);
        Assert.Equal(["text/plain", "text/html"], body.Select(part => part.ContentType.MimeType));
        Assert.Equal("Plain words", server.Sent.Mime.TextBody?.Trim());
        Assert.Equal("<p>Rich words</p>", server.Sent.Mime.HtmlBody?.Trim());
    }

    // Defect 14, its other half: HTML with an attachment was sent as plain text.
    [Fact]
    public async Task Keeps_html_html_when_there_is_an_attachment()
    {
        await using var server = await TestServer.StartAsync();
        server.WriteAttachment("note.txt", "A note."u8.ToArray());

        await server.CallAsync("send_email", """
            {"to":["ann@example.org"],"subject":"Hi","body":"<p>Rich words</p>","mimeType":"text/html","attachments":["note.txt"]}
            """);

        var body = Assert.IsType<Multipart>(server.Sent.Mime.Body, exactMatch: false);
        Assert.Equal(["text/html", "text/plain"], body.Select(part => part.ContentType.MimeType));
        Assert.Equal("<p>Rich words</p>", server.Sent.Mime.HtmlBody?.Trim());
        Assert.True(Assert.IsType<MimePart>(body[1], exactMatch: false).IsAttachment);
    }

    [Fact]
    public async Task Delivers_to_Bcc_and_shows_it_to_nobody_else()
    {
        await using var server = await TestServer.StartAsync();
        var hidden = server.Gmail.AddAccount("hidden@example.net", "Hidden");
        var open = server.Gmail.AddAccount("open@example.net", "Open");

        await server.CallAsync("send_email", """
            {"to":["open@example.net"],"bcc":["Hidden <hidden@example.net>"],"subject":"Hi","body":"Text"}
            """);

        Assert.Equal("Hidden", server.Sent.Mime.Bcc.Mailboxes.Single().Name);
        foreach (var received in (Gmail.Emulator.EmulatedMessage[])[hidden.Messages.Single(), open.Messages.Single()])
        {
            var seen = received.Mime.Headers.Where(header => header.Field is not ("Delivered-To" or "Received"));
            Assert.DoesNotContain(seen, header => header.Value.Contains("hidden@", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Attaches_files_of_the_allowed_folder_with_name_and_bytes()
    {
        await using var server = await TestServer.StartAsync();
        const string Name = "Rechnung für März – 請求書.pdf";
        var content = Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31)).ToArray();
        server.WriteAttachment(Name, content);
        server.WriteAttachment("plan.csv", "a,b\n"u8.ToArray());

        await server.CallAsync("send_email", new JsonObject
        {
            ["to"] = new JsonArray("ann@example.org"),
            ["subject"] = "Files",
            ["body"] = "Two of them.",
            ["attachments"] = new JsonArray(Name, Path.Combine(server.AttachmentFolder, "plan.csv")),
        });

        var files = server.Sent.Mime.Attachments.Cast<MimePart>().ToList();
        Assert.Equal([Name, "plan.csv"], files.Select(file => file.FileName));
        Assert.Equal(["application/pdf", "text/csv"], files.Select(file => file.ContentType.MimeType));
        Assert.Equal(content, Bytes(files[0]));
        Assert.Equal("a,b\n"u8.ToArray(), Bytes(files[1]));

        // RFC 2231: what receivers understand, and not an encoded word in quotes.
        Assert.Contains("filename*0*=utf-8''Rechnung%20f%C3%BCr", Encoding.ASCII.GetString(server.Sent.Raw), StringComparison.Ordinal);
    }

    // Defect 11: any file of the computer could be sent away.
    [Fact]
    public async Task Refuses_files_elsewhere_and_names_folder_flag_and_variable()
    {
        await using var server = await TestServer.StartAsync();
        var secret = Path.Combine(server.Home, "secret.txt");
        await File.WriteAllTextAsync(secret, "secret", TestContext.Current.CancellationToken);

        foreach (var path in (string[])[secret, "../secret.txt", "/etc/passwd"])
        {
            var result = await server.CallAsync("send_email", new JsonObject
            {
                ["to"] = new JsonArray("ann@example.org"),
                ["subject"] = "Hi",
                ["body"] = "Text",
                ["attachments"] = new JsonArray(path),
            });

            Assert.True(result.IsError);
            Assert.All(
                [server.AttachmentFolder, "--attachments-from", "GMAIL_MCP_ATTACHMENT_DIR"],
                part => Assert.Contains(part, result.Text(), StringComparison.Ordinal));
        }

        Assert.Empty(server.Gmail.Requests);
    }

    [Fact]
    public async Task Says_in_the_old_servers_words_that_a_file_is_missing()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("send_email", """
            {"to":["ann@example.org"],"subject":"Hi","body":"Text","attachments":["raport.pdf"]}
            """);

        Assert.True(result.IsError);
        Assert.Equal("Error: File does not exist: raport.pdf", result.Text());
        Assert.Contains(server.AttachmentFolder, result.AllText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("to")]
    [InlineData("cc")]
    [InlineData("bcc")]
    public async Task Says_in_the_old_servers_words_that_an_address_is_none_and_then_why(string argument)
    {
        await using var server = await TestServer.StartAsync();
        var arguments = new JsonObject { ["to"] = new JsonArray("ann@example.org"), ["subject"] = "Hi", ["body"] = "Text" };
        arguments[argument] = new JsonArray("not-an-address");

        var result = await server.CallAsync("send_email", arguments);

        Assert.True(result.IsError);
        Assert.Equal("Error: Recipient email address is invalid: not-an-address", result.Text());
        Assert.EndsWith("\n\nIt has no '@'; write an address such as anna@example.com.", result.AllText(), StringComparison.Ordinal);
        Assert.Empty(server.Gmail.Requests);
    }

    [Fact]
    public async Task Wants_a_recipient()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("send_email", """{"to":[],"subject":"Hi","body":"Text"}""");

        Assert.True(result.IsError);
        Assert.Equal(
            "Error: The email has no recipient, so it was not sent. Give an address in to, cc or bcc.", result.AllText());
        Assert.Empty(server.Changes);
    }

    [Fact]
    public async Task Refuses_more_recipients_than_Gmail_takes()
    {
        await using var server = await TestServer.StartAsync();
        var many = new JsonArray([.. Enumerable.Range(1, 501).Select(i => JsonValue.Create($"p{i}@example.org"))]);

        var result = await server.CallAsync(
            "send_email", new JsonObject { ["to"] = many, ["subject"] = "Hi", ["body"] = "Text" });

        Assert.True(result.IsError);
        Assert.Equal(
            "Error: The mail has 501 recipients in to, cc and bcc; Gmail takes at most 500.", result.Text());
        Assert.Empty(server.Changes);
    }

    // Defect 41: more than about 5 MB as JSON is refused by Gmail.
    [Fact]
    public async Task Uploads_what_is_too_large_for_JSON()
    {
        await using var server = await TestServer.StartAsync();
        var content = Enumerable.Range(0, 4_500_000).Select(i => (byte)(i * 13)).ToArray();
        server.WriteAttachment("film.bin", content);

        var result = await server.CallAsync("send_email", """
            {"to":["ann@example.org"],"subject":"Hi","body":"Text","attachments":["film.bin"]}
            """);

        Assert.False(result.IsError ?? false, result.AllText());
        var create = server.Gmail.Requests.Single(request => request.MethodId == "users.drafts.create");
        Assert.StartsWith("/upload/gmail/v1/users/me/drafts", create.PathAndQuery, StringComparison.Ordinal);
        Assert.InRange(create.RequestBytes, 6_000_000, 6_500_000);
        Assert.Equal(content, Bytes((MimePart)server.Sent.Mime.Attachments.Single()));
    }

    [Fact]
    public async Task Says_that_many_receivers_refuse_more_than_25_MB()
    {
        await using var server = await TestServer.StartAsync();
        WriteEmpty(server, "large.bin", 25_100_000);

        var result = await server.CallAsync("send_email", """
            {"to":["ann@example.org"],"subject":"Hi","body":"Text","attachments":["large.bin"]}
            """);

        Assert.Equal($"Email sent successfully with ID: {server.Sent.Id}", result.Text());
        Assert.Contains("The attachments are over 25 MB: many receivers refuse that.", result.AllText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_more_than_Gmail_takes_before_anything_is_uploaded()
    {
        await using var server = await TestServer.StartAsync();
        WriteEmpty(server, "one.bin", 20_000_000);
        WriteEmpty(server, "two.bin", 15_100_000);

        var result = await server.CallAsync("send_email", """
            {"to":["ann@example.org"],"subject":"Hi","body":"Text","attachments":["one.bin","two.bin"]}
            """);

        Assert.True(result.IsError);
        Assert.All(
            ["one.bin 20,000,000 bytes", "two.bin 15,100,000 bytes", "36,700,160 bytes"],
            part => Assert.Contains(part, result.Text(), StringComparison.Ordinal));
        Assert.Empty(server.Changes);
    }

    private static void WriteEmpty(TestServer server, string fileName, long length)
    {
        using var file = File.Create(Path.Combine(server.AttachmentFolder, fileName));
        file.SetLength(length);
    }

    private static byte[] Bytes(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes); // an attachment that was parsed has content
        return bytes.ToArray();
    }
}
