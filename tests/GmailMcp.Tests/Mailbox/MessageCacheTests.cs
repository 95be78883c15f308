using System.Text.Json;
using Gmail.Emulator;
using GmailMcp.Mailbox;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Mailbox;

/// <summary>What is asked again costs little, and is as true as what is asked first.</summary>
public sealed class MessageCacheTests
{
    private const string Search = """{"query":"in:inbox","maxResults":50}""";

    [Fact]
    public async Task The_same_search_again_costs_a_list_and_a_look_at_the_history()
    {
        await using var server = await TestServer.StartAsync();
        Deliver(server, 50);

        var (first, cold) = await server.CountAsync("search_emails", Search);
        var (second, warm) = await server.CountAsync("search_emails", Search);

        Assert.Equal(5 + 1 + (50 * 20), cold);
        Assert.Equal(5 + 2, warm);
        Assert.Equal(first.AllText(), second.AllText());
        Assert.Equal(WithoutCost(first.StructuredContent!.Value), WithoutCost(second.StructuredContent!.Value));
    }

    [Fact]
    public async Task A_search_asks_only_for_the_mail_that_is_new()
    {
        await using var server = await TestServer.StartAsync();
        Deliver(server, 10);
        await server.CallAsync("search_emails", Search);
        Deliver(server, 1);

        var (result, units) = await server.CountAsync("search_emails", Search);

        Assert.Equal(5 + 2 + 20, units);
        Assert.Equal(11, result.StructuredContent!.Value.GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task The_same_mail_read_again_costs_a_look_at_the_history()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message("Once"));

        var (first, _) = await server.CountAsync("read_email", Of(id));
        var (second, units) = await server.CountAsync("read_email", Of(id));

        Assert.Equal(2, units);
        Assert.Equal(first.AllText(), second.AllText());
        Assert.Equal(WithoutCost(first.StructuredContent!.Value), WithoutCost(second.StructuredContent!.Value));
    }

    [Fact]
    public async Task A_large_text_is_fetched_once()
    {
        await using var server = await TestServer.StartAsync();
        server.Gmail.Options.InlineTextLimitInBytes = 100;
        var id = server.Mailbox.Deliver(Some.Message(body: string.Join(' ', Enumerable.Repeat("word", 200))));

        await server.CallAsync("read_email", Of(id));
        var (result, units) = await server.CountAsync("read_email", Of(id));

        Assert.Equal(2, units);
        Assert.Contains("word word", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_was_read_needs_not_be_fetched_for_a_search()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message("Read before"));
        await server.CallAsync("read_email", Of(id));

        var (result, units) = await server.CountAsync("search_emails", Search);

        Assert.Equal(5 + 2, units);
        Assert.Equal("Read before", result.Field("messages", 0, "subject"));
        Assert.NotEmpty(result.Field("messages", 0, "snippet")!);
    }

    [Fact]
    public async Task A_mail_that_was_found_must_still_be_fetched_to_be_read()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message(body: "The text."));
        await server.CallAsync("search_emails", Search);

        var (result, units) = await server.CountAsync("read_email", Of(id));

        Assert.Equal(20, units);
        Assert.Contains("The text.", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_changed_elsewhere_are_seen_at_once()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message());
        await server.CallAsync("read_email", Of(id));
        await server.Elsewhere.Messages.ModifyAsync(id, ["STARRED"], ["UNREAD"], TestContext.Current.CancellationToken);

        var (read, readUnits) = await server.CountAsync("read_email", Of(id));
        var (found, foundUnits) = await server.CountAsync("search_emails", Search);

        Assert.Equal((2, 7), (readUnits, foundUnits));
        Assert.Equal(["INBOX", "STARRED"], Labels(read.StructuredContent!.Value));
        Assert.Equal(["INBOX", "STARRED"], Labels(found.StructuredContent!.Value.GetProperty("messages")[0]));
    }

    [Fact]
    public async Task Labels_changed_and_changed_back_are_as_they_were()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message());
        await server.CallAsync("read_email", Of(id));
        await server.Elsewhere.Messages.ModifyAsync(id, ["STARRED"], ["UNREAD"], TestContext.Current.CancellationToken);
        await server.Elsewhere.Messages.ModifyAsync(id, ["UNREAD"], ["STARRED"], TestContext.Current.CancellationToken);

        var (read, _) = await server.CountAsync("read_email", Of(id));

        Assert.Equal(["INBOX", "UNREAD"], Labels(read.StructuredContent!.Value));
    }

    [Theory]
    [InlineData("modify_email", """{"messageId":"ID","addLabelIds":["STARRED"],"removeLabelIds":["UNREAD"]}""", "INBOX,STARRED")]
    [InlineData("batch_modify_emails", """{"messageIds":["ID"],"addLabelIds":["STARRED"]}""", "INBOX,STARRED,UNREAD")]
    [InlineData("delete_email", """{"messageId":"ID"}""", "TRASH,UNREAD")]
    public async Task Our_own_changes_are_seen_at_once(string tool, string arguments, string labels)
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message());
        await server.CallAsync("read_email", Of(id));
        await server.CallAsync(tool, arguments.Replace("ID", id, StringComparison.Ordinal));

        var (read, units) = await server.CountAsync("read_email", Of(id));

        Assert.Equal(2, units);
        Assert.Equal(labels.Split(','), Labels(read.StructuredContent!.Value));
    }

    [Fact]
    public async Task A_label_that_was_deleted_is_on_no_mail()
    {
        await using var server = await TestServer.StartAsync();
        var label = server.Mailbox.CreateLabel("Old").Id;
        var id = server.Mailbox.Deliver(Some.Message(), ["INBOX", label]);
        await server.CallAsync("read_email", Of(id));
        await server.CallAsync("delete_label", """{"id":"Old"}""");

        var (read, _) = await server.CountAsync("read_email", Of(id));

        Assert.Equal(["INBOX"], Labels(read.StructuredContent!.Value));
    }

    [Theory]
    [InlineData("read_email")]
    [InlineData("read_attachment")]
    public async Task A_mail_deleted_elsewhere_is_not_found(string tool)
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment("a.txt", "Words."u8.ToArray(), "text/plain"));
        var arguments = tool == "read_email" ? Of(id) : $$"""{"messageId":"{{id}}","attachmentId":"1"}""";
        Assert.NotEqual(true, (await server.CallAsync(tool, arguments)).IsError);
        await server.Elsewhere.Messages.DeleteAsync(id, TestContext.Current.CancellationToken);

        var result = await server.CallAsync(tool, arguments);

        Assert.True(result.IsError);
        Assert.Contains("not", result.Text(), StringComparison.Ordinal);
        Assert.Contains(id, result.AllText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_that_is_too_old_costs_the_labels_anew_and_is_right()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        await using var server = await TestServer.StartAsync(time: time);
        var id = server.Mailbox.Deliver(Some.Message("Old", body: "The same text."));
        await server.CallAsync("read_email", Of(id));
        await server.Elsewhere.Messages.ModifyAsync(id, ["STARRED"], ["UNREAD"], TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromDays(8));

        var (read, units) = await server.CountAsync("read_email", Of(id));
        var (_, again) = await server.CountAsync("read_email", Of(id));

        // The refused look, the profile, the labels; and from then on as before.
        Assert.Equal(2 + 1 + 20, units);
        Assert.Equal(2, again);
        Assert.Equal(["INBOX", "STARRED"], Labels(read.StructuredContent!.Value));
        Assert.Contains("The same text.", read.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Gmail.Requests.Skip(server.Gmail.Requests.Count - 3), IsFull);
    }

    [Fact]
    public async Task A_history_that_is_too_long_costs_the_labels_anew_and_is_right()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 3);
        await server.CallAsync("search_emails", Search);
        for (var i = 0; i < 270; i++)
        {
            await server.Elsewhere.Messages.BatchModifyAsync(ids, ["STARRED"], ["UNREAD"], TestContext.Current.CancellationToken);
            await server.Elsewhere.Messages.BatchModifyAsync(ids, ["UNREAD"], ["STARRED"], TestContext.Current.CancellationToken);
        }

        var (found, units) = await server.CountAsync("search_emails", Search);
        var (_, again) = await server.CountAsync("search_emails", Search);

        Assert.Equal(5 + (3 * 2) + (3 * 20), units);
        Assert.Equal(7, again);
        Assert.All(found.StructuredContent!.Value.GetProperty("messages").EnumerateArray(), hit => Assert.Equal(["INBOX", "UNREAD"], Labels(hit)));
    }

    [Fact]
    public async Task A_history_that_Gmail_refuses_costs_the_labels_and_no_answer()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message());
        await server.CallAsync("read_email", Of(id));
        server.Gmail.Faults.Add(EmulatedFault.FailedPrecondition(), "users.history.list");

        var (read, _) = await server.CountAsync("read_email", Of(id));

        Assert.NotEqual(true, read.IsError);
        Assert.Equal(["INBOX", "UNREAD"], Labels(read.StructuredContent!.Value));
    }

    [Fact]
    public async Task A_draft_is_never_remembered()
    {
        await using var server = await TestServer.StartAsync();
        var drafted = await server.CallAsync(
            "draft_email", """{"to":["ann@example.org"],"subject":"Draft","body":"First words."}""");
        var draftId = drafted.Field("draftId")!;
        var messageId = server.Mailbox.Drafts.Single().Message.Id;
        await server.CallAsync("read_email", Of(messageId));

        var (_, read) = await server.CountAsync("read_email", Of(messageId));
        await server.CallAsync("update_draft", $$"""{"draftId":"{{draftId}}","body":"Second words."}""");
        var (draft, _) = await server.CountAsync("get_draft", $$"""{"draftId":"{{draftId}}"}""");
        var (gone, _) = await server.CountAsync("read_email", Of(messageId));

        Assert.Equal(20, read);
        Assert.Contains("Second words.", draft.Text(), StringComparison.Ordinal);
        Assert.True(gone.IsError);
    }

    [Fact]
    public async Task What_is_remembered_stays_within_its_bytes()
    {
        await using var server = await TestServer.StartAsync(cache: new CacheSettings(200_000));
        var ids = Enumerable.Range(0, 60)
            .Select(i => server.Mailbox.Deliver(Some.Message($"Mail {i}", body: new string((char)('a' + (i % 26)), 4_000)))).ToList();
        foreach (var id in ids)
        {
            await server.CallAsync("read_email", Of(id));
        }

        var costs = new List<int>();
        foreach (var id in ids.AsEnumerable().Reverse())
        {
            costs.Add((await server.CountAsync("read_email", Of(id))).Units);
        }

        // A mail takes about 12 kB of memory: the newest are remembered, the oldest are not.
        Assert.InRange(costs.TakeWhile(units => units == 2).Count(), 10, 25);
        Assert.All(costs.Skip(25), units => Assert.Equal(20, units));
    }

    [Fact]
    public async Task Nothing_is_remembered_where_there_is_no_room()
    {
        await using var server = await TestServer.StartAsync(cache: new CacheSettings(0));
        Deliver(server, 3);

        await server.CallAsync("search_emails", Search);
        var (_, units) = await server.CountAsync("search_emails", Search);

        Assert.Equal(5 + (3 * 20), units);
    }

    [Fact]
    public async Task Many_calls_at_once_see_what_was_changed_before_them()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 10);
        await Task.WhenAll(ids.Select(async id =>
        {
            for (var i = 0; i < 10; i++)
            {
                var (add, remove) = i % 2 == 0 ? ("STARRED", "UNREAD") : ("UNREAD", "STARRED");
                await server.Elsewhere.Messages.ModifyAsync(id, [add], [remove], TestContext.Current.CancellationToken);
                var read = await server.CallAsync("read_email", Of(id));
                Assert.Equal(new[] { "INBOX", add }.Order(StringComparer.Ordinal), Labels(read.StructuredContent!.Value));
            }
        }));
    }

    private static List<string> Deliver(TestServer server, int count) =>
        [.. Enumerable.Range(0, count).Select(i => server.Mailbox.Deliver(Some.Message($"Mail {i}")))];

    private static string WithoutCost(JsonElement answer) =>
        string.Join('\n', answer.EnumerateObject().Where(field => field.Name != "unitsSpent").Select(field => $"{field.Name}: {field.Value.GetRawText()}"));

    private static string Of(string messageId) => $$"""{"messageId":"{{messageId}}"}""";

    private static bool IsFull(EmulatedRequest request) =>
        request.MethodId == "users.messages.get" && request.PathAndQuery.Contains("format=full", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string?> Labels(JsonElement message) =>
        message.GetProperty("labelIds").EnumerateArray().Select(label => label.GetString()).Order(StringComparer.Ordinal);
}
