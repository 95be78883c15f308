namespace GmailMcp.Tests.Tools.Sending;

/// <summary>A file that changes between its measuring and its upload: the mail that would leave is not the one that was meant.</summary>
public sealed class ChangedFileTests
{
    private const int Large = 6_000_000; // goes up in parts

    [Theory]
    [InlineData("send_email", 1_000)]
    [InlineData("send_email", Large)]
    [InlineData("draft_email", 1_000)]
    [InlineData("draft_email", Large)]
    public async Task Is_told_by_its_name_and_nothing_is_made(string tool, int length)
    {
        TestServer? server = null;
        await using var started = server = await TestServer.StartAsync(between: gmail => new InterceptedGmail(gmail, "/drafts", _ =>
        {
            server!.WriteAttachment("notes.bin", Content(length, 2)); // not null: set before the first request
            return Task.CompletedTask;
        }));
        server.WriteAttachment("notes.bin", Content(length, 1));

        var result = await server.CallAsync(
            tool, """{"to":["ann@example.org"],"subject":"Hi","body":"Text","attachments":["notes.bin"]}""");

        Assert.True(result.IsError);
        Assert.Contains($"notes.bin was changed while it was being read; it was {length} bytes long.", result.Text(), StringComparison.Ordinal);
        Assert.Contains($"(not_sent). Call {tool} again", result.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Mailbox.Drafts);
        Assert.Empty(server.Gmail.Relayed);
    }

    private static byte[] Content(int length, byte value)
    {
        var content = new byte[length];
        Array.Fill(content, value);
        return content;
    }
}
