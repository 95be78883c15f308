using Testing;

namespace GmailMcp.Tests.Tools.Attachments;

public class DownloadAttachmentTests
{
    [Fact]
    public async Task Saves_the_bytes_in_the_download_folder()
    {
        await using var server = await TestServer.StartAsync();
        var content = Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7)).ToArray();
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment("report.bin", content));

        var result = await server.CallAsync("download_attachment", $$"""{"messageId":"{{id}}","attachmentId":"report.bin"}""");

        var path = Path.Combine(server.DownloadFolder, "report.bin");
        Assert.Equal($"Attachment downloaded successfully:\nFile: report.bin\nSize: 100000 bytes\nSaved to: {path}", result.Text());
        Assert.Equal(content, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    // Defect 17: the id of an earlier fetch was no longer found.
    [Fact]
    public async Task Takes_the_part_id_of_read_email()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment("report.bin", new byte[5000]));
        var read = await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");

        var result = await server.CallAsync(
            "download_attachment", $$"""{"messageId":"{{id}}","attachmentId":"{{read.Field("attachments", 0, "partId")}}"}""");

        Assert.Contains("Size: 5000 bytes", result.Text(), StringComparison.Ordinal);
    }

    // Defect 18: small attachments come inside the message and could not be downloaded.
    [Fact]
    public async Task Saves_a_small_attachment_that_came_along()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment("note.txt", "hi"u8.ToArray(), "text/plain"));

        var result = await server.CallAsync("download_attachment", $$"""{"messageId":"{{id}}","attachmentId":"note.txt"}""");

        Assert.Contains("Size: 2 bytes", result.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1/0")]
    [InlineData("plan.txt")]
    public async Task Saves_a_file_from_inside_a_winmail_dat(string reference)
    {
        await using var server = await TestServer.StartAsync();
        var mail = Path.Combine(
            Repository.Root, "tests", "GmailMcp.Tests", "Mail", "Reading", "Corpus", "winmail-text-and-file.eml");
        var id = server.Mailbox.Deliver(await File.ReadAllBytesAsync(mail, TestContext.Current.CancellationToken));

        var result = await server.CallAsync("download_attachment", $$"""{"messageId":"{{id}}","attachmentId":"{{reference}}"}""");

        Assert.Contains("File: plan.txt\nSize: 22 bytes", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_overwrites()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment("a.bin", [1, 2, 3]));
        await server.CallAsync("download_attachment", $$"""{"messageId":"{{id}}","attachmentId":"a.bin"}""");

        var second = await server.CallAsync("download_attachment", $$"""{"messageId":"{{id}}","attachmentId":"a.bin"}""");

        Assert.Equal("a (1).bin", second.Field("fileName"));
        Assert.Equal(2, Directory.GetFiles(server.DownloadFolder).Length);
    }

    // Defects 11 and 40: a name, by argument or by the sender, could leave the folder.
    [Theory]
    [InlineData("../../escape.txt", null)]
    [InlineData("a.bin", "../../escape.txt")]
    [InlineData("..\\..\\escape.txt", null)]
    [InlineData("/tmp/escape.txt", null)]
    public async Task Keeps_every_name_inside_the_folder(string sent, string? asked)
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment(sent.Replace("\\", "\\\\", StringComparison.Ordinal), [1, 2, 3]));
        var part = (await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""")).Field("attachments", 0, "partId");
        var arguments = new System.Text.Json.Nodes.JsonObject { ["messageId"] = id, ["attachmentId"] = part };
        if (asked is not null)
        {
            arguments["filename"] = asked;
        }

        var result = await server.CallAsync("download_attachment", arguments);

        Assert.False(result.IsError ?? false, result.AllText());
        Assert.Equal(server.DownloadFolder, Path.GetDirectoryName(result.Field("path")));
        Assert.Single(Directory.GetFiles(server.Home, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("../elsewhere")]
    [InlineData("/tmp")]
    public async Task Refuses_a_folder_elsewhere_and_names_the_flag(string savePath)
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment("a.bin", [1, 2, 3]));

        var result = await server.CallAsync(
            "download_attachment", $$"""{"messageId":"{{id}}","attachmentId":"a.bin","savePath":"{{savePath}}"}""");

        Assert.True(result.IsError);
        Assert.Contains("--downloads-to", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_what_there_is_when_the_name_is_wrong()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment("report.pdf", [1, 2, 3]));

        var result = await server.CallAsync("download_attachment", $$"""{"messageId":"{{id}}","attachmentId":"raport.pdf"}""");

        Assert.True(result.IsError);
        Assert.Contains("report.pdf (ID: 1)", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_there_are_none_and_where_to_look()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message());

        var result = await server.CallAsync("download_attachment", $$"""{"messageId":"{{id}}","attachmentId":"a.pdf"}""");

        Assert.EndsWith("It has none at all. read_email shows what a message holds.", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_which_one_when_two_have_the_same_name()
    {
        await using var server = await TestServer.StartAsync();
        const string Part = "--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=x.pdf\r\n\r\n%PDF\r\n";
        var id = server.Mailbox.Deliver(Some.Message(
            contentType: "multipart/mixed; boundary=b", body: "--b\r\nContent-Type: text/plain\r\n\r\nTwo.\r\n" + Part + Part + "--b--"));

        var result = await server.CallAsync("download_attachment", $$"""{"messageId":"{{id}}","attachmentId":"x.pdf"}""");

        Assert.True(result.IsError);
        Assert.Contains("Pass one of these as attachmentId: 1, 2.", result.Text(), StringComparison.Ordinal);
    }
}
