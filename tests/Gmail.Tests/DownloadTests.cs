using System.Net;
using System.Text;
using Gmail.Tests.Canned;

namespace Gmail.Tests;

public sealed class DownloadTests
{
    private readonly JumpingTime _time = new();

    [Fact]
    public async Task Writes_the_decoded_bytes_and_counts_them()
    {
        var bytes = Enumerable.Range(0, 1_000_000).Select(i => (byte)(i * 13)).ToArray();
        var gmail = new CannedGmail(_time).Answers($$"""{"size":1000000,"data":"{{Base64Url.Encode(bytes)}}"}""");
        using var file = new MemoryStream();
        Assert.Equal(1_000_000, await gmail.Client().Messages.DownloadAttachmentAsync("m1", "a1", file));
        Assert.True(bytes.AsSpan().SequenceEqual(file.ToArray()));
        Assert.Equal(bytes, await gmail.Client().Messages.GetAttachmentAsync("m1", "a1"));
    }

    [Fact]
    public async Task Starts_again_after_a_break_where_the_stream_can_be_cut_back()
    {
        var gmail = new CannedGmail(_time)
            .Answers("""{"size":6,"data":"Zm9vYm""")
            .Answers("""{"size":6,"data":"Zm9vYmFy"}""");
        using var file = new MemoryStream();
        file.Write("head "u8);
        Assert.Equal(6, await gmail.Client().Messages.DownloadAttachmentAsync("m1", "a1", file));
        Assert.Equal("head foobar", Encoding.ASCII.GetString(file.ToArray()));
        Assert.Equal([1], _time.WaitsInSeconds);
    }

    [Fact]
    public async Task Does_not_write_twice_to_a_stream_that_cannot_be_cut_back()
    {
        var gmail = new CannedGmail(_time).Answers("""{"size":6,"data":"Zm9vYm""").Answers("""{"data":"Zm9vYmFy"}""");
        using var pipe = new ForwardOnlyStream();
        var error = await Assert.ThrowsAsync<GmailException>(
            () => gmail.Client().Messages.DownloadAttachmentAsync("m1", "a1", pipe));
        Assert.Equal(GmailErrorKind.Network, error.Kind);
        Assert.False(error.WasAmbiguous);
        Assert.Single(gmail.Requests);
    }

    [Fact]
    public async Task Waits_out_a_refusal_before_the_first_byte()
    {
        var gmail = new CannedGmail(_time).Answers("", HttpStatusCode.ServiceUnavailable).Answers("""{"data":"Zm9v"}""");
        using var pipe = new ForwardOnlyStream();
        Assert.Equal(3, await gmail.Client().Messages.DownloadAttachmentAsync("m1", "a1", pipe));
    }

    [Fact]
    public async Task Names_an_old_attachment_id_a_wrong_argument()
    {
        var gmail = new CannedGmail(_time).Answers(
            """{"error":{"code":400,"message":"Invalid attachment token","errors":[{"reason":"invalidArgument"}]}}""",
            HttpStatusCode.BadRequest);
        var error = await Assert.ThrowsAsync<GmailException>(
            () => gmail.Client().Messages.GetAttachmentAsync("m1", "old"));
        Assert.Equal(GmailErrorKind.InvalidArgument, error.Kind);
        Assert.Single(gmail.Requests);
    }

    private sealed class ForwardOnlyStream : MemoryStream
    {
        public override bool CanSeek => false;
    }
}
