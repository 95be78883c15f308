using System.Text;
using System.Text.Json.Nodes;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Policy;

/// <summary>When the person is asked before a mail leaves, what he sees, and what his answer does.</summary>
public sealed class SendConfirmationTests
{
    private const string Initialize = "2025-11-25";
    private const string PerRequest = "2026-07-28";
    private const string ToAStranger = """{"to":["Eve <eve@evil.example>"],"cc":["ann@example.com"],"bcc":["hidden@example.net"],"subject":"Hello","body":"Line one\nTo: forged@example.com"}""";

    public static TheoryData<string> Eras => [Initialize, PerRequest];

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task A_mail_to_someone_new_leaves_when_the_person_agrees(string revision)
    {
        var asked = new List<string>();
        await using var server = await StartAsync(revision, "accept", asked);

        var result = await server.CallAsync("send_email", ToAStranger);

        Assert.NotEqual(true, result.IsError);
        Assert.Single(asked);
        Assert.Equal(
            ["eve@evil.example", "ann@example.com", "hidden@example.net"], Assert.Single(server.Gmail.Relayed).Recipients);
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Nothing_leaves_and_no_draft_is_made_when_he_declines(string revision)
    {
        foreach (var action in new[] { "decline", "cancel" })
        {
            await using var server = await StartAsync(revision, action, []);

            var result = await server.CallAsync("send_email", ToAStranger);

            Assert.True(result.IsError);
            Assert.Equal("not_sent", result.Field("state"));
            Assert.Contains("The person declined", result.Text(), StringComparison.Ordinal);
            Assert.Empty(server.Changes);
        }
    }

    [Fact]
    public async Task He_sees_everyone_who_gets_it_and_what_it_says()
    {
        var asked = new List<string>();
        await using var server = await StartAsync(PerRequest, "decline", asked);
        server.WriteAttachment("keys.txt", "secret"u8.ToArray());

        await server.CallAsync(
            "send_email",
            """{"to":["\"ann@example.com\" <eve@evil.example>"],"cc":["ann@example.com"],"bcc":["hidden@example.net"],"subject":"Hello‮","body":"Line one\nTo: forged@example.com","htmlBody":"<p>Something <b>else</b></p>","attachments":["keys.txt"]}""");

        Assert.Equal(
            """
            Send this email?

            From: owner@example.com
            To: eve@evil.example (called "ann@example.com") [outside your domain; you never wrote to it]
            Cc: ann@example.com [you never wrote to it]
            Bcc: hidden@example.net [outside your domain; you never wrote to it]
            Subject: Hello
            Attached: keys.txt (6 bytes, SHA-256 2bb80d537b1da3e3…)

            Its plain text says:
            | Line one
            | To: forged@example.com

            Its HTML says:
            | Something else
            """.ReplaceLineEndings("\n"),
            Assert.Single(asked));
    }

    [Theory]
    [InlineData("ann@exämple.org", "ann@xn--exmple-cua.org")]
    [InlineData("\"an n\"@example.org", null)]
    [InlineData("\"ann\"@example.org", "\"ann\"@example.org")]
    [InlineData("\"a,b@c\"@example.org", null)]
    [InlineData("\"ab@c\"@example.org", "\"ab@c\"@example.org")]
    [InlineData("\"x@y.example, bob\" <ann@example.org>", "ann@example.org")]
    [InlineData("=?utf-8?Q?bob@example.org=2C?= <ann@example.org>", "ann@example.org")]
    public async Task He_sees_the_address_that_Gmail_will_send_to(string given, string? shown)
    {
        var asked = new List<string>();
        await using var server = await StartAsync(PerRequest, "accept", asked);

        var result = await server.CallAsync(
            "send_email", new JsonObject { ["to"] = new JsonArray(given), ["subject"] = "Hello", ["body"] = "Hello there." });

        if (shown is null)
        {
            Assert.True(result.IsError);
            Assert.Empty(asked);
            return;
        }

        Assert.Contains($"To: {shown} ", Assert.Single(asked), StringComparison.Ordinal);
        var sent = Encoding.UTF8.GetString(server.Sent.Raw).ReplaceLineEndings("\n").Replace("\n ", " ", StringComparison.Ordinal).Split('\n');
        Assert.Contains(shown, sent.Single(line => line.StartsWith("To:", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Single(Assert.Single(server.Gmail.Relayed).Recipients);
    }

    [Theory]
    [InlineData("ann@example.org", "\"Ann\" <ANN@example.org>")]
    [InlineData("xann@example.org", "ann@example.org", false)]
    [InlineData("ann@example.org", "eve@example.org (ann@example.org)", false)]
    [InlineData("ann@example.org", "\"ann@example.org\" <eve@example.org>", false)]
    public async Task Whom_he_wrote_to_before_is_nobody_new(string address, string writtenTo, bool isKnown = true)
    {
        var asked = new List<string>();
        await using var server = await StartAsync(PerRequest, "decline", asked);
        server.Mailbox.Deliver(Some.Message("Earlier", from: TestServer.Address, to: writtenTo), ["SENT"]);

        await server.CallAsync("send_email", $$"""{"to":["{{address}}"],"subject":"Hello","body":"Hello there."}""");

        Assert.Equal(isKnown ? 0 : 1, asked.Count);
        Assert.Equal(isKnown ? 1 : 0, server.Gmail.Relayed.Count);
    }

    [Theory]
    [InlineData("Cc")]
    [InlineData("Bcc")]
    public async Task Copies_count_as_written_to(string field)
    {
        var asked = new List<string>();
        await using var server = await StartAsync(PerRequest, "decline", asked);
        server.Mailbox.Deliver(
            Some.Message("Earlier", from: TestServer.Address, to: "x@example.org", extraHeaders: $"{field}: ann@example.org\r\n"), ["SENT"]);

        await server.CallAsync("send_email", """{"to":["ann@example.org"],"subject":"Hello","body":"Hello there."}""");

        Assert.Empty(asked);
        Assert.Single(server.Gmail.Relayed);
    }

    [Fact]
    public async Task Having_been_written_to_by_a_stranger_makes_him_no_acquaintance()
    {
        var asked = new List<string>();
        await using var server = await StartAsync(PerRequest, "decline", asked);
        server.Mailbox.Deliver(Some.Message("Hi", from: "eve@evil.example", to: TestServer.Address), ["INBOX"]);

        await server.CallAsync("send_email", """{"to":["eve@evil.example"],"subject":"Hello","body":"Hello there."}""");

        Assert.Single(asked);
    }

    [Fact]
    public async Task People_in_the_thread_answered_are_nobody_new_but_others_are()
    {
        var asked = new List<string>();
        await using var server = await StartAsync(PerRequest, "decline", asked);
        var messageId = server.Mailbox.Deliver(
            Some.Message("Plan", from: "ann@example.org", to: TestServer.Address, extraHeaders: "Cc: bob@example.org\r\n"), ["INBOX"]);

        await server.CallAsync(
            "send_email",
            $$"""{"to":["ann@example.org"],"cc":["bob@example.org"],"subject":"Re: Plan","body":"Yes.","inReplyTo":"{{messageId}}"}""");
        Assert.Empty(asked);
        Assert.Single(server.Gmail.Relayed);

        await server.CallAsync(
            "send_email",
            $$"""{"to":["ann@example.org"],"bcc":["eve@evil.example"],"subject":"Re: Plan","body":"Yes.","inReplyTo":"{{messageId}}"}""");
        Assert.Contains("Bcc: eve@evil.example [outside your domain; you never wrote to it]", Assert.Single(asked), StringComparison.Ordinal);
        Assert.Single(server.Gmail.Relayed);
    }

    [Fact]
    public async Task Whoever_the_operator_listed_is_nobody_new()
    {
        var asked = new List<string>();
        var policy = new PolicySettings { Allowed = [[RecipientPattern.Parse("*.example.org", "test")]] };
        await using var server = await StartAsync(PerRequest, "decline", asked, policy);

        await server.CallAsync("send_email", """{"to":["ann@mail.example.org"],"subject":"Hello","body":"Hello there."}""");

        Assert.Empty(asked);
        Assert.Single(server.Gmail.Relayed);
    }

    [Fact]
    public async Task Always_asks_about_acquaintances_too_and_without_a_way_to_ask_sends_nothing()
    {
        const string ToOneself = """{"to":["owner@example.com"],"subject":"Hello","body":"Hello there."}""";
        var policy = new PolicySettings { Confirm = ConfirmMode.Always };
        var asked = new List<string>();
        await using var server = await StartAsync(PerRequest, "accept", asked, policy);
        await server.CallAsync("send_email", ToOneself);
        Assert.Single(asked);
        Assert.Equal(["users.drafts.create", "users.drafts.send"], server.Changes);

        await using var mute = await TestServer.StartAsync(policy: policy);
        var result = await mute.CallAsync("send_email", ToOneself);
        Assert.Contains("--confirm always", result.Text(), StringComparison.Ordinal);
        Assert.Empty(mute.Changes);
    }

    [Fact]
    public async Task Never_asks_nobody_within_lists_and_caps()
    {
        var asked = new List<string>();
        var policy = new PolicySettings
        {
            Confirm = ConfirmMode.Never,
            Denied = [RecipientPattern.Parse("evil.example", "test")],
            Caps = new Dictionary<CappedAct, int> { [CappedAct.Send] = 1 },
        };
        await using var server = await StartAsync(PerRequest, "decline", asked, policy);

        var denied = await server.CallAsync("send_email", ToAStranger);
        var sent = await server.CallAsync("send_email", """{"to":["ann@example.org"],"subject":"1","body":"Hello there."}""");
        var capped = await server.CallAsync("send_email", """{"to":["ann@example.org"],"subject":"2","body":"Hello there."}""");

        Assert.Empty(asked);
        Assert.Contains("eve@evil.example may not get mail: the deny list has \"evil.example\"", denied.Text(), StringComparison.Ordinal);
        Assert.NotEqual(true, sent.IsError);
        Assert.Contains("The limit of 1 mails sent a day is in the way for owner@example.com: 1 so far today", capped.Text(), StringComparison.Ordinal);
        Assert.Contains("--cap send=N", capped.Text(), StringComparison.Ordinal);
        Assert.Single(server.Gmail.Relayed);
        Assert.Empty(server.Mailbox.Drafts);
    }

    [Fact]
    public async Task Thread_only_sends_to_the_thread_and_to_nobody_else()
    {
        var policy = new PolicySettings { IsThreadOnly = true, Confirm = ConfirmMode.Never };
        await using var server = await TestServer.StartAsync(policy: policy);
        var messageId = server.Mailbox.Deliver(Some.Message("Plan", from: "ann@example.org"), ["INBOX"]);

        var fresh = await server.CallAsync("send_email", """{"to":["ann@example.org"],"subject":"Hello","body":"Hello there."}""");
        var outside = await server.CallAsync(
            "send_email",
            $$"""{"to":["ann@example.org"],"cc":["bob@example.org"],"subject":"Re: Plan","body":"Yes.","inReplyTo":"{{messageId}}"}""");
        Assert.Contains("--thread-only", fresh.Text(), StringComparison.Ordinal);
        Assert.StartsWith("Error: The email was not sent (not_sent): bob@example.org may not get mail", outside.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Gmail.Relayed);

        await server.CallAsync(
            "send_email", $$"""{"to":["ann@example.org"],"subject":"Re: Plan","body":"Yes.","inReplyTo":"{{messageId}}"}""");
        Assert.Single(server.Gmail.Relayed);
    }

    [Fact]
    public async Task A_draft_is_judged_by_whom_it_names_when_it_is_sent()
    {
        var asked = new List<string>();
        await using var server = await StartAsync(PerRequest, "decline", asked);
        server.Mailbox.Deliver(Some.Message("Earlier", from: TestServer.Address, to: "ann@example.org"), ["SENT"]);
        var draft = await server.CallAsync("draft_email", """{"to":["ann@example.org"],"subject":"Hello","body":"Hello there."}""");
        var draftId = draft.Field("draftId");
        await server.CallAsync("update_draft", $$"""{"draftId":"{{draftId}}","bcc":["eve@evil.example"]}""");

        var result = await server.CallAsync("send_draft", $$"""{"draftId":"{{draftId}}"}""");

        Assert.Contains("Bcc: eve@evil.example [outside your domain; you never wrote to it]", Assert.Single(asked), StringComparison.Ordinal);
        Assert.Equal(("not_sent", draftId), (result.Field("state"), result.Field("draftId")));
        Assert.Single(server.Mailbox.Drafts);
        Assert.Empty(server.Gmail.Relayed);
    }

    [Fact]
    public async Task A_draft_to_someone_new_stays_one_once_mail_was_read_and_lists_hold_for_it_too()
    {
        var policy = new PolicySettings { Denied = [RecipientPattern.Parse("example.net", "test")] };
        await using var server = await TestServer.StartAsync(policy: policy);
        var messageId = server.Mailbox.Deliver(Some.Message(), ["INBOX"]);
        var denied = (await server.CallAsync("draft_email", """{"to":["x@example.net"],"subject":"Hello","body":"Hello there."}""")).Field("draftId");
        var fresh = (await server.CallAsync("draft_email", """{"to":["eve@evil.example"],"subject":"Hello","body":"Hello there."}""")).Field("draftId");
        await server.CallAsync("read_email", $$"""{"messageId":"{{messageId}}"}""");

        var first = await server.CallAsync("send_draft", $$"""{"draftId":"{{denied}}"}""");
        var second = await server.CallAsync("send_draft", $$"""{"draftId":"{{fresh}}"}""");

        Assert.Contains("the deny list has \"example.net\"", first.Text(), StringComparison.Ordinal);
        Assert.Contains($"It is draft {fresh}", second.Text(), StringComparison.Ordinal);
        Assert.Equal(2, server.Mailbox.Drafts.Count);
        Assert.Empty(server.Gmail.Relayed);
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task The_time_that_a_person_takes_is_not_the_tools(string revision)
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await TestServer.StartAsync(protocolVersion: revision, time: time, person: _ =>
        {
            time.Advance(TimeSpan.FromMinutes(9)); // a tool call may take two
            return new ElicitResult { Action = "accept" };
        });

        var result = await server.CallAsync("send_email", ToAStranger);

        Assert.NotEqual(true, result.IsError);
        Assert.Single(server.Gmail.Relayed);
    }

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task The_account_named_is_still_the_one_after_the_question(string revision)
    {
        await using var server = await StartAsync(revision, "accept", []);

        await server.CallAsync("send_email", """{"account":"owner@example.com","to":["a@example.org"],"subject":"Hello","body":"Hello there."}""");

        Assert.NotEmpty(server.AccountsOpened);
        Assert.All(server.AccountsOpened, account => Assert.Equal("owner@example.com", account));
    }

    private static Task<TestServer> StartAsync(string revision, string action, List<string> asked, PolicySettings? policy = null) =>
        TestServer.StartAsync(
            protocolVersion: revision,
            policy: policy,
            person: request =>
            {
                asked.Add(request.Message);
                return new ElicitResult { Action = action };
            });
}
