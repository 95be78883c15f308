using System.Net;
using System.Text;
using Gmail.Tests.Canned;

namespace Gmail.Tests;

public sealed class UploadTests
{
    private const string Session =
        "https://gmail.googleapis.com/upload/gmail/v1/users/me/drafts?uploadType=resumable&upload_id=u1";
    private const string Sent = """{"id":"r1","message":{"id":"m1","threadId":"t1"}}""";

    private readonly JumpingTime _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(147_456)]
    [InlineData(4_999_999)]
    [InlineData(5_000_000)]
    public async Task Sends_up_to_five_megabytes_inside_JSON(int length)
    {
        var mime = Bytes(length);
        var gmail = new CannedGmail(_time).Answers(Sent);
        await gmail.Client().Drafts.CreateAsync(MimeContent.FromBytes(mime), "t1");
        const string head = """{"message":{"threadId":"t1","raw":""" + "\"";
        var text = gmail.Request.Text;
        Assert.StartsWith(head, text, StringComparison.Ordinal);
        Assert.Equal(mime, Base64Url.Decode(text.AsSpan()[head.Length..^3]));
        Assert.Equal(text.Length.ToString(), gmail.Request.Headers["Content-Length"]);
    }

    [Fact]
    public async Task Sends_more_as_a_simple_upload_when_there_is_nothing_to_say_about_it()
    {
        var mime = Bytes(5_000_001);
        var gmail = new CannedGmail(_time).Answers("""{"id":"m1"}""");
        await gmail.Client().Messages.SendAsync(MimeContent.FromBytes(mime));
        Assert.Equal("POST /upload/gmail/v1/users/me/messages/send?uploadType=media", gmail.Request.Line);
        Assert.Equal("message/rfc822", gmail.Request.Headers["Content-Type"]);
        Assert.Equal(mime, gmail.Request.Body);
    }

    [Fact]
    public async Task Sends_more_with_a_thread_as_a_multipart_upload()
    {
        var mime = Bytes(5_000_001);
        var gmail = new CannedGmail(_time).Answers(Sent);
        var draft = await gmail.Client().Drafts.UpdateAsync("r1", MimeContent.FromBytes(mime), "t1");
        Assert.Equal("m1", draft.Message!.Id);
        Assert.Equal("PUT /upload/gmail/v1/users/me/drafts/r1?uploadType=multipart", gmail.Request.Line);
        var boundary = gmail.Request.Headers["Content-Type"]["multipart/related; boundary=".Length..];
        var head = Encoding.ASCII.GetBytes(
            $"--{boundary}\r\nContent-Type: application/json; charset=utf-8\r\n\r\n{{\"message\":{{\"threadId\":\"t1\"}}}}\r\n"
            + $"--{boundary}\r\nContent-Type: message/rfc822\r\n\r\n");
        byte[] expected = [.. head, .. mime, .. Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n")];
        Assert.True(expected.AsSpan().SequenceEqual(gmail.Request.Body));
    }

    [Fact]
    public async Task Opens_a_session_for_a_large_message()
    {
        var mime = Bytes(9_000_000);
        var gmail = new CannedGmail(_time).Answers("", HttpStatusCode.OK, ("Location", Session)).Answers(Sent);
        var client = gmail.Client();
        Assert.Equal("r1", (await client.Drafts.CreateAsync(MimeContent.FromBytes(mime), "t1")).Id);

        var (open, put) = (gmail.Requests[0], gmail.Requests[1]);
        Assert.Equal("POST /upload/gmail/v1/users/me/drafts?uploadType=resumable", open.Line);
        Assert.Equal("""{"message":{"threadId":"t1"}}""", open.Text);
        Assert.Equal("message/rfc822", open.Headers["X-Upload-Content-Type"]);
        Assert.Equal("9000000", open.Headers["X-Upload-Content-Length"]);
        Assert.Equal("PUT /upload/gmail/v1/users/me/drafts?uploadType=resumable&upload_id=u1", put.Line);
        Assert.True(mime.AsSpan().SequenceEqual(put.Body));
        Assert.Equal(10, client.UnitsSpent);
    }

    [Fact]
    public async Task Goes_on_where_Gmail_stands_after_a_break()
    {
        var mime = Bytes(9_000_000);
        var gmail = new CannedGmail(_time)
            .Answers("", HttpStatusCode.OK, ("Location", Session))
            .Fails(new HttpRequestException(HttpRequestError.ResponseEnded, "reset"))
            .Answers("", HttpStatusCode.PermanentRedirect, ("Range", "bytes=0-2621439"))
            .Answers(Sent);
        var opened = 0;
        var content = MimeContent.FromStream(
            () => ++opened == 2 ? new Unseekable(mime) : new MemoryStream(mime), mime.Length);
        Assert.Equal("r1", (await gmail.Client().Drafts.CreateAsync(content)).Id);

        Assert.Equal("bytes */9000000", gmail.Requests[2].Headers["Content-Range"]);
        Assert.Empty(gmail.Requests[2].Body);
        Assert.Equal("bytes 2621440-8999999/9000000", gmail.Requests[3].Headers["Content-Range"]);
        Assert.True(mime.AsSpan(2_621_440).SequenceEqual(gmail.Requests[3].Body));
        Assert.Equal([1], _time.WaitsInSeconds);
    }

    [Fact]
    public async Task Learns_from_the_session_that_a_lost_answer_was_success()
    {
        var gmail = new CannedGmail(_time)
            .Answers("", HttpStatusCode.OK, ("Location", Session))
            .Answers("<html>", HttpStatusCode.BadGateway)
            .Answers("""{"id":"m7"}""");
        Assert.Equal("m7", (await gmail.Client().Messages.SendAsync(MimeContent.FromBytes(Bytes(9_000_000)))).Id);
        Assert.Equal(3, gmail.Requests.Count);
        Assert.Empty(gmail.Requests[2].Body);
    }

    [Fact]
    public async Task Gives_up_in_doubt_when_the_session_is_lost()
    {
        var gmail = new CannedGmail(_time)
            .Answers("", HttpStatusCode.OK, ("Location", Session))
            .Fails(new HttpRequestException(HttpRequestError.ResponseEnded, "reset"))
            .Answers("", HttpStatusCode.NotFound);
        var error = await Assert.ThrowsAsync<GmailException>(
            () => gmail.Client().Messages.SendAsync(MimeContent.FromBytes(Bytes(9_000_000))));
        Assert.Equal(GmailErrorKind.NotFound, error.Kind);
        Assert.True(error.WasAmbiguous);
    }

    [Fact]
    public async Task Does_not_go_on_for_ever_where_Gmail_does_not_move()
    {
        var gmail = new CannedGmail(_time)
            .Answers("", HttpStatusCode.OK, ("Location", Session))
            .Answers("", HttpStatusCode.PermanentRedirect);
        var error = await Assert.ThrowsAsync<GmailException>(
            () => gmail.Client().Messages.SendAsync(MimeContent.FromBytes(Bytes(9_000_000))));
        Assert.Equal(GmailErrorKind.Server, error.Kind);
        Assert.Equal(7, gmail.Requests.Count);
    }

    [Theory]
    [InlineData("https://evil.example/upload")]
    [InlineData("http://gmail.googleapis.com/upload")]
    [InlineData("https://gmail.googleapis.com:444/upload")]
    [InlineData("https://gmail.googleapis.com.evil.example/upload")]
    [InlineData("https://evilgoogleapis.com/upload")]
    [InlineData("https://a@gmail.googleapis.com/upload")]
    [InlineData("/upload")]
    public async Task Does_not_follow_a_session_to_another_host(string location)
    {
        var gmail = new CannedGmail(_time).Answers("", HttpStatusCode.OK, ("Location", location)).Answers(Sent);
        var error = await Assert.ThrowsAsync<GmailException>(
            () => gmail.Client().Drafts.CreateAsync(MimeContent.FromBytes(Bytes(9_000_000))));
        Assert.Equal(GmailErrorKind.Malformed, error.Kind);
        Assert.Single(gmail.Requests);
    }

    [Fact]
    public async Task Refuses_a_message_over_Gmails_limit_before_sending_a_byte()
    {
        var gmail = new CannedGmail(_time).Answers(Sent);
        static MimeContent Content(long length) =>
            MimeContent.FromStream(() => throw new InvalidOperationException(), length);

        var error = await Assert.ThrowsAsync<GmailException>(
            () => gmail.Client().Drafts.CreateAsync(Content(36_700_161)));
        Assert.Equal(GmailErrorKind.TooLarge, error.Kind);
        Assert.Contains("36700160", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<GmailException>(() => gmail.Client().Messages.SendAsync(Content(36_700_161)));
        Assert.Equal("users.messages.send", error.MethodId);
        error = await Assert.ThrowsAsync<GmailException>(
            () => gmail.Client().Messages.InsertAsync(Content(157_286_401)));
        Assert.Equal(GmailErrorKind.TooLarge, error.Kind);
        Assert.False(error.WasAmbiguous);
        Assert.Empty(gmail.Requests);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5_000_001)]
    public async Task Says_so_when_the_message_became_shorter(int length)
    {
        var gmail = new CannedGmail(_time).Answers(Sent);
        var content = MimeContent.FromStream(() => new MemoryStream(Bytes(length - 1)), length);
        var error = await Assert.ThrowsAsync<GmailException>(() => gmail.Client().Messages.SendAsync(content));
        Assert.Equal(GmailErrorKind.InvalidArgument, error.Kind);
        Assert.Empty(gmail.Requests);
    }

    [Fact]
    public async Task Sends_the_stated_length_when_the_message_became_longer()
    {
        var gmail = new CannedGmail(_time).Answers(Sent);
        await gmail.Client().Messages.SendAsync(MimeContent.FromStream(() => new MemoryStream(Bytes(200)), 100));
        Assert.Equal(Bytes(200)[..100], Base64Url.Decode(gmail.Request.Text.AsSpan()["{\"raw\":\"".Length..^2]));
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = (byte)((i * 2_654_435_761L) >> 13);
        }

        return bytes;
    }

    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Seek(long offset, SeekOrigin loc) => throw new NotSupportedException();
    }
}
