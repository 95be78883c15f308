namespace GmailMcp.Tests.Tools.Attachments;

/// <summary>Gmail gives an attachment another id with each fetch, and may refuse an old one.</summary>
public class StaleAttachmentTests
{
    [Fact]
    public async Task An_id_that_Gmail_takes_no_longer_is_found_anew_by_its_part_with_one_more_look()
    {
        var refused = 0;
        await using var server = await TestServer.StartAsync(between: gmail => new OldIds(gmail, () => Interlocked.Increment(ref refused) == 1));
        var content = Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7)).ToArray();
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment("report.bin", content));
        await server.CallAsync("read_email", $$"""{"messageId":"{{id}}"}""");
        var before = server.Gmail.Requests.Count(request => request.MethodId == "users.messages.get");

        var result = await server.CallAsync("download_attachment", $$"""{"messageId":"{{id}}","attachmentId":"report.bin"}""");

        Assert.False(result.IsError ?? false, result.AllText());
        Assert.Equal(content, await File.ReadAllBytesAsync(
            Path.Combine(server.DownloadFolder, "report.bin"), TestContext.Current.CancellationToken));
        var after = server.Gmail.Requests.Where(request => request.MethodId == "users.messages.get").Count();
        Assert.Equal(1, after - before);
        Assert.Equal(
            [400, 200],
            server.Gmail.Requests.Where(request => request.MethodId == "users.messages.attachments.get").Select(request => request.Status));
    }

    // What Gmail gave out before is to it as any other text that is no id.
    private sealed class OldIds(HttpMessageHandler gmail, Func<bool> isOld) : DelegatingHandler(gmail)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!; // HttpClient sets it
            const string before = "/attachments/";
            if (address.AbsolutePath.IndexOf(before, StringComparison.Ordinal) is var at and > 0 && isOld())
            {
                request.RequestUri = new Uri(address, address.AbsolutePath[..(at + before.Length)] + "old" + address.Query);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
