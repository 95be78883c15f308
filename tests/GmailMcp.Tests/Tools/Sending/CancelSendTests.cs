using GmailMcp.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>Mail that waits before it leaves, and stopping it.</summary>
public sealed class CancelSendTests
{
    private const string Held = """{"to":["ann@example.org"],"subject":"Hello","body":"Hello there.","hold":30}""";

    [Fact]
    public async Task A_held_mail_is_a_draft_until_its_time_and_then_leaves_once()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await TestServer.StartAsync(time: time);

        var held = await server.CallAsync("send_email", Held);
        var again = await server.CallAsync("send_email", Held);

        Assert.Null(held.IsError);
        Assert.Equal("held", held.Field("state"));
        Assert.Equal(held.Field("draftId"), Assert.Single(server.Mailbox.Drafts).Id);
        Assert.Equal(held.Field("draftId"), again.Field("draftId"));
        Assert.StartsWith($"Email held as draft {held.Field("draftId")}; it leaves at ", held.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Gmail.Relayed);

        time.Advance(TimeSpan.FromSeconds(31));
        await UntilAsync(() => server.Gmail.Relayed.Count > 0);
        await UntilAsync(() => server.Mailbox.Drafts.Count == 0);
        var late = await StopAsync(server, held.Field("draftId")!);

        Assert.True(late.IsError);
        Assert.Contains("Too late", late.Text(), StringComparison.Ordinal);
        Assert.Single(server.Gmail.Relayed);
    }

    [Fact]
    public async Task A_stopped_mail_stays_a_draft()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await TestServer.StartAsync(time: time);
        var held = await server.CallAsync("send_email", Held);

        var stopped = await StopAsync(server, held.Field("draftId")!);
        time.Advance(TimeSpan.FromMinutes(5));
        var twice = await StopAsync(server, held.Field("draftId")!);

        Assert.Null(stopped.IsError);
        Assert.Equal($"Stopped: the email was not sent and stays draft {held.Field("draftId")}.", stopped.Text());
        Assert.Null(twice.IsError);
        Assert.Single(server.Mailbox.Drafts);
        Assert.Empty(server.Gmail.Relayed);
    }

    [Fact]
    public async Task A_held_mail_that_was_edited_in_Gmail_does_not_leave()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await TestServer.StartAsync(time: time);
        var held = await server.CallAsync("send_email", Held);
        var person = Emulated.Connect(server.Gmail, TestServer.Address, time);
        await person.Drafts.UpdateAsync(
            held.Field("draftId")!,
            global::Gmail.MimeContent.FromBytes("To: eve@example.org\r\nSubject: Hello\r\n\r\nOther words.\r\n"u8.ToArray()),
            cancellationToken: TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromSeconds(31));
        await UntilAsync(() => server.Gmail.Requests.Any(request => request.MethodId == "users.drafts.get"));
        var again = await server.CallAsync("send_email", Held);

        Assert.Equal("not_sent", again.Field("state"));
        Assert.Empty(server.Gmail.Relayed);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(601)]
    public async Task Refuses_to_hold_for_ever(int seconds)
    {
        await using var server = await TestServer.StartAsync();

        var refused = await server.CallAsync("send_email", Held.Replace("30", $"{seconds}", StringComparison.Ordinal));

        Assert.Contains("0 to 600 seconds", refused.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Mailbox.Drafts);
    }

    [Fact]
    public async Task Says_that_nothing_is_held_there()
    {
        await using var server = await TestServer.StartAsync();

        var refused = await StopAsync(server, "r123");

        Assert.True(refused.IsError);
        Assert.Contains("No email is held as draft r123", refused.Text(), StringComparison.Ordinal);
    }

    private static Task<ModelContextProtocol.Protocol.CallToolResult> StopAsync(TestServer server, string draftId) =>
        server.CallAsync("cancel_send", $$"""{"draftId":"{{draftId}}"}""");

    private static async Task UntilAsync(Func<bool> claim)
    {
        for (var i = 0; i < 1_000 && !claim(); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.True(claim());
    }
}
