using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Gmail.Emulator.Tests;

public sealed class PartialResponseTests : IDisposable
{
    private readonly Api _api = new();

    public void Dispose() => _api.Dispose();

    [Theory]
    [InlineData("id", """{"id":"ID"}""")]
    [InlineData("id,payload/mimeType", """{"id":"ID","payload":{"mimeType":"text/plain"}}""")]
    [InlineData("payload(partId,body/size)", """{"payload":{"partId":"","body":{"size":24}}}""")]
    [InlineData("payload/body(size)", """{"payload":{"body":{"size":24}}}""")]
    [InlineData("labelIds", """{"labelIds":["INBOX","UNREAD"]}""")]
    [InlineData("payload/parts/filename,id", """{"id":"ID"}""")]
    public async Task Gives_only_the_fields_asked_for(string fields, string expected)
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        var reply = await _api.GetAsync($"messages/{id}?fields={Uri.EscapeDataString(fields)}");
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(expected.Replace("ID", id, StringComparison.Ordinal)), reply.Json),
            reply.Text);
    }

    [Fact]
    public async Task Selects_inside_every_item_of_a_list()
    {
        _api.Mailbox.Deliver(Some.Mail());
        _api.Mailbox.Deliver(Some.Mail());
        var reply = await _api.GetAsync("messages?fields=messages/id,nextPageToken");
        Assert.Equal(["messages"], reply.Json.Select(field => field.Key));
        Assert.All(reply.Items("messages"), message => Assert.Equal(["id"], message.Select(field => field.Key)));
        var id = reply.Items("messages")[0]["id"];
        var headers = await _api.GetAsync($"threads/{id}?fields=messages(payload(headers))");
        Assert.Equal("From", headers.Items("messages")[0]["payload"]!["headers"]![0]!["name"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("payload(mimeType")]
    [InlineData("payload/nonsense")]
    [InlineData("id,,snippet")]
    [InlineData("id)")]
    public async Task Refuses_a_selection_of_what_is_not_there(string fields)
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        var reply = await _api.GetAsync($"messages/{id}?fields={Uri.EscapeDataString(fields)}");
        Assert.Equal((400, "invalidParameter"), (reply.Status, reply.ErrorReason));
    }

    [Fact]
    public async Task Compresses_when_the_User_Agent_says_gzip()
    {
        var id = _api.Mailbox.Deliver(Some.Mail(body: new string('x', 10_000)));
        var plain = await GetAsync(id, "client");
        var zipped = await GetAsync(id, "client (gzip)");
        Assert.False(plain.Headers.ContainsKey("Content-Encoding"));
        Assert.Equal("gzip", zipped.Headers["Content-Encoding"]);
        Assert.True(zipped.Bytes.Length < plain.Bytes.Length / 4);
        using var stream = new GZipStream(new MemoryStream(zipped.Bytes), CompressionMode.Decompress);
        var json = await JsonNode.ParseAsync(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(id, json!["id"]!.GetValue<string>());
        Assert.Equal(zipped.Bytes.Length, _api.Gmail.Requests[^1].ResponseBytes);
    }

    [Fact]
    public async Task Indents_unless_told_not_to()
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        var pretty = await _api.GetAsync("messages/" + id);
        var plain = await _api.GetAsync($"messages/{id}?prettyPrint=false");
        Assert.Contains("\n  \"id\"", pretty.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", plain.Text, StringComparison.Ordinal);
    }

    private Task<Reply> GetAsync(string id, string userAgent)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/gmail/v1/users/me/messages/" + id);
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        return _api.SendAsync(request);
    }
}
