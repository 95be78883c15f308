using System.Text;
using GmailMcp.Tests.Mail.Attachments;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Tools.Attachments;

public class ReadAttachmentTests
{
    [Fact]
    public async Task Reads_a_PDF()
    {
        var result = await ReadAsync("order.pdf", SomeFile.Pdf("Order 55-2210", "Gate B"));

        Assert.False(result.IsError ?? false, result.AllText());
        Assert.Matches(
            @"^order\.pdf \(application/octet-stream, \d+ bytes, 2 pages\)\n\n\[Page 1\]\nOrder 55-2210\n\n\[Page 2\]\nGate B$", result.Text());
        Assert.Equal("pdf", result.Field("kind"));
        Assert.Equal("2", result.Field("pageCount"));
    }

    [Fact]
    public async Task Reads_the_pages_asked_for()
    {
        var result = await ReadAsync("order.pdf", SomeFile.Pdf("Order 55-2210", "Gate B"), ""","pages":"2" """);

        Assert.EndsWith("\n\n[Page 2]\nGate B", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_a_sheet_by_name()
    {
        var file = SomeFile.Xlsx([("Costs", "<row><c><v>1</v></c></row>"), ("Notes", "<row><c><v>2</v></c></row>")]);

        var result = await ReadAsync("costs.xlsx", file, ""","sheet":"Notes" """);

        Assert.EndsWith("\nSheets: Costs, Notes\n\n## Sheet: Notes\n\n2", result.Text(), StringComparison.Ordinal);
        Assert.Equal("Costs", result.Field("sheets", 0));
    }

    [Fact]
    public async Task Cuts_a_long_text_at_a_paragraph_and_the_pieces_make_the_whole()
    {
        await using var server = await TestServer.StartAsync();
        var text = string.Join("\n\n", Enumerable.Range(1, 100).Select(i => $"Paragraph {i} has a few words."));
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment("long.txt", Encoding.UTF8.GetBytes(text)));
        var whole = new StringBuilder();
        var offset = "0";
        while (offset is not null)
        {
            var result = await server.CallAsync(
                "read_attachment", $$"""{"messageId":"{{id}}","attachmentId":"long.txt","maxChars":1000,"offset":{{offset}}}""");
            var piece = result.Field("text")!; // a text file has one
            Assert.InRange(piece.Length, 1, 1000);
            Assert.True(NextOffset(result) is null || piece.EndsWith(".\n\n", StringComparison.Ordinal));
            whole.Append(piece);
            offset = NextOffset(result);
        }

        Assert.Equal(text, whole.ToString());
    }

    [Fact]
    public async Task Says_how_to_get_the_rest()
    {
        var result = await ReadAsync("long.txt", Encoding.UTF8.GetBytes(new string('a', 30_000)));

        Assert.EndsWith("Cut: characters 0 to 10000 of 30000. For the rest call again with offset=10000 (or a larger maxChars).", result.AllText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_an_image()
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

        var result = await ReadAsync("photo.jpg", png);

        var image = Assert.Single(result.Content.OfType<ImageContentBlock>());
        Assert.Equal("image/png", image.MimeType);
        Assert.Equal(png, image.DecodedData.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2_000_000)]
    public async Task Links_to_what_it_cannot_show(int imageSize)
    {
        byte[] content = imageSize == 0 ? [0, 1, 2, 3] : [0xFF, 0xD8, 0xFF, .. new byte[imageSize]];

        var result = await ReadAsync("a.bin", content);

        Assert.False(result.IsError ?? false);
        var link = Assert.Single(result.Content.OfType<ResourceLinkBlock>());
        Assert.Matches("^gmail://messages/[0-9a-f]+/attachments/1$", link.Uri);
        Assert.EndsWith("download_attachment saves it.", result.AllText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_what_there_is_when_the_name_is_wrong()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment("report.pdf", [1, 2, 3]));

        var result = await server.CallAsync("read_attachment", $$"""{"messageId":"{{id}}","attachmentId":"raport.pdf"}""");

        Assert.True(result.IsError);
        Assert.StartsWith("Error: Failed to read attachment: ", result.Text(), StringComparison.Ordinal);
        Assert.Contains("report.pdf (ID: 1)", result.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pages", "Error: Failed to read attachment: pages must look like 1-3,7; pages are counted from 1.")]
    [InlineData("sheet", "Error: Failed to read attachment: It has no such sheet. Its 1 sheets are: Costs.")]
    public async Task Refuses_a_range_that_is_not_there(string argument, string expected)
    {
        var file = argument == "pages" ? SomeFile.Pdf("x") : SomeFile.Xlsx([("Costs", "")]);

        var result = await ReadAsync("a.bin", file, $",\"{argument}\":\"zwei\"");

        Assert.True(result.IsError);
        Assert.Equal(expected, result.Text());
    }

    [Fact]
    public async Task Says_how_many_pages_there_are_when_none_was_meant() => Assert.EndsWith(
        "It has 1 pages; none of those asked for.", (await ReadAsync("a.pdf", SomeFile.Pdf("x"), ""","pages":"5" """)).AllText(), StringComparison.Ordinal);

    [Fact]
    public async Task Reads_an_empty_file() =>
        Assert.EndsWith("(no text)", (await ReadAsync("empty.txt", [])).Text(), StringComparison.Ordinal);

    [Fact]
    public async Task A_hostile_file_leaves_the_server_alive()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment(
            "bomb.docx", SomeFile.Docx($"<w:p><w:r><w:t>{new string(' ', 80_000_000)}</w:t></w:r></w:p>")));

        var result = await server.CallAsync("read_attachment", $$"""{"messageId":"{{id}}","attachmentId":"bomb.docx"}""");

        Assert.Contains("It unpacks to more than 64 MB.", result.AllText(), StringComparison.Ordinal);
        Assert.False((await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""")).IsError ?? false);
    }

    private static string? NextOffset(CallToolResult result) =>
        result.StructuredContent!.Value.TryGetProperty("nextOffset", out var next) ? next.ToString() : null; // every answer has some

    private static async Task<CallToolResult> ReadAsync(string fileName, byte[] content, string more = "")
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment(fileName, content));
        return await server.CallAsync("read_attachment", $$"""{"messageId":"{{id}}","attachmentId":"{{fileName}}"{{more}}}""");
    }
}
