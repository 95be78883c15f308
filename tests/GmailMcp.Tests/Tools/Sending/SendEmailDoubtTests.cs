using Gmail.Emulator;
using GmailMcp.Accounts;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>What is said of a send when the connection itself fails, such as by a sign-in that ended.</summary>
public class SendEmailDoubtTests
{
    private const string Mail = """{"to":["ann@example.org"],"subject":"Hello","body":"Hello there."}""";

    [Fact]
    public async Task Names_the_kept_draft_when_the_sign_in_ends_at_the_send()
    {
        await using var server = await StartAsync(request => IsSend(request));

        var result = await server.CallAsync("send_email", Mail);

        Assert.True(result.IsError);
        Assert.Equal("not_sent", result.Field("state"));
        Assert.Equal(Assert.Single(server.Mailbox.Drafts).Id, result.Field("draftId"));
        Assert.Empty(server.Gmail.Relayed);
    }

    [Fact]
    public async Task Does_not_claim_that_nothing_left_when_the_sign_in_ends_after_the_send()
    {
        await using var server = await StartAsync(IsDraftGet);
        server.Gmail.Faults.Add(EmulatedFault.ResetAfterWork(), "users.drafts.send");

        var result = await server.CallAsync("send_email", Mail);

        Assert.Single(server.Gmail.Relayed);
        Assert.Equal("unknown", result.Field("state"));
        Assert.Contains("could not be asked whether draft", result.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Says_that_nothing_left_only_if_every_look_saw_the_draft(int blindLooks)
    {
        await using var server = await TestServer.StartAsync();
        server.Gmail.Faults.Add(EmulatedFault.ResetBeforeWork(), "users.drafts.send");
        server.Gmail.Faults.Add(EmulatedFault.DailyLimitExceeded(), "users.drafts.get", blindLooks);

        var result = await server.CallAsync("send_email", Mail);

        Assert.Equal("unknown", result.Field("state"));
        Assert.Equal(Assert.Single(server.Mailbox.Drafts).Id, result.Field("draftId"));
        Assert.DoesNotContain("still unsent", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_fail_when_the_history_cannot_be_asked()
    {
        await using var server = await StartAsync(request => Path(request).EndsWith("/history", StringComparison.Ordinal));
        server.Gmail.Faults.Add(EmulatedFault.ResetAfterWork(), "users.drafts.send");

        var result = await server.CallAsync("send_email", Mail);

        Assert.Equal("unknown", result.Field("state"));
        Assert.StartsWith("Error: It is not known whether the email was sent (unknown): ", result.Text(), StringComparison.Ordinal);
    }

    private static Task<TestServer> StartAsync(Func<HttpRequestMessage, bool> isRefused) => TestServer.StartAsync(
        between: gmail => new FailingGmail(gmail, request => isRefused(request)
            ? new AccountException("The sign-in of owner@example.com has ended.", "Sign in again: gmail-mcp auth.")
            : null));

    private static bool IsSend(HttpRequestMessage request) => Path(request).EndsWith("/drafts/send", StringComparison.Ordinal);

    private static bool IsDraftGet(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get && Path(request).Contains("/drafts/", StringComparison.Ordinal);

    private static string Path(HttpRequestMessage request) => request.RequestUri!.AbsolutePath; // HttpClient sets it
}
