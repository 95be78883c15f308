using System.Globalization;
using System.Net;
using Gmail.Tests.Canned;
using Microsoft.Extensions.Time.Testing;

namespace Gmail.Tests;

public sealed class RetryTests
{
    private const string Ok = """{"emailAddress":"anna@example.com","historyId":"7"}""";
    private const string Limited = """{"error":{"code":429,"message":"m","errors":[{"reason":"rateLimitExceeded"}]}}""";

    private readonly JumpingTime _time = new();

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Backs_off_twice_as_long_each_time_and_gives_up_after_five_tries(int status)
    {
        var gmail = new CannedGmail(_time).Answers("<html>", (HttpStatusCode)status);
        await Assert.ThrowsAsync<GmailException>(() => gmail.Client().Profile.GetAsync());
        Assert.Equal(5, gmail.Requests.Count);
        Assert.Equal([1, 2, 4, 8], _time.WaitsInSeconds);
    }

    [Fact]
    public void Retries_come_out_of_what_succeeds_and_of_time()
    {
        var time = new FakeTimeProvider();
        var budget = new RetryBudget(time);
        Assert.Equal(50, TakeAll());
        for (var i = 0; i < 10; i++)
        {
            budget.Earn();
        }

        Assert.Equal(5, TakeAll());
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(10, TakeAll());
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(50, TakeAll());

        int TakeAll()
        {
            var taken = 0;
            while (budget.TryTake())
            {
                taken++;
            }

            return taken;
        }
    }

    [Fact]
    public async Task Adds_chance_to_its_waits()
    {
        var gmail = new CannedGmail(_time).Answers(Limited, HttpStatusCode.ServiceUnavailable).Answers(Ok);
        var options = new GmailClientOptions { TimeProvider = _time, Jitter = () => 0.25 };
        await gmail.Client(options).Profile.GetAsync();
        Assert.Equal([1.25], _time.WaitsInSeconds);
    }

    [Fact]
    public async Task Waits_as_long_as_Gmail_asks()
    {
        var gmail = new CannedGmail(
            _time).Answers(Limited, HttpStatusCode.TooManyRequests, ("Retry-After", "17")).Answers(Ok);
        Assert.Equal("anna@example.com", (await gmail.Client().Profile.GetAsync()).EmailAddress);
        Assert.Equal([17], _time.WaitsInSeconds);
        Assert.Equal(TimeSpan.FromSeconds(17), gmail.Requests[1].At - gmail.Requests[0].At);
    }

    [Theory]
    [InlineData(2, 31)]
    [InlineData(13, 5)]
    public async Task Comes_back_as_often_as_Gmail_says_for_a_minute_in_all(int seconds, int tries)
    {
        var gmail = new CannedGmail(_time).Answers(
            Limited, HttpStatusCode.TooManyRequests, ("Retry-After", seconds.ToString(CultureInfo.InvariantCulture)));
        var error = await Assert.ThrowsAsync<GmailException>(() => gmail.Client().Profile.GetAsync());
        Assert.Equal(GmailErrorKind.RateLimited, error.Kind);
        Assert.Equal(tries, gmail.Requests.Count);
        Assert.All(_time.WaitsInSeconds, wait => Assert.Equal(seconds, wait));
    }

    [Fact]
    public async Task Waits_until_the_time_in_the_text()
    {
        const string body = """
            {"error":{"code":403,"message":"User-rate limit exceeded.  Retry after 2026-11-02T12:00:42.000Z",
             "errors":[{"domain":"usageLimits","reason":"userRateLimitExceeded"}]}}
            """;
        var gmail = new CannedGmail(_time).Answers(body, HttpStatusCode.Forbidden).Answers(Ok);
        await gmail.Client().Profile.GetAsync();
        Assert.Equal([42], _time.WaitsInSeconds);
    }

    [Fact]
    public async Task Does_not_sleep_for_more_than_a_minute_but_says_until_when()
    {
        var gmail = new CannedGmail(_time).Answers(Limited, HttpStatusCode.TooManyRequests, ("Retry-After", "61"));
        var error = await Assert.ThrowsAsync<GmailException>(() => gmail.Client().Profile.GetAsync());
        Assert.Equal(GmailErrorKind.RateLimited, error.Kind);
        Assert.Equal(JumpingTime.Noon.AddSeconds(61), error.RetryAt);
        Assert.Single(gmail.Requests);
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task Makes_no_other_call_before_the_time_that_Gmail_named()
    {
        var gmail = new CannedGmail(
            _time).Answers(Limited, HttpStatusCode.TooManyRequests, ("Retry-After", "90")).Answers(Ok);
        var client = gmail.Client();
        await Assert.ThrowsAsync<GmailException>(() => client.Profile.GetAsync());

        var error = await Assert.ThrowsAsync<GmailException>(() => client.Profile.GetAsync());
        Assert.Equal(JumpingTime.Noon.AddSeconds(90), error.RetryAt);
        Assert.Single(gmail.Requests);

        _time.Advance(TimeSpan.FromSeconds(50));
        await client.Profile.GetAsync();
        Assert.Equal(JumpingTime.Noon.AddSeconds(90), gmail.Requests[1].At);
    }

    [Fact]
    public async Task Repeats_label_changes()
    {
        var gmail = new CannedGmail(_time).Answers("", HttpStatusCode.ServiceUnavailable)
            .Answers("""{"id":"m1","labelIds":["INBOX"]}""");
        var message = await gmail.Client().Messages.ModifyAsync("m1", ["STARRED"], null);
        Assert.Equal(["INBOX"], message.LabelIds);
        Assert.Equal(2, gmail.Requests.Count);
        Assert.Equal(gmail.Requests[0].Text, gmail.Requests[1].Text);
    }

    public static TheoryData<string, Func<GmailClient, Task>> NeverRepeated => new()
    {
        { "messages.send", c => c.Messages.SendAsync(MimeContent.FromBytes("x"u8.ToArray())) },
        { "messages.insert", c => c.Messages.InsertAsync(MimeContent.FromBytes("x"u8.ToArray())) },
        { "messages.import", c => c.Messages.ImportAsync(MimeContent.FromBytes("x"u8.ToArray())) },
        { "messages.delete", c => c.Messages.DeleteAsync("m1") },
        { "messages.batchDelete", c => c.Messages.BatchDeleteAsync(["m1"]) },
        { "drafts.create", c => c.Drafts.CreateAsync(MimeContent.FromBytes("x"u8.ToArray())) },
        { "drafts.update", c => c.Drafts.UpdateAsync("r1", MimeContent.FromBytes("x"u8.ToArray())) },
        { "drafts.send", c => c.Drafts.SendAsync("r1") },
        { "drafts.delete", c => c.Drafts.DeleteAsync("r1") },
        { "threads.delete", c => c.Threads.DeleteAsync("t1") },
        { "labels.create", c => c.Labels.CreateAsync(new Gmail.Labels.Label { Name = "A" }) },
        { "labels.delete", c => c.Labels.DeleteAsync("Label_1") },
        { "filters.create", c => c.Settings.Filters.CreateAsync(new Gmail.Settings.Filter()) },
    };

    [Theory]
    [MemberData(nameof(NeverRepeated), DisableDiscoveryEnumeration = true)]
    public async Task Never_repeats_what_cannot_be_undone_and_says_that_it_may_have_happened(
        string method, Func<GmailClient, Task> call)
    {
        var broken = new CannedGmail(_time).Fails(new HttpRequestException(HttpRequestError.ResponseEnded, "reset"));
        var error = await Assert.ThrowsAsync<GmailException>(() => call(broken.Client()));
        Assert.Equal(GmailErrorKind.Network, error.Kind);
        Assert.True(error.WasAmbiguous, method);
        Assert.Single(broken.Requests);

        var failing = new CannedGmail(_time).Answers("", HttpStatusCode.ServiceUnavailable);
        error = await Assert.ThrowsAsync<GmailException>(() => call(failing.Client()));
        Assert.True(error.WasAmbiguous, method);
        Assert.Single(failing.Requests);

        var unreached = new CannedGmail(
            _time).Fails(new HttpRequestException(HttpRequestError.ConnectionError, "refused"));
        error = await Assert.ThrowsAsync<GmailException>(() => call(unreached.Client()));
        Assert.False(error.WasAmbiguous, method);

        var refused = new CannedGmail(_time).Answers(Limited, HttpStatusCode.TooManyRequests);
        error = await Assert.ThrowsAsync<GmailException>(() => call(refused.Client()));
        Assert.False(error.WasAmbiguous, method);
        Assert.Single(refused.Requests);
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task Leaves_no_doubt_about_reading()
    {
        var gmail = new CannedGmail(_time).Fails(new HttpRequestException(HttpRequestError.ResponseEnded, "reset"));
        var error = await Assert.ThrowsAsync<GmailException>(() => gmail.Client().Profile.GetAsync());
        Assert.False(error.WasAmbiguous);
        Assert.Equal(5, gmail.Requests.Count);
    }

    [Fact]
    public async Task Tries_a_failed_precondition_once_more_on_reading()
    {
        const string body = """{"error":{"code":400,"message":"Precondition check failed.","status":"FAILED_PRECONDITION"}}""";
        var gmail = new CannedGmail(_time).Answers(body, HttpStatusCode.BadRequest);
        await Assert.ThrowsAsync<GmailException>(() => gmail.Client().Profile.GetAsync());
        Assert.Equal(2, gmail.Requests.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Does_not_repeat_what_will_stay_refused(int status)
    {
        var gmail = new CannedGmail(_time).Answers("{}", (HttpStatusCode)status);
        await Assert.ThrowsAsync<GmailException>(() => gmail.Client().Profile.GetAsync());
        Assert.Single(gmail.Requests);
    }

    [Fact]
    public async Task Stops_waiting_when_the_caller_cancels()
    {
        using var cancellation = new CancellationTokenSource();
        var gmail = new CannedGmail(_time).Answers(_ =>
        {
            cancellation.Cancel();
            return CannedGmail.Answer("", HttpStatusCode.ServiceUnavailable);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => gmail.Client().Profile.GetAsync(cancellation.Token));
        Assert.Single(gmail.Requests);
    }
}
