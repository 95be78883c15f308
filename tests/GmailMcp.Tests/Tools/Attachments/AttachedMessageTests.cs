using System.Text;

namespace GmailMcp.Tests.Tools.Attachments;

/// <summary>Mail attached to mail, of which Gmail may show the parts without a way to fetch the whole.</summary>
public class AttachedMessageTests
{
    private const string Inner =
        "From: Bob Example <bob@example.org>\r\nSubject: Inner\r\nDate: Mon, 02 Nov 2026 08:00:00 +0000\r\n\r\nInner text.\r\n";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Saves_an_attached_message_as_eml(bool hasIds)
    {
        await using var server = await TestServer.StartAsync();
        server.Gmail.Options.AttachedMessagesHaveIds = hasIds;
        var id = server.Mailbox.Deliver(Outer("Content-Type: message/rfc822\r\n"));
        var read = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");

        var result = await server.CallAsync(
            "download_attachment", $$"""{"messageId":"{{id}}","attachmentId":"{{read.Field("attachments", 0, "partId")}}"}""");

        Assert.False(result.IsError ?? false, result.AllText());
        Assert.Equal("attachment-1.eml", result.Field("fileName"));
        Assert.Equal(Inner, (await ReadAsync(result.Field("path"))).TrimEnd() + "\r\n");
        Assert.Equal(hasIds, server.Gmail.Requests.All(request => !request.PathAndQuery.Contains("format=raw", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Content-Disposition: attachment; filename=\"A letter\"\r\n", "A letter.eml")]
    [InlineData("Content-Disposition: attachment; filename=letter.EML\r\n", "letter.EML")]
    public async Task Gives_the_name_its_extension(string disposition, string expected)
    {
        await using var server = await TestServer.StartAsync();
        server.Gmail.Options.AttachedMessagesHaveIds = false;
        var id = server.Mailbox.Deliver(Outer("Content-Type: message/rfc822\r\n" + disposition));

        var result = await server.CallAsync("download_attachment", $$"""{"messageId":"{{id}}","attachmentId":"1"}""");

        Assert.Equal(expected, result.Field("fileName"));
    }

    [Fact]
    public async Task Saves_a_file_inside_an_attached_message()
    {
        await using var server = await TestServer.StartAsync();
        server.Gmail.Options.AttachedMessagesHaveIds = false;
        var id = server.Mailbox.Deliver(Outer(
            "Content-Type: message/rfc822\r\n",
            "From: bob@example.org\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\nText\r\n--i\r\n"
            + "Content-Type: application/pdf; name=inner.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--i--\r\n"));

        var result = await server.CallAsync("download_attachment", $$"""{"messageId":"{{id}}","attachmentId":"inner.pdf"}""");

        Assert.Equal("%PDF", await ReadAsync(result.Field("path")));
    }

    [Fact]
    public async Task Saves_an_empty_file_as_an_empty_file()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment("empty.log", []));

        var result = await server.CallAsync("download_attachment", $$"""{"messageId":"{{id}}","attachmentId":"empty.log"}""");

        Assert.False(result.IsError ?? false, result.AllText());
        Assert.Equal("0", result.Field("size"));
        Assert.Equal("", await ReadAsync(result.Field("path")));
    }

    private static Task<string> ReadAsync(string? path) =>
        File.ReadAllTextAsync(path!, TestContext.Current.CancellationToken); // the result says where it is

    private static byte[] Outer(string innerHeaders, string inner = Inner) => Encoding.UTF8.GetBytes(
        "From: ann@example.org\r\nTo: owner@example.com\r\nSubject: Outer\r\nMIME-Version: 1.0\r\n"
        + "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n"
        + $"--o\r\n{innerHeaders}\r\n{inner}\r\n--o--\r\n");
}
