namespace Gmail.Emulator.Tests;

public sealed class FaultsTests : IDisposable
{
    private readonly Api _api = new();

    public void Dispose() => _api.Dispose();

    public static TheoryData<string, EmulatedFault, int, string, string> Forms => new()
    {
        {
            "user rate", EmulatedFault.UserRateLimitExceeded(new DateTimeOffset(2026, 9, 11, 20, 0, 0, TimeSpan.Zero)),
            403, "userRateLimitExceeded", "User-rate limit exceeded.  Retry after 2026-09-11T20:00:00.000Z"
        },
        { "rate", EmulatedFault.RateLimitExceeded(), 403, "rateLimitExceeded", "Rate Limit Exceeded" },
        {
            "quota", EmulatedFault.QuotaExhausted(), 403, "rateLimitExceeded",
            "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user'"
        },
        {
            "concurrency", EmulatedFault.TooManyConcurrentRequests(), 429, "rateLimitExceeded",
            "Too many concurrent requests for user"
        },
        {
            "sending", EmulatedFault.MailSendingLimitExceeded(new DateTimeOffset(2026, 9, 11, 20, 0, 0, TimeSpan.Zero)),
            429, "rateLimitExceeded", "User-rate limit exceeded.  Retry after 2026-09-11T20:00:00.000Z (Mail sending)"
        },
        { "daily", EmulatedFault.DailyLimitExceeded(), 403, "dailyLimitExceeded", "Daily Limit Exceeded" },
        { "off", EmulatedFault.AccessNotConfigured(), 403, "accessNotConfigured", "Gmail API has not been used" },
        {
            "policy", EmulatedFault.DomainPolicy(), 403, "domainPolicy",
            "The domain administrators have disabled Gmail apps."
        },
        { "backend", EmulatedFault.BackendError(500), 500, "backendError", "Internal error encountered." },
        { "precondition", EmulatedFault.FailedPrecondition(), 400, "failedPrecondition", "Precondition check failed." },
        { "credentials", EmulatedFault.InvalidCredentials(), 401, "authError", "Request had invalid authentication" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Refuses_in_each_of_Gmails_forms(
        string name, EmulatedFault fault, int status, string reason, string message)
    {
        _api.Gmail.Faults.Add(fault, "users.getProfile");
        Assert.Equal(200, (await _api.GetAsync("labels")).Status);
        var reply = await _api.GetAsync("profile");
        Assert.Equal((name, status, reason), (name, reply.Status, reply.ErrorReason));
        Assert.StartsWith(message, reply.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(200, (await _api.GetAsync("profile")).Status);
    }

    [Fact]
    public async Task Says_Retry_After_where_it_is_told_to()
    {
        _api.Gmail.Faults.Add(EmulatedFault.BackendError(503, TimeSpan.FromSeconds(7)));
        _api.Gmail.Faults.Add(EmulatedFault.TooManyRequests(TimeSpan.FromSeconds(8)));
        Assert.Equal("7", (await _api.GetAsync("profile")).Headers["Retry-After"]);
        Assert.Equal("8", (await _api.GetAsync("profile")).Headers["Retry-After"]);
    }

    [Fact]
    public async Task A_bad_gateway_is_a_page()
    {
        _api.Gmail.Faults.Add(EmulatedFault.HtmlBadGateway());
        var reply = await _api.GetAsync("profile");
        Assert.Equal(502, reply.Status);
        Assert.StartsWith("<!DOCTYPE html>", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Breaks_the_connection_before_or_after_the_work()
    {
        var send = $$"""{"raw":"{{Api.Raw(Some.Mail(from: null, to: Api.Ben))}}"}""";
        _api.Gmail.Faults.Add(EmulatedFault.ResetBeforeWork(), "messages.send");
        await Assert.ThrowsAsync<HttpRequestException>(() => _api.PostAsync("messages/send", send));
        Assert.Empty(_api.Other.Messages);
        _api.Gmail.Faults.Add(EmulatedFault.ResetAfterWork(), "gmail.users.messages.send");
        await Assert.ThrowsAsync<HttpRequestException>(() => _api.PostAsync("messages/send", send));
        Assert.Single(_api.Other.Messages);
        Assert.Equal([0, 0], _api.Gmail.Requests.Select(request => request.Status));
    }

    [Fact]
    public async Task Waits_by_the_clock()
    {
        _api.Gmail.Faults.Latency = TimeSpan.FromSeconds(3);
        _api.Gmail.Faults.Add(EmulatedFault.Latency(TimeSpan.FromSeconds(2)));
        var answer = _api.GetAsync("profile");
        _api.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(answer.IsCompleted);
        _api.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await answer).Status);
    }

    [Fact]
    public async Task Refuses_the_eleventh_request_in_flight()
    {
        _api.Gmail.Faults.Latency = TimeSpan.FromSeconds(1);
        _api.Gmail.Faults.LimitsRequestsInFlight = true;
        var answers = Enumerable.Range(0, 11).Select(_ => _api.GetAsync("profile")).ToList();
        _api.Clock.Advance(TimeSpan.FromSeconds(1));
        var replies = await Task.WhenAll(answers);
        Assert.Equal(10, replies.Count(reply => reply.Status == 200));
        Assert.Equal(429, replies[^1].Status);
    }

    [Theory]
    [InlineData(PriceList.From2026, 6000, 20)]
    [InlineData(PriceList.Before2026, 15_000, 5)]
    public async Task Enforces_the_units_of_a_minute(PriceList prices, int limit, int cost)
    {
        using var api = Api.At(clock => new EmulatedGmailOptions { TimeProvider = clock, Prices = prices });
        var id = api.Mailbox.Deliver(Some.Mail());
        api.Gmail.Faults.EnforcesQuota = true;
        for (var i = 0; i < limit / cost; i++)
        {
            Assert.Equal(200, (await api.GetAsync($"messages/{id}?format=minimal")).Status);
        }

        Assert.Equal(limit, api.Gmail.UnitsSpent);
        var refused = await api.GetAsync($"messages/{id}?format=minimal");
        Assert.Equal(403, refused.Status);
        Assert.Equal("RESOURCE_EXHAUSTED", refused["error"]!["status"]!.GetValue<string>());
        api.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await api.GetAsync($"messages/{id}?format=minimal")).Status);
    }

    [Fact]
    public async Task Lets_a_share_of_all_requests_fail()
    {
        _api.Gmail.Faults.Share = 0.25;
        var failed = 0;
        for (var i = 0; i < 400; i++)
        {
            try
            {
                failed += (await _api.GetAsync("profile")).Status == 200 ? 0 : 1;
            }
            catch (HttpRequestException)
            {
                failed++;
            }
        }

        Assert.InRange(failed, 60, 140);
        _api.Gmail.Faults.Clear();
        Assert.Equal(200, (await _api.GetAsync("profile")).Status);
    }

    [Fact]
    public async Task Clear_forgets_what_has_not_happened()
    {
        _api.Gmail.Faults.Add(EmulatedFault.BackendError(), times: 5);
        _api.Gmail.Faults.Clear();
        Assert.Equal(200, (await _api.GetAsync("profile")).Status);
    }

    [Fact]
    public async Task Logs_every_request_with_its_cost()
    {
        var id = _api.Mailbox.Deliver(Some.Mail());
        await _api.GetAsync("messages?maxResults=1");
        await _api.GetAsync("messages/" + id);
        Assert.Equal(25, _api.Gmail.UnitsSpent);
        var request = _api.Gmail.Requests[0];
        Assert.Equal(
            ("users.messages.list", Api.Anna, 200, 5),
            (request.MethodId, request.Account, request.Status, request.Units));
        Assert.Equal("/gmail/v1/users/me/messages?maxResults=1", request.PathAndQuery);
        Assert.True(request.ResponseBytes > 0);
    }
}
