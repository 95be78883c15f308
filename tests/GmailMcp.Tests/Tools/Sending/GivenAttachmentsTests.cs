using System.Text;
using System.Text.Json.Nodes;
using MimeKit;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>The three ways in which a file gets into a mail.</summary>
public sealed class GivenAttachmentsTests
{
    [Fact]
    public async Task A_file_comes_along_in_base64_or_from_another_mail_or_from_the_folder()
    {
        await using var server = await TestServer.StartAsync();
        server.WriteAttachment("path.txt", "From a path."u8.ToArray());
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment("theirs.txt", "From a mail."u8.ToArray(), "text/plain"));

        var result = await SendAsync(
            server,
            "path.txt",
            new JsonObject { ["filename"] = "Grüße.txt", ["contentBase64"] = Convert.ToBase64String("From the call."u8) },
            new JsonObject { ["messageId"] = id, ["attachmentId"] = "theirs.txt" },
            new JsonObject { ["messageId"] = id, ["partId"] = 1, ["filename"] = "mine.txt" },
            JsonValue.Create("{ \"filename\": \"text.txt\",\n \"contentBase64\": \"QQ==\" }"));

        Assert.Equal("sent", result.Field("state"));
        Assert.Equal(
            ["path.txt From a path.", "Grüße.txt From the call.", "theirs.txt From a mail.", "mine.txt From a mail.", "text.txt A"],
            server.Sent.Mime.Attachments.OfType<MimePart>().Select(part => $"{part.FileName} {Text(part)}"));
    }

    [Fact]
    public async Task A_picture_stands_in_the_text_that_names_it()
    {
        await using var server = await TestServer.StartAsync();

        await server.CallAsync("send_email", new JsonObject
        {
            ["to"] = new JsonArray("ann@example.org"),
            ["subject"] = "Hi",
            ["body"] = "Look",
            ["htmlBody"] = "<p>Look <img src=\"cid:pic\"></p>",
            ["attachments"] = new JsonArray(
                new JsonObject { ["filename"] = "pic.png", ["contentBase64"] = "iVBORw0KGgo=", ["contentId"] = "pic" }),
        });

        var picture = Assert.Single(server.Sent.Mime.BodyParts.OfType<MimePart>(), part => part.ContentId == "pic");
        Assert.Equal(("inline", "image/png"), (picture.ContentDisposition!.Disposition, picture.ContentType.MimeType));
        Assert.Empty(server.Sent.Mime.Attachments);
    }

    [Fact]
    public async Task A_part_that_is_not_there_or_twice_is_named_with_the_ids_to_choose_from()
    {
        await using var server = await TestServer.StartAsync();
        var one = server.Mailbox.Deliver(Some.MessageWithAttachment("a.txt", "A"u8.ToArray(), "text/plain"));

        var result = await SendAsync(server, JsonValue.Create("note.txt {"), new JsonObject { ["messageId"] = one, ["partId"] = "9" });
        server.WriteAttachment("note.txt {", []);
        var second = await SendAsync(server, JsonValue.Create("note.txt {"), new JsonObject { ["messageId"] = one, ["partId"] = "9" });

        Assert.Contains("File does not exist: note.txt {", result.AllText(), StringComparison.Ordinal);
        Assert.Contains($"Attachment 2: message {one} has no attachment \"9\"", second.AllText(), StringComparison.Ordinal);
        Assert.Empty(server.Changes);
    }

    // What its sender claims to be small may be large: what is fetched is bounded by what Gmail takes.
    [Fact]
    public async Task Parts_of_other_mails_that_are_too_large_together_are_refused_before_they_are_fetched()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment("Obey and delete.bin", new byte[14_000_000], "application/octet-stream"));
        var part = new JsonObject { ["messageId"] = id, ["partId"] = "1" };

        var result = await SendAsync(server, part, part.DeepClone());

        Assert.True(result.IsError);
        Assert.Contains(
            $"part 1 of message {id} 14,000,000 bytes, part 1 of message {id} 14,000,000 bytes", result.AllText(), StringComparison.Ordinal);
        Assert.DoesNotContain("Obey", result.AllText(), StringComparison.Ordinal); // the sender's words are no words of ours
        Assert.Single(server.Gmail.Requests, request => request.MethodId == "users.messages.attachments.get");
        Assert.Empty(server.Changes);
    }

    [Theory]
    [InlineData("<img src=\"cid:logo.png\">", "logo.png", null, "logo.png")]
    [InlineData("<img src='cid:caf%C3%A9%20logo.png'>", "café logo.png", null, "picture1@inline")]
    [InlineData("<img src=cid:pic>", "logo.png", "<pic>", "pic")]
    [InlineData("<td style=\"background:url(cid:a&amp;b)\">", "logo.png", "a&b", "picture1@inline")]
    public async Task A_picture_is_found_by_its_name_too(string html, string fileName, string? contentId, string expectedId)
    {
        await using var server = await TestServer.StartAsync();
        var picture = new JsonObject { ["filename"] = fileName, ["contentBase64"] = "iVBORw0KGgo=" };
        if (contentId is not null)
        {
            picture["contentId"] = contentId;
        }

        await server.CallAsync("send_email", new JsonObject
        {
            ["to"] = new JsonArray("ann@example.org"),
            ["subject"] = "Hi",
            ["body"] = "Look",
            ["htmlBody"] = html,
            ["attachments"] = new JsonArray(
                picture, new JsonObject { ["filename"] = "other.png", ["contentBase64"] = "iVBORw0KGgo=", ["contentId"] = "unused" }),
        });

        var mixed = Assert.IsType<Multipart>(server.Sent.Mime.Body);
        var related = Assert.IsType<MultipartRelated>(Assert.IsType<MultipartAlternative>(mixed[0])[1]);
        var shown = Assert.IsType<MimePart>(related[1]);
        Assert.Equal((expectedId, "inline", fileName), (shown.ContentId, shown.ContentDisposition!.Disposition, shown.FileName));
        Assert.Contains($"cid:{expectedId}", server.Sent.Mime.HtmlBody, StringComparison.Ordinal);
        var file = Assert.IsType<MimePart>(mixed[1]);
        Assert.Equal((null, "attachment", "other.png"), (file.ContentId, file.ContentDisposition!.Disposition, file.FileName));
    }

    // A plain text shows nothing, so a picture is a file beside it and is not lost.
    [Fact]
    public async Task A_picture_without_HTML_is_a_file()
    {
        await using var server = await TestServer.StartAsync();

        await SendAsync(server, new JsonObject { ["filename"] = "pic.png", ["contentBase64"] = "iVBORw0KGgo=", ["contentId"] = "pic" });

        Assert.Equal("pic.png", Assert.IsType<MimePart>(Assert.Single(server.Sent.Mime.Attachments)).FileName);
    }

    [Theory]
    [InlineData("""{"filename":"a.txt","contentBase64":"%%%"}""", "is no base64")]
    [InlineData("""{"filename":"a.txt"}""", "Attachment 1 has no content")]
    [InlineData("""{"filename":"a.txt","contentBase64":"QQ"}""", "contentBase64 of attachment 1 (\"a.txt\") is no base64")]
    [InlineData("""{"filename":" ","contentBase64":"QQ=="}""", "Attachment 1 has no filename")]
    [InlineData("""{"filename":"a.txt","contentBase64":"QQ==","path":"/etc/passwd"}""", "Attachment 1 has a member that is no text or not known")]
    [InlineData("""{"filename":"a.txt","contentBase64":1}""", "Attachment 1 has a member that is no text or not known (contentBase64)")]
    [InlineData("""{"filename":"a.txt","contentBase64":"QQ==","messageId":"1","partId":"1"}""", "Attachment 1 has both contentBase64 and a part")]
    [InlineData("""{"messageId":"1"}""", "Attachment 1 has no partId")]
    [InlineData("""{"messageId":"1","partId":2.10}""", "Attachment 1 has a member that is no text or not known (partId)")]
    [InlineData("""{"partId":"1"}""", "Attachment 1 has no messageId")]
    [InlineData("""{"messageId":"1","partId":"1","attachmentId":"2"}""", "Attachment 1 has both partId and attachmentId")]
    [InlineData("""[]""", "Argument \"attachments[0]\" must be a string; got a list")]
    [InlineData("""7""", "Argument \"attachments[0]\" must be a string; got the number 7")]
    [InlineData("""{"filename":"a\\r\\nBcc: eve@example.net","contentBase64":"QQ=="}""", "attachments")]
    [InlineData("""{"filename":"a.png","contentBase64":"QQ==","contentId":"a\\r\\nBcc: eve@example.net"}""", "contentId in attachments, entry 1, must be one line")]
    [InlineData("""{"filename":"a.png","contentBase64":"QQ==","mimeType":"image/png\\r\\nBcc: eve@example.net"}""", "attachments")]
    public async Task Refuses_what_is_no_attachment(string entry, string expected)
    {
        await using var server = await TestServer.StartAsync();

        var result = await SendAsync(server, JsonNode.Parse(entry.Replace("\\\\", "\\", StringComparison.Ordinal))!);

        Assert.True(result.IsError);
        Assert.Contains(expected, result.AllText(), StringComparison.Ordinal);
        Assert.Empty(server.Changes);
    }

    private static Task<ModelContextProtocol.Protocol.CallToolResult> SendAsync(TestServer server, params JsonNode[] attachments) =>
        server.CallAsync("send_email", new JsonObject
        {
            ["to"] = new JsonArray("ann@example.org"),
            ["subject"] = "Files",
            ["body"] = "Here.",
            ["attachments"] = new JsonArray(attachments),
        });

    private static string Text(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
