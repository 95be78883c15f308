using System.Text.Json.Nodes;
using Gmail.Emulator;
using GmailMcp.Hosting;
using GmailMcp.Outbox;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>Whether a mail left, how often, and what the caller is told; what is in it: SendEmailContentTests and
/// SendEmailThreadingTests.</summary>
public class SendEmailTests
{
    private const string Mail = """{"to":["ann@example.org"],"subject":"Hello","body":"Hello there."}""";

    [Fact]
    public async Task Sends_and_says_so_in_the_old_servers_words()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("send_email", Mail);

        Assert.NotEqual(true, result.IsError);
        Assert.Equal($"Email sent successfully with ID: {server.Sent.Id}", result.AllText());
        Assert.Equal("sent", result.Field("state"));
        Assert.Equal(server.Sent.Id, result.Field("messageId"));
        Assert.Equal(server.Sent.ThreadId, result.Field("threadId"));
        Assert.Equal(["ann@example.org"], Assert.Single(server.Gmail.Relayed).Recipients);
    }

    [Fact]
    public async Task Makes_a_draft_and_sends_that_once()
    {
        await using var server = await TestServer.StartAsync();

        await server.CallAsync("send_email", Mail);

        Assert.Equal(["users.drafts.create", "users.drafts.send"], server.Changes);
        Assert.Empty(server.Mailbox.Drafts);
    }

    [Theory]
    [InlineData("429 mail sending", "Gmail's sending limit is reached")]
    [InlineData("429", "rateLimitExceeded")]
    [InlineData("403 daily limit", "dailyLimitExceeded")]
    [InlineData("403 domain policy", "domainPolicy")]
    [InlineData("400", "failedPrecondition")]
    public async Task Keeps_the_draft_of_what_Gmail_refused_and_says_so(string fault, string expected)
    {
        await using var server = await TestServer.StartAsync();
        server.Gmail.Faults.Add(Fault(fault), "users.drafts.send");

        var result = await server.CallAsync("send_email", Mail);

        var draft = Assert.Single(server.Mailbox.Drafts);
        Assert.True(result.IsError);
        Assert.StartsWith("Error: The email was not sent (not_sent): ", result.Text(), StringComparison.Ordinal);
        Assert.Contains(expected, result.Text(), StringComparison.Ordinal);
        Assert.Contains($"It is kept as draft {draft.Id};", result.Text(), StringComparison.Ordinal);
        Assert.Equal("not_sent", result.Field("state"));
        Assert.Equal(draft.Id, result.Field("draftId"));
        Assert.Equal(["users.drafts.create", "users.drafts.send"], server.Changes);
        Assert.Empty(server.Gmail.Relayed);
    }

    [Theory]
    [InlineData("reset before")]
    [InlineData("503")]
    [InlineData("HTML 502")]
    public async Task Says_that_nothing_left_where_the_draft_is_still_there(string fault)
    {
        await using var server = await TestServer.StartAsync();
        server.Gmail.Faults.Add(Fault(fault), "users.drafts.send");

        var result = await server.CallAsync("send_email", Mail);

        Assert.True(result.IsError);
        Assert.Equal(
            "Error: The email was not sent (not_sent): Gmail did not answer the send, and the draft is still unsent. It is kept as "
            + $"draft {Assert.Single(server.Mailbox.Drafts).Id}; calling send_email again with the same arguments sends that draft and "
            + "makes no second one; so can the person in Gmail.",
            result.AllText());
        Assert.Equal(2, server.Gmail.Requests.Count(request => request.MethodId == "users.drafts.get"));
        Assert.Single(server.Changes, change => change == "users.drafts.send");
        Assert.Empty(server.Gmail.Relayed);
    }

    [Fact]
    public async Task Finds_the_sent_mail_when_the_answer_was_lost()
    {
        await using var server = await TestServer.StartAsync();
        server.Gmail.Faults.Add(EmulatedFault.ResetAfterWork(), "users.drafts.send");

        var result = await server.CallAsync("send_email", Mail);

        Assert.NotEqual(true, result.IsError);
        Assert.Equal($"Email sent successfully with ID: {server.Sent.Id}", result.AllText());
        Assert.Single(server.Changes, change => change == "users.drafts.send");
        Assert.Single(server.Gmail.Relayed);
    }

    [Fact]
    public async Task Does_not_claim_to_know_when_the_draft_is_gone_and_nothing_was_sent()
    {
        var deletes = new TaskCompletionSource<EmulatedGmail>();
        await using var server = await TestServer.StartAsync(between: gmail =>
            new InterceptedGmail(gmail, "/drafts/send", async _ => await DeleteDraftAsync(await deletes.Task)));
        deletes.SetResult(server.Gmail);

        var result = await server.CallAsync("send_email", Mail);

        Assert.True(result.IsError);
        Assert.StartsWith(
            "Error: It is not known whether the email was sent (unknown): ", result.Text(), StringComparison.Ordinal);
        Assert.Contains("search_emails with in:sent.", result.Text(), StringComparison.Ordinal);
        Assert.Equal("unknown", result.Field("state"));
        Assert.Empty(server.Gmail.Relayed);
    }

    [Fact]
    public async Task Looks_for_the_draft_when_no_answer_comes_in_time()
    {
        await using var server = await TestServer.StartAsync(
            sendLimits: TestServer.NoWaits with { SendAnswer = TimeSpan.FromMilliseconds(20) });
        server.Gmail.Faults.Add(EmulatedFault.Latency(TimeSpan.FromHours(1)), "users.drafts.send");

        var result = await server.CallAsync("send_email", Mail);

        Assert.Equal("not_sent", result.Field("state"));
        Assert.Single(server.Mailbox.Drafts);
        Assert.Empty(server.Gmail.Relayed);
    }

    [Fact]
    public void Waits_ten_then_twenty_seconds_before_it_says_that_nothing_left()
    {
        var limits = new SendLimits();

        Assert.Equal([10.0, 20.0], limits.DraftChecks.Select(wait => wait.TotalSeconds));
        Assert.Equal(60, limits.SendAnswer.TotalSeconds);
    }

    [Theory]
    [InlineData("503", 2)]
    [InlineData("reset after", 1)]
    public async Task Sends_one_draft_where_the_first_answer_was_lost(string fault, int creates)
    {
        await using var server = await TestServer.StartAsync();
        server.Gmail.Faults.Add(Fault(fault), "users.drafts.create");

        var result = await server.CallAsync("send_email", Mail);

        Assert.Equal("sent", result.Field("state"));
        Assert.Equal(creates, server.Changes.Count(change => change == "users.drafts.create"));
        Assert.Single(server.Gmail.Relayed);
        Assert.Empty(server.Mailbox.Drafts);
    }

    [Fact]
    public async Task Sends_nothing_where_Gmail_never_confirms_a_draft_and_uses_it_once_it_is_seen()
    {
        await using var server = await TestServer.StartAsync();
        server.Gmail.Faults.Add(EmulatedFault.BackendError(), "users.drafts.create", 2);

        var refused = await server.CallAsync("send_email", Mail);
        var again = await server.CallAsync("send_email", Mail);

        Assert.True(refused.IsError);
        Assert.StartsWith("Error: The email was not sent (not_sent): ", refused.Text(), StringComparison.Ordinal);
        Assert.Equal("sent", again.Field("state"));
        Assert.Single(server.Gmail.Relayed);
    }

    [Fact]
    public async Task Is_not_stopped_by_its_caller_once_the_mail_is_leaving()
    {
        var leaving = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        InterceptedGmail? intercepted = null;
        await using var server = await TestServer.StartAsync(protocolVersion: "2025-11-25", between: gmail =>
            intercepted = new InterceptedGmail(gmail, "/drafts/send", token =>
            {
                leaving.SetResult();
                return go.Task.WaitAsync(token);
            }));

        await CancelledCallAsync(server, leaving.Task);
        go.SetResult();
        await intercepted!.Answered; // set when the server started

        Assert.Single(server.Gmail.Relayed);
        Assert.Equal(["users.drafts.create", "users.drafts.send"], server.Changes);
    }

    [Fact]
    public async Task Is_stopped_by_its_caller_before_that()
    {
        var creating = new TaskCompletionSource();
        InterceptedGmail? intercepted = null;
        await using var server = await TestServer.StartAsync(protocolVersion: "2025-11-25", between: gmail =>
            intercepted = new InterceptedGmail(gmail, "/drafts", token =>
            {
                creating.SetResult();
                return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }));

        await CancelledCallAsync(server, creating.Task);
        await intercepted!.Answered; // set when the server started

        Assert.Empty(server.Changes);
        Assert.Empty(server.Gmail.Relayed);
    }

    private static async Task CancelledCallAsync(TestServer server, Task moment)
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var call = server.CallAsync("send_email", (JsonObject)JsonNode.Parse(Mail)!, cancellationToken: caller.Token);
        await moment;
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        // The SDK's client tells its server nothing of it. The call is its second request, after initialize.
        await server.Mcp.SendNotificationAsync(
            "notifications/cancelled", new CancelledNotificationParams { RequestId = new RequestId(2) },
            cancellationToken: TestContext.Current.CancellationToken);

        // The notification went ahead of this, so the server has seen it when the answer is here.
        await server.Mcp.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
    }

    private static async Task DeleteDraftAsync(EmulatedGmail gmail)
    {
        var person = Emulated.Connect(gmail, TestServer.Address, TimeProvider.System);
        await person.Drafts.DeleteAsync(gmail[TestServer.Address].Drafts[0].Id);
    }

    private static EmulatedFault Fault(string name) => name switch
    {
        "429 mail sending" => EmulatedFault.MailSendingLimitExceeded(TimeProvider.System.GetUtcNow().AddHours(1)),
        "429" => EmulatedFault.TooManyRequests(TimeSpan.FromSeconds(30)),
        "403 daily limit" => EmulatedFault.DailyLimitExceeded(),
        "403 domain policy" => EmulatedFault.DomainPolicy(),
        "400" => EmulatedFault.FailedPrecondition(),
        "503" => EmulatedFault.BackendError(),
        "HTML 502" => EmulatedFault.HtmlBadGateway(),
        "reset before" => EmulatedFault.ResetBeforeWork(),
        "reset after" => EmulatedFault.ResetAfterWork(),
        _ => throw new ArgumentException(name, nameof(name)),
    };
}
