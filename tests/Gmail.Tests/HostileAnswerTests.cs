using System.Net;
using System.Text;
using Gmail.Messages;
using Gmail.Tests.Canned;

namespace Gmail.Tests;

/// <summary>Thousands of damaged answers: each is read or named, and nothing else comes out.</summary>
public sealed class HostileAnswerTests
{
    private const string Structure = "{}[]\",:\\\r\n-0";

    private const string Error = """
        {"error":{"code":403,"message":"Retry after 2026-11-02T12:00:42Z \ud83d\ude00","status":"PERMISSION_DENIED",
         "errors":[{"reason":"userRateLimitExceeded"}],
         "details":[{"reason":"X","retryDelay":"3s","metadata":{"quota_limit":"PerDay","quota_unit":"1/min/{project}/{user}","quota_limit_value":"9"}}]}}
        """;

    private const string Body = """
        {"id":"m1","historyId":"9","internalDate":"1793000000000","labelIds":["INBOX"],"snippet":"\u00e9 \"q\"",
         "payload":{"headers":[{"name":"Subject","value":"x"}],
         "parts":[{"body":{"data":"SGk","size":2}}]},"data":"Zm9vYmFy","new":[1,{}]}
        """;

    private const string Batch = "--b\r\nContent-Type: application/http\r\nContent-ID: <response-item-0>\r\n\r\n"
        + "HTTP/1.1 200 OK\r\nRetry-After: 3\r\nContent-Type: application/json\r\n\r\n" + Body + "\r\n--b--\r\n";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Are_read_or_named(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            var status = new[] { 200, 200, 200, 308, 400, 403, 429, 502 }[random.Next(8)];
            var json = Damaged(status == 200 ? Body : Error, random);
            var multipart = Damaged(Batch, random);
            var gmail = new CannedGmail(new JumpingTime()).Answers(request => Answer(request, status, json, multipart));
            var client = gmail.Client(new GmailClientOptions
            {
                TimeProvider = new JumpingTime(jumpsAlways: true),
                IdleTimeout = Timeout.InfiniteTimeSpan,
                SendTimeout = Timeout.InfiniteTimeSpan,
                MaxTries = 1,
            });

            await NameAsync(() => client.Messages.GetAsync("m1"));
            await NameAsync(() => client.Messages.GetAttachmentAsync("m1", "a1"));
            await NameAsync(() => client.Messages.GetManyAsync(["m1", "m2"], MessageFormat.Full));
            await NameAsync(() => client.Settings.Vacation.GetAsync());
            await NameAsync(() => client.Drafts.SendAsync("r1"));
        }
    }

    [Theory]
    [InlineData("{\"error\":{\"code\":500,\"message\":\"\\ud800\",\"errors\":[{\"reason\":\"\\udfff\"}]}}")]
    [InlineData("{\"error\":\"\\ud800\"}")]
    public async Task Bears_half_a_character_in_an_error(string body)
    {
        var gmail = new CannedGmail(new JumpingTime()).Answers(body, HttpStatusCode.InternalServerError);
        var error = await Assert.ThrowsAsync<GmailException>(() => gmail.Client().Drafts.SendAsync("r1"));
        Assert.Equal(GmailErrorKind.Server, error.Kind);
    }

    private static async Task NameAsync(Func<Task> call)
    {
        var failure = await Record.ExceptionAsync(call);
        Assert.True(failure is null or GmailException, failure?.ToString());
    }

    private static HttpResponseMessage Answer(HttpRequestMessage request, int status, byte[] json, byte[] multipart)
    {
        var isBatch = request.RequestUri!.AbsolutePath.StartsWith("/batch", StringComparison.Ordinal);
        var response = new HttpResponseMessage((HttpStatusCode)status);
        response.Content = new ByteArrayContent(isBatch ? multipart : json);
        response.Content.Headers.TryAddWithoutValidation(
            "Content-Type", isBatch ? "multipart/mixed; boundary=b" : "text/x");
        return response;
    }

    private static byte[] Damaged(string text, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(text).ToList();
        for (var i = random.Next(4); i > 0 && bytes.Count > 1; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.Insert(at, (byte)Structure[random.Next(Structure.Length)]);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(20), bytes.Count - at));
                    break;
                default:
                    bytes.RemoveRange(at, random.Next(10) == 0 ? bytes.Count - at : 0);
                    break;
            }
        }

        return [.. bytes];
    }
}
