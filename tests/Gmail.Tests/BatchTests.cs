using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Gmail.Messages;
using Gmail.Tests.Canned;

namespace Gmail.Tests;

public sealed partial class BatchTests
{
    private const string TooMany = """{"error":{"code":429,"message":"Too many concurrent requests for user","errors":[{"reason":"rateLimitExceeded"}]}}""";

    private readonly JumpingTime _time = new();

    [Fact]
    public async Task Writes_whole_requests_with_names()
    {
        var gmail = Gmail((_, parts) => parts.Select(Found));
        await gmail.Client().Messages.GetManyAsync(["m1", "m2"], MessageFormat.Metadata, ["From"], "id");
        var request = gmail.Request;
        Assert.Equal("POST /batch/gmail/v1", request.Line);
        var boundary = request.Headers["Content-Type"]["multipart/mixed; boundary=".Length..];
        Assert.Equal(
            $"""
            --{boundary}
            Content-Type: application/http
            Content-ID: <item-0>

            GET /gmail/v1/users/me/messages/m1?format=metadata&metadataHeaders=From&fields=id&prettyPrint=false HTTP/1.1


            --{boundary}
            Content-Type: application/http
            Content-ID: <item-1>

            GET /gmail/v1/users/me/messages/m2?format=metadata&metadataHeaders=From&fields=id&prettyPrint=false HTTP/1.1


            --{boundary}--

            """.ReplaceLineEndings("\r\n"),
            request.Text);
    }

    [Fact]
    public async Task Matches_answers_that_come_in_another_order()
    {
        var gmail = Gmail((_, parts) => parts.Reverse().Select(Found));
        var results = await gmail.Client().Messages.GetManyAsync(["m1", "m2", "m3", "m1"], MessageFormat.Minimal);
        Assert.Equal(["m1", "m2", "m3", "m1"], results.Select(result => result.Value!.Id));
        Assert.Equal(["m1", "m2", "m3", "m1"], results.Select(result => result.Id));
    }

    [Fact]
    public async Task Asks_in_batches_of_as_many_as_may_be_in_flight_and_charges_each_message()
    {
        var gmail = Gmail((_, parts) => parts.Select(Found));
        var client = gmail.Client();
        var ids = Enumerable.Range(0, 60).Select(i => $"m{i}").ToList();
        var results = await client.Messages.GetManyAsync(ids, MessageFormat.Minimal);
        Assert.Equal(ids, results.Select(result => result.Value!.Id));
        Assert.Equal([8, 8, 8, 8, 8, 8, 8, 4], gmail.Requests.Select(request => Parts(request.Text).Count));
        Assert.Equal(60 * 20, client.UnitsSpent);
    }

    [Theory]
    [InlineData(30, new[] { 30, 30, 30, 30 })]
    [InlineData(120, new[] { 100, 20 })] // Gmail takes no more in a batch
    public async Task A_batch_is_as_large_as_the_places_and_no_larger_than_Gmail_takes(int places, int[] expected)
    {
        var gmail = Gmail((_, parts) => parts.Select(Found));
        string[] ids = [.. Enumerable.Range(0, 120).Select(i => $"m{i}")];
        var client = gmail.Client(new GmailClientOptions { MaxInFlight = places });
        await client.Messages.GetManyAsync(ids, MessageFormat.Minimal);
        Assert.Equal(expected, gmail.Requests.Select(request => Parts(request.Text).Count));
    }

    [Fact]
    public async Task Takes_the_places_that_others_leave_it()
    {
        var state = new SharedState();
        var other = new Concurrency(8, state.NewProcess());
        var held = new List<Concurrency.Slot>();
        for (var i = 0; i < 5; i++)
        {
            held.Add(await other.EnterAsync(1, CancellationToken.None));
        }

        var gmail = Gmail((_, parts) => parts.Select(Found));
        var client = gmail.Client(new GmailClientOptions { Ledger = new QuotaLedger(share: state.NewProcess()) });
        string[] ids = [.. Enumerable.Range(0, 7).Select(i => $"m{i}")];
        var results = await client.Messages.GetManyAsync(ids, MessageFormat.Minimal);
        Assert.Equal(ids, results.Select(result => result.Value!.Id));
        Assert.Equal([3, 3, 1], gmail.Requests.Select(request => Parts(request.Text).Count));
        Assert.Equal(140, client.UnitsSpent);
        held.ForEach(slot => slot.Dispose());
    }

    [Fact]
    public async Task Keeps_the_error_of_each_message_that_stays_refused()
    {
        var gmail = Gmail((_, parts) => parts.Select(part => part.Id == "gone"
            ? Part(part, 404, """{"error":{"code":404,"message":"Requested entity was not found.","errors":[{"reason":"notFound"}]}}""")
            : Found(part)));
        var results = await gmail.Client().Messages.GetManyAsync(["m1", "gone", "..", "m2"], MessageFormat.Full);
        Assert.Equal([true, false, false, true], results.Select(result => result.IsSuccess));
        Assert.Equal(GmailErrorKind.NotFound, results[1].Error!.Kind);
        Assert.Equal("users.messages.get", results[1].Error!.MethodId);
        Assert.Equal(GmailErrorKind.InvalidArgument, results[2].Error!.Kind);
        Assert.Single(gmail.Requests);
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task Asks_again_only_for_what_was_refused()
    {
        var gmail = Gmail((round, parts) => parts.Select(part => round == 0 && (part.Id is "m1" or "m3")
            ? Part(part, 429, TooMany)
            : Found(part)));
        var results = await gmail.Client().Messages.GetManyAsync(["m0", "m1", "m2", "m3"], MessageFormat.Full);
        Assert.All(results, result => Assert.True(result.IsSuccess));
        Assert.Equal(
            [["m0", "m1", "m2", "m3"], ["m1", "m3"]], gmail.Requests.Select(r => Parts(r.Text).Select(p => p.Id)));
        Assert.Equal([1], _time.WaitsInSeconds);
    }

    [Fact]
    public async Task Shrinks_its_batches_until_Gmail_takes_them()
    {
        const int limit = 3;
        var gmail = Gmail((_, parts) => parts.Select((part, i) => i < limit ? Found(part) : Part(part, 429, TooMany)));
        var ids = Enumerable.Range(0, 75).Select(i => $"m{i}").ToList();
        var results = await gmail.Client().Messages.GetManyAsync(ids, MessageFormat.Minimal);
        Assert.Equal(ids, results.Select(result => result.Value?.Id));
        Assert.Equal([8, 4, 2, 2], gmail.Requests.Take(4).Select(request => Parts(request.Text).Count));
        Assert.All(gmail.Requests.Skip(2), request => Assert.True(Parts(request.Text).Count <= limit));
    }

    [Fact]
    public async Task Waits_as_long_as_a_part_asks()
    {
        var gmail = Gmail((round, parts) => parts.Select(part =>
            round == 0 ? Part(part, 429, TooMany, "Retry-After: 9\r\n") : Found(part)));
        await gmail.Client().Messages.GetManyAsync(["m1"], MessageFormat.Full);
        Assert.Equal([9], _time.WaitsInSeconds);
    }

    [Fact]
    public async Task Gives_up_a_part_after_five_tries()
    {
        var gmail = Gmail(
            (_, parts) => parts.Select(part => part.Id == "bad" ? Part(part, 503, "<html>") : Found(part)));
        var results = await gmail.Client().Messages.GetManyAsync(["m1", "bad"], MessageFormat.Full);
        Assert.True(results[0].IsSuccess);
        Assert.Equal(GmailErrorKind.Server, results[1].Error!.Kind);
        Assert.Equal(5, gmail.Requests.Count);
    }

    [Fact]
    public async Task Counts_a_part_without_an_answer_as_failed_for_now()
    {
        var gmail = Gmail((round, parts) => parts.Where(part => round > 0 || part.Id != "m2").Select(Found));
        var results = await gmail.Client().Messages.GetManyAsync(["m1", "m2"], MessageFormat.Full);
        Assert.Equal(["m1", "m2"], results.Select(result => result.Value!.Id));
        Assert.Equal(2, gmail.Requests.Count);
    }

    [Fact]
    public async Task Lets_a_plain_request_renew_the_token_once()
    {
        var isRenewed = false;
        var gmail = new CannedGmail(_time).Answers(request =>
        {
            if (request.Method == HttpMethod.Get)
            {
                isRenewed = true;
                return CannedGmail.Answer("""{"id":"m1"}""");
            }

            return BatchAnswer(request, parts => parts.Select(part => isRenewed ? Found(part) : Part(part, 401, "{}")));
        });
        var results = await gmail.Client().Messages.GetManyAsync(["m1", "m2", "m3"], MessageFormat.Full);
        Assert.Equal(["m1", "m2", "m3"], results.Select(result => result.Value!.Id));
        Assert.Equal(["POST", "GET", "POST"], gmail.Requests.Select(request => request.Line.Split(' ')[0]));
    }

    [Fact]
    public async Task Throws_when_the_first_batch_is_refused_and_reports_when_a_later_one_is()
    {
        var refused = new CannedGmail(_time).Answers("{}", HttpStatusCode.Unauthorized);
        var error = await Assert.ThrowsAsync<GmailException>(
            () => refused.Client().Messages.GetManyAsync(["m1", "m2"], MessageFormat.Full));
        Assert.Equal(GmailErrorKind.Unauthorized, error.Kind);

        var round = 0;
        var later = new CannedGmail(_time).Answers(request => round++ == 0
            ? BatchAnswer(request, parts => parts.Select(Found))
            : CannedGmail.Answer("{}", HttpStatusCode.Forbidden));
        string[] ids = [.. Enumerable.Range(0, 9).Select(i => $"m{i}")];
        var results = await later.Client().Messages.GetManyAsync(ids, MessageFormat.Full);
        Assert.Equal(8, results.Count(result => result.IsSuccess));
        Assert.Equal(GmailErrorKind.Forbidden, results[8].Error!.Kind);
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("multipart/mixed; boundary=b", "--b\r\nnonsense")]
    [InlineData(
        "multipart/mixed; boundary=b", "--b\r\nContent-ID: <response-item-0>\r\n\r\nHTTP/1.1 abc\r\n\r\n{}\r\n--b--")]
    [InlineData("multipart/mixed; boundary=b", "--b\r\nContent-ID: <response-item-9>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}\r\n--b--")]
    [InlineData("multipart/mixed; boundary=b", "--b\r\nContent-ID: <response-item-0>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{\"id\r\n--b--")]
    public async Task Bears_an_answer_that_is_no_batch(string type, string body)
    {
        var gmail = new CannedGmail(_time).Answers(
            _ => CannedGmail.Answer(body, HttpStatusCode.OK, ("Content-Type", type)));
        var failure = await Record.ExceptionAsync(async () =>
        {
            var results = await gmail.Client().Messages.GetManyAsync(["m1"], MessageFormat.Full);
            throw results.Single().Error!;
        });
        GmailErrorKind[] allowed = [GmailErrorKind.Malformed, GmailErrorKind.Network];
        Assert.Contains(Assert.IsType<GmailException>(failure).Kind, allowed);
    }

    [Fact]
    public async Task Does_not_call_for_no_ids()
    {
        var gmail = new CannedGmail(_time).Answers("{}");
        Assert.Empty(await gmail.Client().Messages.GetManyAsync([], MessageFormat.Full));
        Assert.Empty(gmail.Requests);
    }

    private CannedGmail Gmail(Func<int, IReadOnlyList<Asked>, IEnumerable<string>> answer)
    {
        var round = 0;
        return new CannedGmail(_time).Answers(request => BatchAnswer(request, parts => answer(round++, parts)));
    }

    private static HttpResponseMessage BatchAnswer(
        HttpRequestMessage request, Func<IReadOnlyList<Asked>, IEnumerable<string>> answer)
    {
        var parts = Parts(request.Content!.ReadAsStringAsync().GetAwaiter().GetResult());
        var body = string.Concat(answer(parts).Select(part => "--batch_b\r\n" + part)) + "--batch_b--\r\n";
        var response = new HttpResponseMessage { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", "multipart/mixed; boundary=batch_b");
        return response;
    }

    private static string Found(Asked part) => Part(part, 200, $$"""{"id":"{{part.Id}}","snippet":"--batch_b is no end here"}""");

    private static string Part(Asked part, int status, string json, string headers = "") =>
        $"Content-Type: application/http\r\nContent-ID: <response-{part.Name}>\r\n\r\n"
        + $"HTTP/1.1 {status} Words\r\nContent-Type: application/json; charset=UTF-8\r\n{headers}\r\n{json}\r\n";

    private static IReadOnlyList<Asked> Parts(string body) =>
        [.. PartPattern().Matches(body).Select(match => new Asked(match.Groups[1].Value, match.Groups[2].Value))];

    [GeneratedRegex(@"Content-ID: <([^>]+)>\r\n\r\nGET /gmail/v1/users/me/messages/([^?]+)\?")]
    private static partial Regex PartPattern();

    private sealed record Asked(string Name, string Id);
}
