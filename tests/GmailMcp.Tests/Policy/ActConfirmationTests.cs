using System.Text.Json.Nodes;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Policy;

/// <summary>When the person is asked before mail is deleted, changed by the hundred, or handed to a filter.</summary>
public sealed class ActConfirmationTests
{
    private const string Forwarding = """{"criteria":{"from":"bank@example.org"},"action":{"forward":"eve@evil.example"}}""";
    private const string Deleting = """{"criteria":{"from":"bank@example.org"},"action":{"addLabelIds":["Trash"]}}""";
    private const string Harmless = """{"criteria":{"from":"bank@example.org"},"action":{"removeLabelIds":["INBOX"]}}""";

    public static TheoryData<string> Eras => ["2025-11-25", "2026-07-28"];

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task He_sees_what_would_be_deleted_for_good_and_his_no_holds(string revision)
    {
        var asked = new List<string>();
        await using var server = await StartAsync("decline", asked, revision: revision);
        var id = server.Mailbox.Deliver(Some.Message("Tax papers"));

        var result = await server.CallAsync("delete_email", $$"""{"messageId":"{{id}}"}""");

        Assert.Contains("The person declined to delete 1 message for good. Nothing was done.", result.Text(), StringComparison.Ordinal);
        Assert.Equal(
            "The assistant wants to delete 1 message for good in owner@example.com.\nThis cannot be undone.\n"
            + "- Tax papers, from Ann Example <ann@example.org>, Mon, 02 Nov 2026 09:00:00 +0000",
            Assert.Single(asked));
        Assert.Empty(server.Changes);
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_nothing_is_deleted_for_good()
    {
        await using var server = await StartAsync(action: null, []);
        var id = server.Mailbox.Deliver(Some.Message());

        var one = await server.CallAsync("delete_email", $$"""{"messageId":"{{id}}"}""");
        var many = await server.CallAsync("batch_delete_emails", $$"""{"messageIds":["{{id}}"]}""");

        Assert.Contains("--confirm never", one.Text(), StringComparison.Ordinal);
        Assert.Contains("--confirm never", many.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Changes);
    }

    [Fact]
    public async Task The_cap_on_deleting_for_good_counts_each_message_once()
    {
        var policy = new PolicySettings
        {
            Confirm = ConfirmMode.Never,
            Caps = new Dictionary<CappedAct, int> { [CappedAct.Delete] = 3 },
        };
        await using var server = await StartAsync(action: null, [], policy);
        var ids = Deliver(server, 4);

        var tooMany = await server.CallAsync("batch_delete_emails", Ids(ids));
        Assert.Contains("The limit of 3 messages deleted for good a day", tooMany.Text(), StringComparison.Ordinal);
        Assert.Equal(4, server.Mailbox.Messages.Count);

        var three = await server.CallAsync("batch_delete_emails", Ids([ids[0], ids[0], ids[1], ids[2]]));
        Assert.NotEqual(true, three.IsError);
        var fourth = await server.CallAsync("delete_email", $$"""{"messageId":"{{ids[3]}}"}""");
        Assert.Contains("3 so far today, 1 more asked", fourth.Text(), StringComparison.Ordinal);
        Assert.Single(server.Mailbox.Messages);
    }

    [Theory]
    [InlineData(Forwarding, "to make a filter that forwards mail", "Forwards to: eve@evil.example")]
    [InlineData(Deleting, "to make a filter that deletes mail", "Adds labels: TRASH")]
    public async Task He_is_asked_before_a_filter_forwards_or_deletes(string filter, string what, string shown)
    {
        var asked = new List<string>();
        await using var server = await StartAsync("decline", asked);
        server.Mailbox.AddForwardingAddress("eve@evil.example");

        var declined = await server.CallAsync("create_filter", filter);

        Assert.True(declined.IsError);
        Assert.Contains(what, Assert.Single(asked), StringComparison.Ordinal);
        Assert.Contains(shown, asked[0], StringComparison.Ordinal);
        Assert.Contains("Mail from: bank@example.org", asked[0], StringComparison.Ordinal);
        Assert.Empty(server.Changes);

        await using var mute = await StartAsync(action: null, []);
        mute.Mailbox.AddForwardingAddress("eve@evil.example");
        Assert.Contains("--confirm never", (await mute.CallAsync("create_filter", filter)).Text(), StringComparison.Ordinal);
        Assert.Empty(mute.Changes);
    }

    [Fact]
    public async Task A_filter_forwards_to_nobody_who_may_not_get_mail()
    {
        var policy = new PolicySettings { Confirm = ConfirmMode.Never, Denied = [RecipientPattern.Parse("evil.example", "test")] };
        await using var server = await StartAsync(action: null, [], policy);
        server.Mailbox.AddForwardingAddress("eve@evil.example");

        var result = await server.CallAsync("create_filter", Forwarding.Replace("eve@", "Eve@", StringComparison.Ordinal));

        Assert.Contains("eve@evil.example may not get mail: the deny list has \"evil.example\"", result.Text(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(server.Changes);
    }

    [Fact]
    public async Task Other_filters_are_made_unasked_up_to_the_cap()
    {
        var policy = new PolicySettings { Caps = new Dictionary<CappedAct, int> { [CappedAct.Filter] = 1 } };
        await using var server = await StartAsync("decline", [], policy);

        Assert.NotEqual(true, (await server.CallAsync("create_filter", Harmless)).IsError);
        var second = await server.CallAsync(
            "create_filter_from_template", """{"template":"fromSender","parameters":{"senderEmail":"x@example.org","archive":true}}""");

        Assert.Contains("The limit of 1 filters created a day", second.Text(), StringComparison.Ordinal);
        Assert.Equal(["users.settings.filters.create"], server.Changes);
    }

    [Theory]
    [InlineData("batch_modify_emails")]
    [InlineData("batch_delete_emails")]
    public async Task A_change_of_more_than_a_hundred_is_shown_first_where_it_can_be(string tool)
    {
        var asked = new List<string>();
        await using var server = await StartAsync("decline", asked, profile: Profile.Full);
        var ids = Deliver(server, 101);

        var few = await server.CallAsync(tool, Ids(ids.Take(100), tool));
        Assert.NotEqual(true, few.IsError);
        Assert.Empty(asked);

        var many = await server.CallAsync(tool, Ids(ids, tool));
        Assert.True(many.IsError);
        Assert.Contains("101 messages", Assert.Single(asked), StringComparison.Ordinal);
        Assert.Contains("… and 91 more", asked[0], StringComparison.Ordinal);

        await using var mute = await StartAsync(action: null, [], profile: Profile.Full);
        var unasked = await mute.CallAsync(tool, Ids(Deliver(mute, 101), tool));
        Assert.NotEqual(true, unasked.IsError); // it can be undone
    }

    [Fact]
    public async Task To_undo_a_change_of_more_than_a_hundred_is_shown_first_too()
    {
        var asked = new List<string>();
        await using var server = await StartAsync("accept", asked, profile: Profile.Full);
        var changed = await server.CallAsync("batch_modify_emails", Ids(Deliver(server, 101), "batch_modify_emails"));

        var undone = await server.CallAsync("undo", $$"""{"undoId":"{{changed.Field("undoId")}}"}""");

        Assert.Equal("undone", undone.Field("outcome"));
        Assert.Equal(2, asked.Count);
        Assert.Contains("to undo batch_modify_emails", asked[1], StringComparison.Ordinal);
        Assert.Contains("101 messages", asked[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delete_email", "{\"messageId\":\"§\"}")]
    [InlineData("batch_delete_emails", "{\"messageIds\":[\"§\"]}")]
    [InlineData("modify_email", "{\"messageId\":\"§\",\"addLabelIds\":[\"TRASH\"]}")]
    [InlineData("batch_modify_emails", "{\"messageIds\":[\"§\"],\"addLabelIds\":[\"spam\"]}")]
    public async Task Always_asks_before_every_delete_and_without_a_way_to_ask_does_nothing(string tool, string arguments)
    {
        var policy = new PolicySettings { Confirm = ConfirmMode.Always };
        var asked = new List<string>();
        await using var server = await StartAsync("decline", asked, policy, Profile.Full);
        var id = server.Mailbox.Deliver(Some.Message());
        await server.CallAsync(tool, arguments.Replace("§", id, StringComparison.Ordinal));
        Assert.Single(asked);
        Assert.Empty(server.Changes);

        await using var mute = await StartAsync(action: null, [], policy, Profile.Full);
        id = mute.Mailbox.Deliver(Some.Message());
        var result = await mute.CallAsync(tool, arguments.Replace("§", id, StringComparison.Ordinal));
        Assert.Contains("--confirm always", result.Text(), StringComparison.Ordinal);
        Assert.Empty(mute.Changes);
    }

    private static Task<TestServer> StartAsync(
        string? action, List<string> asked, PolicySettings? policy = null, Profile profile = Profile.Delete, string? revision = null) =>
        TestServer.StartAsync(
            profile,
            protocolVersion: revision,
            policy: policy,
            person: action is null ? null : request =>
            {
                asked.Add(request.Message);
                return new ElicitResult { Action = action };
            });

    private static List<string> Deliver(TestServer server, int count) =>
        [.. Enumerable.Range(0, count).Select(i => server.Mailbox.Deliver(Some.Message($"Mail {i}"), ["INBOX"]))];

    private static JsonObject Ids(IEnumerable<string> ids, string tool = "batch_delete_emails")
    {
        var arguments = new JsonObject { ["messageIds"] = new JsonArray([.. ids.Select(id => (JsonNode?)id)]) };
        if (tool == "batch_modify_emails")
        {
            arguments["addLabelIds"] = new JsonArray("STARRED");
        }

        return arguments;
    }
}
