using System.Globalization;
using System.Text;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Resources;

public sealed class ResourceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_what_is_fixed_and_templates_for_the_rest()
    {
        await using var server = await TestServer.StartAsync();

        var fixedOnes = await server.Mcp.ListResourcesAsync(cancellationToken: Cancel);
        var templates = await server.Mcp.ListResourceTemplatesAsync(cancellationToken: Cancel);

        Assert.Equal(["gmail://labels", "gmail://profile"], fixedOnes.Select(one => one.Uri));
        Assert.Equal(
            ["gmail://messages/{id}", "gmail://threads/{id}", "gmail://messages/{id}/attachments/{partId}"],
            templates.Select(one => one.UriTemplate));
        Assert.All(templates, one => Assert.False(string.IsNullOrEmpty(one.Title) || string.IsNullOrEmpty(one.Description)));
        Assert.Empty(server.Gmail.Requests);
    }

    [Fact]
    public async Task Labels_come_with_their_ids()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.CreateLabel("Receipts").Id;

        var text = await TextAsync(server, "gmail://labels");

        Assert.StartsWith("# Labels\n\n- ", text, StringComparison.Ordinal);
        Assert.Contains("\n- INBOX\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n- Receipts (ID: " + id + ")", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_profile_says_whose_mailbox_it_is()
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.Deliver(Some.Message());

        Assert.Equal(
            $"# Mailbox\n\n- Address: {TestServer.Address}\n- Messages: 1\n- Threads: 1", await TextAsync(server, "gmail://profile"));
    }

    [Fact]
    public async Task A_message_is_the_text_of_read_email()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message("Plans", body: "<p>Shall <b>we</b> meet?</p>", contentType: "text/html"));

        var resource = await TextAsync(server, $"gmail://messages/{id}");

        Assert.Equal((await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""")).Text(), resource);
        Assert.Contains("Shall we meet?", resource, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_message_is_cut_and_says_how_to_get_the_rest()
    {
        await using var server = await TestServer.StartAsync();
        var words = string.Join("\r\n", Enumerable.Range(0, 2000).Select(number => $"line {number}"));
        var id = server.Mailbox.Deliver(Some.Message("Long", body: words));

        var text = await TextAsync(server, $"gmail://messages/{id}");

        Assert.InRange(text.Length, 9_000, 10_600);
        var next = int.Parse(text[(text.LastIndexOf("offset=", StringComparison.Ordinal) + 7)..].Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.EndsWith($"read_email with messageId={id}, offset={next} gives the rest.", text, StringComparison.Ordinal);
        var rest = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}","offset":{{next}},"maxChars":200000}""");
        Assert.Contains("line 1999", rest.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thread_is_shown_oldest_first()
    {
        await using var server = await TestServer.StartAsync();
        var (thread, ids) = DeliverThread(server, 3, "Short.");

        var text = await TextAsync(server, $"gmail://threads/{thread}");

        Assert.StartsWith($"# Thread {thread}, 3 messages\n\n## Message 1 of 3, ID: {ids[0]}\n\nThread ID: ", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf(ids[1], StringComparison.Ordinal) < text.IndexOf($"ID: {ids[2]}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_long_thread_the_newest_is_shown_and_the_older_are_named()
    {
        await using var server = await TestServer.StartAsync();
        var (thread, ids) = DeliverThread(server, 12, string.Join("\r\n", Enumerable.Repeat("Many words stand here, line after line.", 60)));

        var text = await TextAsync(server, $"gmail://threads/{thread}");

        Assert.InRange(text.Length, 5_000, 12_000);
        Assert.Contains($"## Message 12 of 12, ID: {ids[11]}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("## Message 1 of 12", text, StringComparison.Ordinal);
        Assert.Matches(@"The \d+ oldest are not shown; read_email reads each: [^\n]*\.\n", text);
        Assert.All(ids, id => Assert.Contains(id, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_attachment_with_text_is_text_and_any_other_its_bytes()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message(
            contentType: "multipart/mixed; boundary=b",
            body: "--b\r\nContent-Type: text/plain\r\n\r\nSee both.\r\n"
                + "--b\r\nContent-Type: text/csv; name=a.csv\r\nContent-Disposition: attachment; filename=a.csv\r\n\r\nx,y\r\n1,2\r\n"
                + "--b\r\nContent-Type: application/x-chosen; name=dot.png\r\nContent-Disposition: attachment; filename=dot.png\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--"));

        var text = Assert.IsType<TextResourceContents>(await ReadAsync(server, $"gmail://messages/{id}/attachments/1"));
        var blob = Assert.IsType<BlobResourceContents>(await ReadAsync(server, $"gmail://messages/{id}/attachments/2"));

        Assert.Equal("text/markdown", text.MimeType);
        Assert.Contains("x,y\n1,2", text.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal("image/png", blob.MimeType);
        Assert.Equal(Convert.FromBase64String("iVBORw0KGgo="), blob.DecodedData.ToArray());
    }

    [Fact]
    public async Task The_link_of_read_attachment_leads_to_the_bytes()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message(
            contentType: "multipart/mixed; boundary=b",
            body: "--b\r\nContent-Type: text/plain\r\n\r\nSee.\r\n"
                + "--b\r\nContent-Type: text/html; name=x.html\r\nContent-Disposition: attachment; filename=x.html\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\nAAECAwQFBgc=\r\n--b--"));
        var answer = await server.CallAsync("read_attachment", $$"""{"messageId":"{{id}}","attachmentId":"1"}""");

        var blob = await ReadAsync(server, answer.Content.OfType<ResourceLinkBlock>().Single().Uri);

        Assert.Equal("application/octet-stream", blob.MimeType); // no HTML, whatever its name says
        Assert.Equal(new byte[] { 0, 1, 2, 3, 4, 5, 6, 7 }, Assert.IsType<BlobResourceContents>(blob).DecodedData.ToArray());
    }

    [Fact]
    public async Task A_large_attachment_is_refused_with_the_tools_that_take_it()
    {
        await using var server = await TestServer.StartAsync();
        var content = Convert.ToBase64String(new byte[(5 * 1024 * 1024) + 1]);
        var id = server.Mailbox.Deliver(Some.Message(
            contentType: "multipart/mixed; boundary=b",
            body: "--b\r\nContent-Type: text/plain\r\n\r\nSee.\r\n"
                + "--b\r\nContent-Type: application/zip; name=x.zip\r\nContent-Disposition: attachment; filename=x.zip\r\n"
                + $"Content-Transfer-Encoding: base64\r\n\r\n{content}\r\n--b--"));

        var error = await FailAsync(server, $"gmail://messages/{id}/attachments/1");

        Assert.Contains("has 5242881 bytes; as a resource at most 5 MB are given. download_attachment", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("users.messages.attachments.get", server.Gmail.Requests.Select(request => request.MethodId));
    }

    [Theory]
    [InlineData("2025-06-18", -32002)]
    [InlineData("2026-07-28", -32602)]
    public async Task What_is_not_there_is_not_found_in_each_revisions_code(string revision, int code)
    {
        await using var server = await TestServer.StartAsync(protocolVersion: revision);
        var id = server.Mailbox.Deliver(Some.Message());

        foreach (var (uri, words) in new[]
        {
            ("gmail://messages/18c2f0aa00000000", "Message 18c2f0aa00000000 was not found in this mailbox."),
            ("gmail://threads/18c2f0aa00000000", "Thread 18c2f0aa00000000 was not found in this mailbox."),
            ($"gmail://messages/{id}/attachments/9", $"message {id} has no attachment \"9\""),
            ("gmail://drafts", "There is no resource \"gmail://drafts\". This server has gmail://labels"),
            ("file:///etc/passwd", "There is no resource"),
            ("gmail://messages/1/../labels", "There is no resource"),
        })
        {
            var error = await FailAsync(server, uri);
            Assert.Contains(words, error.Message, StringComparison.Ordinal);
            Assert.Equal(code, (int)error.ErrorCode);
        }
    }

    [Theory]
    [InlineData("gmail://messages/no%20id")]
    [InlineData("gmail://threads/%2e%2e")]
    [InlineData("gmail://messages/18c2f0aa00000000000/attachments/1")]
    public async Task A_wrong_id_is_refused_before_Gmail_is_asked(string uri)
    {
        await using var server = await TestServer.StartAsync();

        var error = await FailAsync(server, uri);

        Assert.Equal(McpErrorCode.InvalidParams, error.ErrorCode);
        Assert.Contains("is no id of a message or thread", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Gmail.Requests);
    }

    [Fact]
    public async Task What_the_scopes_do_not_allow_is_neither_listed_nor_read()
    {
        await using var server = await TestServer.StartAsync(grantedScopes: ["https://www.googleapis.com/auth/gmail.labels"]);
        var id = server.Mailbox.Deliver(Some.Message());

        Assert.Equal(["gmail://labels"], (await server.Mcp.ListResourcesAsync(cancellationToken: Cancel)).Select(one => one.Uri));
        Assert.Empty(await server.Mcp.ListResourceTemplatesAsync(cancellationToken: Cancel));
        var error = await FailAsync(server, $"gmail://messages/{id}");
        Assert.Contains("needs the permission https://", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Gmail.Requests);
    }

    [Fact]
    public async Task A_failure_of_Gmail_is_said_in_words()
    {
        await using var server = await TestServer.StartAsync(
            between: gmail => new FailingGmail(gmail, _ => new HttpRequestException("No such host.")));

        var error = await FailAsync(server, "gmail://labels");

        Assert.Equal(McpErrorCode.InternalError, error.ErrorCode);
        Assert.Contains("The list of labels could not be read. ", error.Message, StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(TestServer server, string uri)
    {
        var content = Assert.IsType<TextResourceContents>(await ReadAsync(server, uri));
        Assert.Equal("text/markdown", content.MimeType);
        Assert.Equal(uri, content.Uri);
        return content.Text;
    }

    private static async Task<ResourceContents> ReadAsync(TestServer server, string uri) =>
        Assert.Single((await server.Mcp.ReadResourceAsync(uri, cancellationToken: Cancel)).Contents);

    private static async Task<McpProtocolException> FailAsync(TestServer server, string uri) =>
        await Assert.ThrowsAsync<McpProtocolException>(() => server.Mcp.ReadResourceAsync(uri, cancellationToken: Cancel).AsTask());

    private static (string Thread, IReadOnlyList<string> Ids) DeliverThread(TestServer server, int count, string body)
    {
        var ids = Enumerable.Range(1, count).Select(number => server.Mailbox.Deliver(Encoding.UTF8.GetBytes(
            $"From: ann@example.org\r\nTo: owner@example.com\r\nSubject: Plans\r\nMessage-ID: <{number}@example.org>\r\n"
            + (number == 1 ? "" : $"In-Reply-To: <{number - 1}@example.org>\r\nReferences: <{number - 1}@example.org>\r\n")
            + $"\r\n{body} Number {number}.\r\n"), receivedAt: new DateTimeOffset(2026, 11, 2, 9, number, 0, TimeSpan.Zero))).ToList();
        return (server.Mailbox.Messages.Single(message => message.Id == ids[0]).ThreadId, ids);
    }
}
