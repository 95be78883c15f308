using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Gmail.Emulator.Tests;

public sealed class UploadTests : IDisposable
{
    private readonly Api _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Takes_a_message_as_it_is()
    {
        var raw = Some.Mail();
        var reply = await UploadAsync("messages?uploadType=media", raw, "message/rfc822");
        Assert.Equal(200, reply.Status);
        Assert.Equal(raw, Assert.Single(_api.Mailbox.Messages).Raw);
    }

    [Fact]
    public async Task Takes_a_message_beside_its_resource()
    {
        var thread = _api.Mailbox.Deliver(Some.Mail(messageId: "<a@example.org>"));
        var raw = Some.Mail(subject: "Re: Lunch", inReplyTo: "<a@example.org>");
        var reply = await MultipartAsync("drafts", $$$"""{"message":{"threadId":"{{{thread}}}"}}""", raw);
        Assert.Equal(200, reply.Status);
        Assert.Equal(thread, reply["message"]!["threadId"]!.GetValue<string>());
        Assert.Equal("Re: Lunch", _api.Mailbox.Drafts[0].Message.Mime.Subject);
    }

    [Fact]
    public async Task Takes_a_message_in_chunks()
    {
        var raw = Some.Mail(body: new string('x', 600_000));
        var session = await OpenAsync("messages", raw.Length);
        const int Chunk = 256 * 1024;
        var first = await ChunkAsync(session, raw[..Chunk], $"bytes 0-{Chunk - 1}/{raw.Length}");
        Assert.Equal((308, $"bytes=0-{Chunk - 1}"), (first.Status, first.Headers["Range"]));
        var state = await ChunkAsync(session, [], $"bytes */{raw.Length}");
        Assert.Equal((308, $"bytes=0-{Chunk - 1}"), (state.Status, state.Headers["Range"]));
        Assert.Empty(_api.Mailbox.Messages);
        var last = await ChunkAsync(session, raw[Chunk..], $"bytes {Chunk}-{raw.Length - 1}/{raw.Length}");
        Assert.Equal(200, last.Status);
        Assert.Equal(raw, Assert.Single(_api.Mailbox.Messages).Raw);
        var again = await ChunkAsync(session, [], $"bytes */{raw.Length}");
        Assert.Equal(last.String("id"), again.String("id"));
        Assert.Single(_api.Mailbox.Messages);
    }

    [Fact]
    public async Task Takes_the_path_of_the_discovery_document_too()
    {
        var session = await OpenAsync("messages/send", 100, root: "/resumable/upload");
        var reply = await ChunkAsync(session, Some.Mail(from: null, to: Api.Ben), range: null);
        Assert.Equal(["SENT"], reply.Strings("labelIds"));
        Assert.Single(_api.Other.Messages);
    }

    [Fact]
    public async Task A_chunk_is_a_multiple_of_256_KiB()
    {
        var session = await OpenAsync("messages", 1000);
        Assert.Equal(400, (await ChunkAsync(session, new byte[10], "bytes 0-9/1000")).Status);
        Assert.Equal(400, (await ChunkAsync(session, new byte[10], "bytes 0-99/1000")).Status);
        Assert.Equal(404, (await ChunkAsync(session + "x", new byte[10], "bytes 0-9/10")).Status);
    }

    [Fact]
    public async Task Wants_a_message_type()
    {
        var reply = await UploadAsync("messages?uploadType=media", Some.Mail(), "text/plain");
        Assert.Equal(400, reply.Status);
        Assert.Contains("message/*", reply.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(400, (await UploadAsync("messages", Some.Mail(), "message/rfc822")).Status);
    }

    [Fact]
    public async Task Sends_up_to_35_MiB_and_inserts_up_to_150_MiB()
    {
        var large = new byte[36_700_161];
        Assert.Equal(413, (await UploadAsync("messages/send?uploadType=media", large, "message/rfc822")).Status);
        Assert.Equal(200, (await UploadAsync("messages?uploadType=media", large, "message/rfc822")).Status);
        Assert.Equal(413, (await TryOpenAsync("messages", 157_286_401)).Status);
    }

    [Fact]
    public async Task Large_mail_in_JSON_is_refused()
    {
        var body = new JsonObject { ["raw"] = new string('A', 7_100_000) };
        Assert.Equal(413, (await _api.PostAsync("messages", body.ToJsonString())).Status);
    }

    [Fact]
    public async Task Wants_a_token_like_any_other_call()
    {
        _api.SignIn(Api.Anna, "gmail.readonly");
        var reply = await UploadAsync("messages/send?uploadType=media", Some.Mail(), "message/rfc822");
        Assert.Equal(403, reply.Status);
        Assert.Equal(403, (await TryOpenAsync("messages/send", 10)).Status);
    }

    private Task<Reply> UploadAsync(string path, byte[] content, string mediaType)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/upload/gmail/v1/users/me/" + path)
        {
            Content = new ByteArrayContent(content),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return _api.SendAsync(request);
    }

    private Task<Reply> MultipartAsync(string path, string json, byte[] raw)
    {
        var media = new ByteArrayContent(raw);
        media.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        var content = new MultipartContent("related")
        {
            new StringContent(json, Encoding.UTF8, "application/json"),
            media,
        };
        return _api.SendAsync(new HttpRequestMessage(
            HttpMethod.Post, $"/upload/gmail/v1/users/me/{path}?uploadType=multipart")
        { Content = content });
    }

    private async Task<string> OpenAsync(string path, int length, string root = "/upload") =>
        (await TryOpenAsync(path, length, root)).Headers["Location"];

    private Task<Reply> TryOpenAsync(string path, int length, string root = "/upload")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{root}/gmail/v1/users/me/{path}?uploadType=resumable")
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Upload-Content-Type", "message/rfc822");
        request.Headers.Add("X-Upload-Content-Length", length.ToString());
        return _api.SendAsync(request);
    }

    private Task<Reply> ChunkAsync(string session, byte[] bytes, string? range)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, session) { Content = new ByteArrayContent(bytes) };
        if (range is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Range", range);
        }

        return _api.SendAsync(request);
    }
}
