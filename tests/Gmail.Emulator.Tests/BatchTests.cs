using System.Net.Http.Headers;
using System.Text;

namespace Gmail.Emulator.Tests;

public sealed class BatchTests : IDisposable
{
    private readonly Api _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Answers_each_part_with_its_own_status_and_Content_ID()
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        var reply = await BatchAsync(
            ("<one>", $"GET /gmail/v1/users/me/messages/{id}?format=minimal HTTP/1.1\r\n\r\n"),
            ("<two>", "GET /gmail/v1/users/me/messages/18c2f0aaaaaaaaaa HTTP/1.1\r\n\r\n"),
            ("<three>", $"POST /gmail/v1/users/me/messages/{id}/modify HTTP/1.1\r\n"
                + "Content-Type: application/json\r\n\r\n"
                + """{"addLabelIds":["STARRED"]}"""));
        Assert.Equal(200, reply.Status);
        Assert.StartsWith("multipart/mixed; boundary=", reply.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Contains("Content-ID: <response-one>\r\n\r\nHTTP/1.1 200 OK", reply.Text, StringComparison.Ordinal);
        Assert.Contains("<response-two>\r\n\r\nHTTP/1.1 404 Not Found", reply.Text, StringComparison.Ordinal);
        Assert.Contains("Content-ID: <response-three>\r\n\r\nHTTP/1.1 200 OK", reply.Text, StringComparison.Ordinal);
        Assert.Contains("STARRED", _api.Mailbox.Messages[0].LabelIds);
    }

    [Fact]
    public async Task Waits_once_for_all_its_calls()
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        _api.Gmail.Faults.Latency = TimeSpan.FromSeconds(1);
        var answer = BatchAsync([.. Enumerable.Range(0, 3).Select(i => ($"<{i}>", Get(id)))]);
        Assert.False(answer.IsCompleted);
        _api.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await answer.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task Costs_what_its_calls_cost()
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        await BatchAsync([.. Enumerable.Range(0, 3).Select(i => ($"<{i}>", Get(id)))]);
        Assert.Equal(60, _api.Gmail.UnitsSpent);
        Assert.Equal(
            ["users.messages.get", "users.messages.get", "users.messages.get", "batch"],
            _api.Gmail.Requests.Select(request => request.MethodId));
        Assert.All(_api.Gmail.Requests.SkipLast(1), request => Assert.True(request.IsBatchPart));
    }

    [Fact]
    public async Task May_answer_in_another_order()
    {
        using var api = new Api(new EmulatedGmailOptions { BatchAnswersOutOfOrder = true });
        var reply = await BatchAsync(api, ("<one>", Get("1")), ("<two>", Get("2")));
        Assert.True(reply.Text.IndexOf("<response-two>", StringComparison.Ordinal)
            < reply.Text.IndexOf("<response-one>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Takes_100_calls_and_no_more()
    {
        (string, string)[] Parts(int count) => [.. Enumerable.Range(0, count).Select(i => ($"<{i}>", Get("1")))];
        Assert.Equal(200, (await BatchAsync(Parts(100))).Status);
        Assert.Equal(400, (await BatchAsync(Parts(101))).Status);
    }

    [Fact]
    public async Task Refuses_what_is_no_batch()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/batch/gmail/v1") { Content = new StringContent("x") };
        Assert.Equal(400, (await _api.SendAsync(request)).Status);
    }

    [Fact]
    public async Task More_parts_than_may_be_in_flight_are_refused_one_by_one()
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        _api.Gmail.Faults.LimitsRequestsInFlight = true;
        var reply = await BatchAsync([.. Enumerable.Range(0, 12).Select(i => ($"<{i}>", Get(id)))]);
        Assert.Equal(10, Count(reply.Text, "HTTP/1.1 200 OK"));
        Assert.Equal(2, Count(reply.Text, "HTTP/1.1 429 Too Many Requests"));
        Assert.Contains("Too many concurrent requests for user", reply.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await _api.GetAsync("messages/" + id)).Status);
    }

    [Fact]
    public async Task Takes_no_uploads_and_no_batches_inside()
    {
        var reply = await BatchAsync(
            ("<one>", "POST /upload/gmail/v1/users/me/messages?uploadType=media HTTP/1.1\r\n\r\nFrom: x"),
            ("<two>", "POST /batch/gmail/v1 HTTP/1.1\r\n\r\n"));
        Assert.Equal(2, Count(reply.Text, "HTTP/1.1 404"));
    }

    private static string Get(string id) => $"GET /gmail/v1/users/me/messages/{id} HTTP/1.1\r\n\r\n";

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private Task<Reply> BatchAsync(params (string ContentId, string Call)[] parts) => BatchAsync(_api, parts);

    private static Task<Reply> BatchAsync(Api api, params (string ContentId, string Call)[] parts)
    {
        var content = new MultipartContent("mixed");
        foreach (var (contentId, call) in parts)
        {
            var part = new ByteArrayContent(Encoding.UTF8.GetBytes(call));
            part.Headers.ContentType = new MediaTypeHeaderValue("application/http");
            part.Headers.TryAddWithoutValidation("Content-ID", contentId);
            content.Add(part);
        }

        return api.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/batch/gmail/v1") { Content = content });
    }
}
