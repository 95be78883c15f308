using System.Net;
using Gmail.Tests.Canned;

namespace Gmail.Tests;

public sealed class ErrorTests
{
    private const string Legacy =
        """{"error":{"code":0,"message":"Some sentence","errors":[{"domain":"x","reason":"REASON","message":"Some sentence"}]}}""";

    private const string Modern =
        """{"error":{"code":0,"message":"Some sentence","status":"PERMISSION_DENIED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"REASON","domain":"googleapis.com"}]}}""";

    [Theory]
    [InlineData(400, "badRequest", GmailErrorKind.InvalidArgument)]
    [InlineData(400, "invalidArgument", GmailErrorKind.InvalidArgument)]
    [InlineData(400, "failedPrecondition", GmailErrorKind.FailedPrecondition)]
    [InlineData(401, "authError", GmailErrorKind.Unauthorized)]
    [InlineData(403, "rateLimitExceeded", GmailErrorKind.RateLimited)]
    [InlineData(403, "userRateLimitExceeded", GmailErrorKind.RateLimited)]
    [InlineData(403, "quotaExceeded", GmailErrorKind.RateLimited)]
    [InlineData(403, "dailyLimitExceeded", GmailErrorKind.QuotaExhausted)]
    [InlineData(403, "domainPolicy", GmailErrorKind.PolicyDenied)]
    [InlineData(403, "insufficientPermissions", GmailErrorKind.InsufficientScope)]
    [InlineData(403, "accessNotConfigured", GmailErrorKind.ApiDisabled)]
    [InlineData(403, "forbidden", GmailErrorKind.Forbidden)]
    [InlineData(404, "notFound", GmailErrorKind.NotFound)]
    [InlineData(409, "aborted", GmailErrorKind.Conflict)]
    [InlineData(412, "conditionNotMet", GmailErrorKind.FailedPrecondition)]
    [InlineData(413, "uploadTooLarge", GmailErrorKind.TooLarge)]
    [InlineData(429, "rateLimitExceeded", GmailErrorKind.RateLimited)]
    [InlineData(500, "backendError", GmailErrorKind.Server)]
    [InlineData(503, "backendError", GmailErrorKind.Server)]
    public async Task Names_the_kind_by_status_and_first_reason(int status, string reason, GmailErrorKind kind)
    {
        var error = await FailAsync(status, Legacy.Replace("REASON", reason, StringComparison.Ordinal));
        Assert.Equal(kind, error.Kind);
        Assert.Equal(reason, error.Reason);
        Assert.Equal("Some sentence", error.Detail);
        Assert.Equal((HttpStatusCode)status, error.StatusCode);
        Assert.Equal("users.labels.create", error.MethodId);
        Assert.NotEmpty(error.Advice);
    }

    [Theory]
    [InlineData("ACCESS_TOKEN_SCOPE_INSUFFICIENT", GmailErrorKind.InsufficientScope)]
    [InlineData("SERVICE_DISABLED", GmailErrorKind.ApiDisabled)]
    [InlineData("RATE_LIMIT_EXCEEDED", GmailErrorKind.RateLimited)]
    [InlineData("SOMETHING_NEW", GmailErrorKind.Forbidden)]
    public async Task Names_the_kind_by_the_details_where_there_is_no_older_reason(string reason, GmailErrorKind kind)
    {
        var error = await FailAsync(403, Modern.Replace("REASON", reason, StringComparison.Ordinal));
        Assert.Equal(kind, error.Kind);
        Assert.Equal(reason, error.Reason);
    }

    [Fact]
    public async Task Takes_the_reason_of_the_details_when_it_does_not_know_the_first()
    {
        const string body = """
            {"error":{"code":403,"message":"m","errors":[{"reason":"forbidden"}],"details":[{"reason":"SERVICE_DISABLED"}]}}
            """;
        Assert.Equal(GmailErrorKind.ApiDisabled, (await FailAsync(403, body)).Kind);
    }

    [Fact]
    public async Task Tells_the_limit_of_the_day_from_that_of_the_minute()
    {
        const string body = """
            {"error":{"code":429,"message":"Quota exceeded","status":"RESOURCE_EXHAUSTED","details":[
             {"reason":"RATE_LIMIT_EXCEEDED","metadata":{"quota_limit":"DefaultPerDayPerProject"}}]}}
            """;
        Assert.Equal(GmailErrorKind.QuotaExhausted, (await FailAsync(429, body)).Kind);
        Assert.Equal(
            GmailErrorKind.RateLimited,
            (await FailAsync(403, """{"error":{"code":403,"message":"m","status":"RESOURCE_EXHAUSTED"}}""")).Kind);
    }

    [Theory]
    [InlineData(500, "<html><body>Temporary Error secret-page</body></html>")]
    [InlineData(502, "")]
    [InlineData(503, "{\"error\": \"\u0001")]
    [InlineData(500, "[]")]
    [InlineData(500, "{\"error\":{\"message\":7,\"errors\":[3,null],\"details\":{}}}")]
    [InlineData(500, "null")]
    public async Task Bears_error_pages_and_garbage_without_repeating_them(int status, string body)
    {
        var error = await FailAsync(status, body);
        Assert.Equal(GmailErrorKind.Server, error.Kind);
        Assert.Null(error.Reason);
        Assert.Null(error.Detail);
        Assert.Equal($"users.labels.create failed ({status})", error.Message);
    }

    [Fact]
    public async Task Keeps_gmails_sentence_on_one_line_and_short()
    {
        var sentence = "first\\nsecond\\u2028third " + new string('x', 1_000);
        var error = await FailAsync(400, $$$"""{"error":{"code":400,"message":"{{{sentence}}}"}}""");
        Assert.StartsWith("first second third xxx", error.Detail, StringComparison.Ordinal);
        Assert.Equal(301, error.Detail!.Length);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task Names_the_scopes_that_gmail_asks_for()
    {
        var time = new JumpingTime();
        var gmail = new CannedGmail(time).Answers(
            Legacy.Replace("REASON", "insufficientPermissions", StringComparison.Ordinal),
            HttpStatusCode.Forbidden,
            ("WWW-Authenticate", $"Bearer realm=\"r\", error=\"insufficient_scope\", scope=\"{GmailScope.Full} {GmailScope.Modify}\""));
        var error = await Assert.ThrowsAsync<GmailException>(() => gmail.Client().Profile.GetAsync());
        Assert.Equal([GmailScope.Full, GmailScope.Modify], error.RequiredScopes);
        Assert.Empty(time.Waits);
    }

    [Theory]
    [InlineData("Retry-After", "120", null, 120)]
    [InlineData("Retry-After", "Mon, 02 Nov 2026 12:02:00 GMT", null, 120)]
    [InlineData("X-Other", "1", "User-rate limit exceeded.  Retry after 2026-11-02T12:05:00.500Z", 300.5)]
    [InlineData("X-Other", "1", "User-rate limit exceeded. Retry after 2026-11-02T13:05:00+01:00 (Mail sending)", 300)]
    public async Task Reads_when_to_come_back(string header, string value, string? message, double seconds)
    {
        var error = await LimitAsync(header, value, message);
        Assert.Equal(JumpingTime.Noon.AddSeconds(seconds), error.RetryAt);
    }

    [Theory]
    [InlineData("Retry-After", "-3", null)]
    [InlineData("Retry-After", "soon", null)]
    [InlineData("Retry-After", "99999999", null)]
    [InlineData("Retry-After", "Mon, 02 Nov 2020 12:02:00 GMT", null)]
    [InlineData("X-Other", "1", "Retry after 2020-01-01T00:00:00Z")]
    [InlineData("X-Other", "1", "Retry after 9999-99-99T99:99:99Z")]
    [InlineData("X-Other", "1", "Retry after 9999-12-31T23:59:59Z")]
    [InlineData("X-Other", "1", "Retry after lunch")]
    public async Task Ignores_a_time_that_is_past_or_far_or_garbage(string header, string value, string? message) =>
        Assert.Null((await LimitAsync(header, value, message)).RetryAt);

    [Fact]
    public async Task Tells_the_limit_of_sent_mail_from_that_of_calls()
    {
        const string body = """
            {"error":{"code":429,"message":"User-rate limit exceeded.  Retry after 2026-11-02T15:00:00Z (Mail sending)",
             "errors":[{"reason":"rateLimitExceeded"}]}}
            """;
        var gmail = new CannedGmail(new JumpingTime()).Answers(body, HttpStatusCode.TooManyRequests);
        var client = gmail.Client();
        var error = await Assert.ThrowsAsync<GmailException>(() => client.Drafts.SendAsync("r1"));
        Assert.Equal(GmailErrorKind.MailSendingLimited, error.Kind);
        Assert.False(error.WasAmbiguous);
        Assert.Equal(JumpingTime.Noon.AddHours(3), error.RetryAt);
        Assert.Single(gmail.Requests);

        // Reading goes on meanwhile: it is not what is limited.
        gmail.Answers("""{"emailAddress":"anna@example.com"}""").Answers("""{"emailAddress":"anna@example.com"}""");
        await Assert.ThrowsAsync<GmailException>(() => client.Drafts.SendAsync("r1"));
        Assert.Equal("anna@example.com", (await client.Profile.GetAsync()).EmailAddress);
    }

    private static async Task<GmailException> FailAsync(int status, string body)
    {
        var gmail = new CannedGmail(new JumpingTime()).Answers(body, (HttpStatusCode)status);
        return await Assert.ThrowsAsync<GmailException>(
            () => gmail.Client().Labels.CreateAsync(new Gmail.Labels.Label { Name = "Travel" }));
    }

    private static async Task<GmailException> LimitAsync(string header, string value, string? message)
    {
        var body = $$$"""{"error":{"code":403,"message":"{{{message}}}","errors":[{"reason":"userRateLimitExceeded"}]}}""";
        var gmail = new CannedGmail(new JumpingTime()).Answers(body, HttpStatusCode.Forbidden, (header, value));
        return await Assert.ThrowsAsync<GmailException>(() => gmail.Client().Labels.DeleteAsync("Label_1"));
    }
}
