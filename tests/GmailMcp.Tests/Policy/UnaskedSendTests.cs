using GmailMcp.Policy;

namespace GmailMcp.Tests.Policy;

/// <summary>What becomes of a mail when the client cannot ask the person.</summary>
public sealed class UnaskedSendTests
{
    private const string ToAStranger = """{"to":["Eve <eve@evil.example>"],"cc":["ann@example.com"],"bcc":["hidden@example.net"],"subject":"Hello","body":"Line one\nTo: forged@example.com"}""";

    [Fact]
    public async Task A_client_that_cannot_be_asked_sends_as_long_as_no_mail_was_read()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("send_email", ToAStranger);

        Assert.NotEqual(true, result.IsError);
        Assert.Single(server.Gmail.Relayed);
    }

    [Theory]
    [InlineData("read_email", "{\"messageId\":\"ID\"}", true)]
    [InlineData("read_email", "{\"messageId\":\"ID\"}", false)]
    [InlineData("search_emails", "{\"query\":\"\"}", true)]
    [InlineData("read_attachment", "{\"messageId\":\"ID\",\"attachmentId\":\"note.txt\"}", true)]
    [InlineData("resource", "gmail://messages/ID", true)]
    [InlineData("resource", "gmail://messages/ID/attachments/1", true)]
    public async Task Once_mail_was_read_a_mail_to_someone_new_is_saved_as_a_draft(string tool, string arguments, bool isFenced)
    {
        await using var server = await TestServer.StartAsync(isFenced: isFenced);
        var messageId = server.Mailbox.Deliver(Some.MessageWithAttachment("note.txt", "Note."u8.ToArray(), "text/plain"), ["INBOX"]);
        await ReadAsync(server, tool, arguments.Replace("ID", messageId, StringComparison.Ordinal));

        var result = await server.CallAsync("send_email", ToAStranger);

        var draft = Assert.Single(server.Mailbox.Drafts);
        Assert.Empty(server.Gmail.Relayed);
        Assert.True(result.IsError);
        Assert.Equal(("not_sent", draft.Id), (result.Field("state"), result.Field("draftId")));
        Assert.Contains("eve@evil.example", result.Text(), StringComparison.Ordinal);
        Assert.Contains($"It is draft {draft.Id}: the person can send it in Gmail", result.Text(), StringComparison.Ordinal);
        Assert.Contains("--allow-to", result.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","idempotencyKey":"k" """)]
    public async Task The_same_mail_again_is_the_same_draft(string key)
    {
        await using var server = await TestServer.StartAsync();
        await HandMailAsync(server);
        var mail = ToAStranger[..^1] + key + "}";

        var first = await server.CallAsync("send_email", mail);
        var again = await server.CallAsync("send_email", mail);

        Assert.Equal(Assert.Single(server.Mailbox.Drafts).Id, first.Field("draftId"));
        Assert.Equal(first.Field("draftId"), again.Field("draftId"));
        Assert.Equal("True", again.Field("replayed"));
        Assert.Contains("(replayed)", again.Text(), StringComparison.Ordinal);
        Assert.False(first.StructuredContent!.Value.TryGetProperty("replayed", out _));
    }

    [Fact]
    public async Task A_draft_that_is_gone_is_saved_anew_and_another_mail_gets_its_own()
    {
        await using var server = await TestServer.StartAsync();
        await HandMailAsync(server);

        var first = await server.CallAsync("send_email", ToAStranger);
        await server.CallAsync("send_email", ToAStranger.Replace("Hello", "Other", StringComparison.Ordinal));
        await server.CallAsync("delete_draft", $$"""{"draftId":"{{first.Field("draftId")}}"}""");
        var anew = await server.CallAsync("send_email", ToAStranger);

        Assert.NotEqual(first.Field("draftId"), anew.Field("draftId"));
        Assert.Equal(2, server.Mailbox.Drafts.Count);
    }

    [Fact]
    public async Task A_draft_whose_answer_was_lost_is_found_by_the_same_call()
    {
        await using var server = await TestServer.StartAsync();
        await HandMailAsync(server);
        server.Gmail.Faults.Add(Gmail.Emulator.EmulatedFault.ResetAfterWork(), "users.drafts.create");

        var lost = await server.CallAsync("send_email", ToAStranger);
        var found = await server.CallAsync("send_email", ToAStranger);

        Assert.Contains("whether that was done is not known", lost.Text(), StringComparison.Ordinal);
        Assert.Equal(Assert.Single(server.Mailbox.Drafts).Id, found.Field("draftId"));
    }

    [Fact]
    public async Task A_mail_that_did_not_leave_does_not_count()
    {
        var policy = new PolicySettings
        {
            Confirm = ConfirmMode.Never,
            Caps = new Dictionary<CappedAct, int> { [CappedAct.Send] = 1 },
        };
        await using var server = await TestServer.StartAsync(policy: policy);
        server.Gmail.Faults.Add(Gmail.Emulator.EmulatedFault.DailyLimitExceeded(), "users.drafts.send");

        var refused = await server.CallAsync("send_email", ToAStranger);
        var sent = await server.CallAsync("send_email", ToAStranger);
        var capped = await server.CallAsync("send_email", ToAStranger.Replace("Hello", "Other", StringComparison.Ordinal));

        Assert.Equal("not_sent", refused.Field("state"));
        Assert.Equal("sent", sent.Field("state"));
        Assert.Contains("The limit of 1 mails sent a day", capped.Text(), StringComparison.Ordinal);
    }

    private static async Task HandMailAsync(TestServer server)
    {
        var messageId = server.Mailbox.Deliver(Some.Message(), ["INBOX"]);
        await server.CallAsync("read_email", $$"""{"messageId":"{{messageId}}"}""");
    }

    [Fact]
    public async Task An_hour_after_the_last_mail_was_read_it_is_sent_again()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await TestServer.StartAsync(time: time);
        var messageId = server.Mailbox.Deliver(Some.Message(), ["INBOX"]);
        await server.CallAsync("read_email", $$"""{"messageId":"{{messageId}}"}""");
        time.Advance(TimeSpan.FromMinutes(59));
        await server.CallAsync("send_email", ToAStranger);
        Assert.Empty(server.Gmail.Relayed);

        time.Advance(TimeSpan.FromMinutes(1));
        await server.CallAsync("send_email", ToAStranger);

        Assert.Single(server.Gmail.Relayed);
    }

    private static async Task ReadAsync(TestServer server, string tool, string arguments)
    {
        if (tool == "resource")
        {
            await server.Mcp.ReadResourceAsync(arguments, cancellationToken: TestContext.Current.CancellationToken);
            return;
        }

        Assert.NotEqual(true, (await server.CallAsync(tool, arguments)).IsError);
    }
}
