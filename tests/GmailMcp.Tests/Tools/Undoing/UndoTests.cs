using System.Text.Json.Nodes;
using Gmail.Emulator;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Tools.Undoing;

/// <summary>What each tool changed, and that undo gives it back.</summary>
public class UndoTests
{
    [Fact]
    public async Task Gives_one_message_exactly_the_labels_that_it_had()
    {
        await using var server = await TestServer.StartAsync();
        var label = server.Mailbox.CreateLabel("Travel");
        var id = server.Mailbox.Deliver(Some.Message(), ["INBOX", "UNREAD", "STARRED"]);
        var before = LabelsOf(server, id);

        // STARRED was there before and IMPORTANT was not: neither may be touched by undo.
        var changed = await server.CallAsync("modify_email", $$"""
            {"messageId":"{{id}}","addLabelIds":["Travel","STARRED"],"removeLabelIds":["INBOX","IMPORTANT"]}
            """);
        Assert.Contains(label.Id, LabelsOf(server, id));
        var result = await UndoAsync(server, changed);

        Assert.Equal(before, LabelsOf(server, id));
        Assert.StartsWith("Undone: modify_email of ", result.Text(), StringComparison.Ordinal);
        Assert.Contains("1 message as before.", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_names_the_call_in_a_block_of_its_own()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message());

        var result = await server.CallAsync("modify_email", $$"""{"messageId":"{{id}}","addLabelIds":["STARRED"]}""");

        Assert.Equal($"Email {id} labels updated successfully", result.Text());
        Assert.Equal($$"""Undo with undo {"undoId":"{{result.Field("undoId")}}"}""", ((TextContentBlock)result.Content[1]).Text);
        Assert.Matches("^[a-z2-9]{8,10}$", result.Field("undoId"));
    }

    [Fact]
    public async Task What_changed_nothing_has_nothing_to_undo()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message(), ["INBOX", "STARRED"]);

        var result = await server.CallAsync("modify_email", $$"""{"messageId":"{{id}}","addLabelIds":["STARRED"]}""");

        Assert.False(result.StructuredContent!.Value.TryGetProperty("undoId", out _));
        Assert.Single(result.Content);
    }

    [Theory]
    [InlineData("delete_email", """{"messageId":"ID"}""")]
    [InlineData("batch_delete_emails", """{"messageIds":["ID"]}""")]
    [InlineData("modify_email", """{"messageId":"ID","addLabelIds":["TRASH"]}""")]
    [InlineData("modify_email", """{"messageId":"ID","addLabelIds":["SPAM"]}""")]
    public async Task Brings_back_from_trash_to_where_it_was(string tool, string arguments)
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message(), ["INBOX", "UNREAD"]);
        var before = LabelsOf(server, id);

        var changed = await server.CallAsync(tool, arguments.Replace("ID", id, StringComparison.Ordinal));
        Assert.DoesNotContain("INBOX", LabelsOf(server, id));
        await UndoAsync(server, changed);

        Assert.Equal(before, LabelsOf(server, id));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(400)]
    public async Task Gives_each_message_of_a_batch_its_own_labels_back(int count)
    {
        await using var server = await TestServer.StartAsync();
        string[][] kinds = [["INBOX", "UNREAD"], ["INBOX", "UNREAD", "STARRED"], ["INBOX"], ["UNREAD", "IMPORTANT"], ["STARRED"]];
        List<string> ids = [.. Enumerable.Range(0, count).Select(i => server.Mailbox.Deliver(Some.Message($"Mail {i}"), kinds[i % 5]))];
        var before = ids.ToDictionary(id => id, id => LabelsOf(server, id));

        var changed = await server.CallAsync("batch_modify_emails", new JsonObject
        {
            ["messageIds"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]),
            ["addLabelIds"] = new JsonArray("STARRED"),
            ["removeLabelIds"] = new JsonArray("UNREAD", "INBOX"),
        });
        Assert.All(ids, id => Assert.Equal(["STARRED"], LabelsOf(server, id).Except(["IMPORTANT"])));
        var result = await UndoAsync(server, changed);

        Assert.All(ids, id => Assert.Equal(before[id], LabelsOf(server, id)));
        Assert.Equal("undone", result.Field("outcome"));
        Assert.DoesNotContain("users.messages.get", server.Gmail.Requests.Select(request => request.MethodId));
    }

    [Fact]
    public async Task Tells_of_each_message_that_is_gone()
    {
        await using var server = await TestServer.StartAsync(Profile.Delete, policy: new PolicySettings { Confirm = ConfirmMode.Never });
        List<string> ids = [.. Enumerable.Range(0, 3).Select(i => server.Mailbox.Deliver(Some.Message($"Mail {i}")))];
        var changed = await StarAsync(server, ids);
        await server.CallAsync("delete_email", $$"""{"messageId":"{{ids[1]}}"}""");

        var result = await UndoAsync(server, changed);

        Assert.Equal(ids[1], result.Field("notFound", 0));
        Assert.Contains($"- {ids[1]} (not found; it may have been deleted for good)", result.Text(), StringComparison.Ordinal);
        Assert.All([ids[0], ids[2]], id => Assert.DoesNotContain("STARRED", LabelsOf(server, id)));
    }

    [Fact]
    public async Task Goes_on_where_Gmail_refused_when_it_is_called_again()
    {
        await using var server = await TestServer.StartAsync();
        List<string> ids = [.. Enumerable.Range(0, 3).Select(i => server.Mailbox.Deliver(Some.Message($"Mail {i}")))];
        var changed = await StarAsync(server, ids);
        server.Gmail.Faults.Add(EmulatedFault.DailyLimitExceeded(), "users.messages.modify");

        var first = await UndoAsync(server, changed);
        var second = await UndoAsync(server, changed);

        Assert.Equal("partly", first.Field("outcome"));
        Assert.Contains($"Call undo again with undoId {changed.Field("undoId")}", first.Text(), StringComparison.Ordinal);
        Assert.Equal("undone", second.Field("outcome"));
        Assert.All(ids, id => Assert.DoesNotContain("STARRED", LabelsOf(server, id)));
    }

    [Fact]
    public async Task A_second_undo_does_nothing_and_says_so()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message());
        var changed = await StarAsync(server, [id]);
        var first = await UndoAsync(server, changed);
        await StarAsync(server, [id]);

        var second = await UndoAsync(server, changed);

        Assert.Equal("already_undone", second.Field("outcome"));
        Assert.StartsWith("Already undone: batch_modify_emails of ", second.Text(), StringComparison.Ordinal);
        Assert.Equal(first.Field("undoId"), second.Field("undoId"));
        Assert.Contains("STARRED", LabelsOf(server, id));
    }

    [Fact]
    public async Task An_undo_can_be_undone()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message(), ["INBOX"]);
        var changed = await server.CallAsync("delete_email", $$"""{"messageId":"{{id}}"}""");
        var after = LabelsOf(server, id);

        await UndoAsync(server, await UndoAsync(server, changed));

        Assert.Equal(after, LabelsOf(server, id));
    }

    [Fact]
    public async Task Without_an_id_it_lists_the_changes_and_changes_nothing()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal("No changes of this mailbox are known that could be undone.", (await server.CallAsync("undo")).Text());
        var id = server.Mailbox.Deliver(Some.Message());
        var first = await StarAsync(server, [id]);
        var second = await server.CallAsync("create_label", """{"name":"Divorce"}""");
        await UndoAsync(server, first);
        var changes = server.Changes.Count;

        var result = await server.CallAsync("undo");

        Assert.Equal(changes, server.Changes.Count);
        Assert.Equal("undo", result.Field("changes", 0, "tool"));
        Assert.Equal(second.Field("undoId"), result.Field("changes", 1, "undoId"));
        Assert.Equal("True", result.Field("changes", 2, "undone"));
        Assert.Contains("batch_modify_emails, 1 message (undone)", result.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Divorce", result.AllText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_is_nobodys_is_answered_in_words()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("undo", """{"undoId":"zzzzzzzzz"}""");

        Assert.True(result.IsError);
        Assert.StartsWith("Error: There is no change zzzzzzzzz of this mailbox to undo.", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_change_stands_and_says_so_when_it_cannot_be_noted()
    {
        await using var server = await TestServer.StartAsync();
        File.WriteAllText(Path.Combine(server.Home, "state"), "a file where the folder should be");
        var id = server.Mailbox.Deliver(Some.Message());

        var result = await StarAsync(server, [id]);

        Assert.Null(result.IsError);
        Assert.Contains("STARRED", LabelsOf(server, id));
        Assert.EndsWith("undo cannot reverse it: the server's undo log cannot be written.", result.AllText(), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Home, result.AllText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_change_stands_and_says_so_when_Gmail_tells_no_history()
    {
        await using var server = await TestServer.StartAsync();
        server.Gmail.Faults.Add(EmulatedFault.DailyLimitExceeded(), "users.history.list");
        var id = server.Mailbox.Deliver(Some.Message());

        var result = await server.CallAsync("modify_email", $$"""{"messageId":"{{id}}","addLabelIds":["STARRED"]}""");

        Assert.Null(result.IsError);
        Assert.EndsWith("Gmail did not tell which labels it had before.", result.AllText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_left_on_the_disk_but_ids_and_labels()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message("Salary", body: "Forty-two"));
        await StarAsync(server, [id]);
        await server.CallAsync("draft_email", """{"to":["ann@example.org"],"subject":"Secret","body":"Hush"}""");

        var file = Assert.Single(Directory.GetFiles(Path.Combine(server.Home, "state", "undo"), "*.undo"));

        var text = File.ReadAllText(file);
        Assert.Contains(id, text, StringComparison.Ordinal);
        Assert.All(
            ["Salary", "Forty", "ann", "Secret", "Hush", "owner@"],
            word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    private static Task<CallToolResult> StarAsync(TestServer server, IReadOnlyList<string> ids) =>
        server.CallAsync("batch_modify_emails", new JsonObject
        {
            ["messageIds"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]),
            ["addLabelIds"] = new JsonArray("STARRED"),
        });

    private static Task<CallToolResult> UndoAsync(TestServer server, CallToolResult changed) =>
        server.CallAsync("undo", $$"""{"undoId":"{{changed.Field("undoId")}}"}""");

    private static List<string> LabelsOf(TestServer server, string messageId) =>
        [.. server.Mailbox.Messages.Single(message => message.Id == messageId).LabelIds.Order(StringComparer.Ordinal)];
}
