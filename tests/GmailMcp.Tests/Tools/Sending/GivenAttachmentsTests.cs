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
            JsonValue.Create("{ \"filename\": \"text.txt\",\n \"contentBase64\": \"QQ==\" }"));

        Assert.Equal("sent", result.Field("state"));
        Assert.Equal(
            ["path.txt From a path.", "Grüße.txt From the call.", "theirs.txt From a mail.", "text.txt A"],
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

    [Theory]
    [InlineData("""{"filename":"a.txt","contentBase64":"%%%"}""", "is no base64")]
    [InlineData("""{"filename":"a.txt"}""", "Attachment 1 is neither")]
    [InlineData("""{"filename":"","contentBase64":"QQ=="}""", "Attachment 1 is neither")]
    [InlineData("""{"filename":"a.txt","contentBase64":"QQ==","path":"/etc/passwd"}""", "Attachment 1 is neither")]
    [InlineData("""{"filename":"a.txt","contentBase64":"QQ==","messageId":"1","attachmentId":"1"}""", "Attachment 1 is neither")]
    [InlineData("""{"filename":"a\\r\\nBcc: eve@example.net","contentBase64":"QQ=="}""", "attachments")]
    [InlineData("""{"filename":"a.png","contentBase64":"QQ==","contentId":"a\\r\\nBcc: eve@example.net"}""", "attachments")]
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
