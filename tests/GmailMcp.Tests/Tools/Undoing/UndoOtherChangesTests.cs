using Gmail.Emulator;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Tools.Undoing;

/// <summary>Labels, filters and drafts: what undo gives back, and what it must not.</summary>
public class UndoOtherChangesTests
{
    [Theory]
    [InlineData("create_label")]
    [InlineData("get_or_create_label")]
    public async Task Deletes_the_label_that_was_made(string tool)
    {
        await using var server = await TestServer.StartAsync();
        var changed = await server.CallAsync(tool, """{"name":"Travel"}""");

        await UndoAsync(server, changed);

        Assert.DoesNotContain(server.Mailbox.Labels, label => label.Name == "Travel");
    }

    [Fact]
    public async Task A_label_that_was_found_is_not_undone()
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.CreateLabel("Travel");

        var result = await server.CallAsync("get_or_create_label", """{"name":"Travel"}""");

        Assert.False(result.StructuredContent!.Value.TryGetProperty("undoId", out _));
    }

    [Fact]
    public async Task Gives_a_label_its_name_and_visibility_back()
    {
        await using var server = await TestServer.StartAsync();
        var label = server.Mailbox.CreateLabel("Old");
        label.LabelListVisibility = "labelShowIfUnread";
        label.MessageListVisibility = "hide";
        var changed = await server.CallAsync("update_label", """{"id":"Old","name":"New","labelListVisibility":"labelHide"}""");

        var undone = await UndoAsync(server, changed);

        Assert.Equal(("Old", "labelShowIfUnread", "hide"), (label.Name, label.LabelListVisibility, label.MessageListVisibility));
        await UndoAsync(server, undone);
        Assert.Equal(("New", "labelHide", "hide"), (label.Name, label.LabelListVisibility, label.MessageListVisibility));
    }

    [Fact]
    public async Task Makes_a_deleted_label_anew_with_its_looks_and_its_messages()
    {
        await using var server = await TestServer.StartAsync();
        var label = server.Mailbox.CreateLabel("Travel");
        (label.TextColor, label.BackgroundColor, label.LabelListVisibility) = ("#ffffff", "#16a765", "labelHide");
        List<string> ids = [.. Enumerable.Range(0, 25).Select(i => server.Mailbox.Deliver(Some.Message($"Mail {i}"), ["INBOX", label.Id]))];
        var trashed = server.Mailbox.Deliver(Some.Message("In the trash"), ["TRASH", label.Id]);
        var other = server.Mailbox.Deliver(Some.Message("Another"));
        var changed = await server.CallAsync("delete_label", """{"id":"Travel"}""");
        Assert.DoesNotContain(server.Mailbox.Labels, known => known.Name == "Travel");

        await UndoAsync(server, changed);

        var anew = server.Mailbox.Labels.Single(known => known.Name == "Travel");
        Assert.Equal(("#ffffff", "#16a765", "labelHide"), (anew.TextColor, anew.BackgroundColor, anew.LabelListVisibility));
        Assert.Equal([.. ids.Append(trashed).Order()], server.Mailbox.Messages
            .Where(message => message.LabelIds.Contains(anew.Id)).Select(message => message.Id).Order());
        Assert.DoesNotContain(anew.Id, server.Mailbox.Messages.Single(message => message.Id == other).LabelIds);
    }

    // The label that comes back has another id, and what was changed before names the old one.
    [Fact]
    public async Task Undoes_what_was_done_with_a_label_before_it_was_deleted_and_brought_back()
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.CreateLabel("Travel");
        var id = server.Mailbox.Deliver(Some.Message(), ["INBOX"]);
        var labelled = await server.CallAsync("modify_email", $$"""{"messageId":"{{id}}","addLabelIds":["Travel"]}""");
        var deleted = await server.CallAsync("delete_label", """{"id":"Travel"}""");
        await UndoAsync(server, deleted);
        Assert.Equal(2, LabelCount(server, id));

        await UndoAsync(server, labelled);

        Assert.Equal(1, LabelCount(server, id));
    }

    [Fact]
    public async Task Says_which_label_is_gone_and_restores_the_rest()
    {
        await using var server = await TestServer.StartAsync();
        var label = server.Mailbox.CreateLabel("Travel");
        var id = server.Mailbox.Deliver(Some.Message(), ["INBOX", label.Id]);
        var changed = await server.CallAsync("modify_email", $$"""{"messageId":"{{id}}","removeLabelIds":["Travel","INBOX"]}""");
        await server.CallAsync("delete_label", """{"id":"Travel"}""");

        var result = await UndoAsync(server, changed);

        Assert.Contains($"Label {label.Id} no longer exists, so it is not back on 1 message.", result.Text(), StringComparison.Ordinal);
        Assert.Contains("INBOX", server.Mailbox.Messages.Single(message => message.Id == id).LabelIds);
    }

    [Fact]
    public async Task Nothing_is_deleted_that_could_not_be_brought_back()
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.CreateLabel("Travel");
        File.WriteAllText(Path.Combine(server.Home, "state"), "a file where the folder should be");

        var result = await server.CallAsync("delete_label", """{"id":"Travel"}""");

        Assert.True(result.IsError);
        Assert.StartsWith("Error: Label \"Travel\" was not deleted: the server's undo log cannot be written", result.Text(), StringComparison.Ordinal);
        Assert.Contains(server.Mailbox.Labels, label => label.Name == "Travel");
    }

    [Fact]
    public async Task A_delete_that_Gmail_refused_is_not_listed()
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.CreateLabel("Travel");
        server.Gmail.Faults.Add(EmulatedFault.DailyLimitExceeded(), "users.labels.delete");

        Assert.True((await server.CallAsync("delete_label", """{"id":"Travel"}""")).IsError);

        Assert.StartsWith("No changes", (await server.CallAsync("undo")).Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create_filter", """{"criteria":{"from":"news@example.org"},"action":{"removeLabelIds":["INBOX"]}}""")]
    [InlineData("create_filter_from_template", """{"template":"fromSender","parameters":{"senderEmail":"news@example.org","archive":true}}""")]
    public async Task Deletes_the_filter_that_was_made_and_makes_it_anew(string tool, string arguments)
    {
        await using var server = await TestServer.StartAsync();
        var changed = await server.CallAsync(tool, arguments);

        var undone = await UndoAsync(server, changed);

        Assert.Equal("No filters found.", (await server.CallAsync("list_filters")).Text());
        await UndoAsync(server, undone);
        Assert.Contains("from: news@example.org", (await server.CallAsync("list_filters")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Makes_a_deleted_filter_anew()
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.CreateLabel("Big");
        var made = await server.CallAsync("create_filter", """
            {"criteria":{"query":"has:attachment","size":5000000,"sizeComparison":"larger"},"action":{"addLabelIds":["Big"]}}
            """);
        var before = (await server.CallAsync("list_filters")).Text();
        var changed = await server.CallAsync("delete_filter", $$"""{"filterId":"{{made.Field("id")}}"}""");
        Assert.Equal($"Filter \"{made.Field("id")}\" deleted successfully.", changed.Text());

        await UndoAsync(server, changed);

        var after = await server.CallAsync("list_filters");
        Assert.Equal(before, after.Text().Replace(after.Field("filters", 0, "id")!, made.Field("id"), StringComparison.Ordinal));
    }

    // The person agreed to it once; text in a mail must not bring it back.
    [Theory]
    [InlineData("""{"forward":"drop@example.net"}""")]
    [InlineData("""{"addLabelIds":["TRASH"]}""")]
    public async Task Makes_no_filter_that_forwards_or_deletes(string action)
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.AddForwardingAddress("drop@example.net");
        server.Mailbox.AddFilter((System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(
            $$"""{"criteria":{"from":"bank@example.org"},"action":{{action}}}""")!);
        var filterId = (await server.CallAsync("list_filters")).Field("filters", 0, "id");
        var changed = await server.CallAsync("delete_filter", $$"""{"filterId":"{{filterId}}"}""");

        var result = await UndoAsync(server, changed);

        Assert.True(result.IsError);
        Assert.Contains("forwards or deletes mail, and undo makes no such filter", result.Text(), StringComparison.Ordinal);
        Assert.Contains("from: bank@example.org", result.Text(), StringComparison.Ordinal);
        Assert.Equal("No filters found.", (await server.CallAsync("list_filters")).Text());
    }

    [Fact]
    public async Task Deletes_the_draft_that_was_made()
    {
        await using var server = await TestServer.StartAsync();
        var changed = await server.CallAsync("draft_email", """{"to":["ann@example.org"],"subject":"Hi","body":"Text"}""");
        Assert.Single(server.Mailbox.Drafts);

        var result = await UndoAsync(server, changed);

        Assert.Empty(server.Mailbox.Drafts);
        Assert.False(result.StructuredContent!.Value.TryGetProperty("undoId", out _));
    }

    [Fact]
    public async Task Keeps_a_draft_that_the_person_edited()
    {
        await using var server = await TestServer.StartAsync();
        var changed = await server.CallAsync("draft_email", """{"to":["ann@example.org"],"subject":"Hi","body":"Text"}""");
        var draft = server.Mailbox.Drafts.Single();
        var gmail = GmailMcp.Hosting.Emulated.Connect(server.Gmail, TestServer.Address, TimeProvider.System);
        await gmail.Drafts.UpdateAsync(
            draft.Id, Gmail.MimeContent.FromBytes(Some.Message("Hi, edited")), cancellationToken: TestContext.Current.CancellationToken);

        var result = await UndoAsync(server, changed);

        Assert.Contains("was edited since it was made, so it stays", result.Text(), StringComparison.Ordinal);
        Assert.Single(server.Mailbox.Drafts);
    }

    // A narrower server that reads the same log must not do what its profile has no tool for.
    [Fact]
    public async Task A_sign_in_that_may_not_change_filters_cannot_undo_their_changes()
    {
        await using var server = await TestServer.StartAsync();
        var changed = await server.CallAsync(
            "create_filter", """{"criteria":{"from":"news@example.org"},"action":{"removeLabelIds":["INBOX"]}}""");
        await using var narrow = await TestServer.StartAsync(Profile.Triage, home: server.Home);

        var result = await UndoAsync(narrow, changed);

        Assert.True(result.IsError);
        Assert.Contains("undo of create_filter is not in the profile \"triage\"", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Survives_a_restart()
    {
        await using var server = await TestServer.StartAsync();
        var changed = await server.CallAsync("create_label", """{"name":"Travel"}""");
        await using var next = await TestServer.StartAsync(home: server.Home);

        var result = await next.CallAsync("undo");

        Assert.Equal(changed.Field("undoId"), result.Field("changes", 0, "undoId"));
    }

    private static int LabelCount(TestServer server, string messageId) =>
        server.Mailbox.Messages.Single(message => message.Id == messageId).LabelIds.Count(label => label != "UNREAD");

    private static Task<CallToolResult> UndoAsync(TestServer server, CallToolResult changed) =>
        server.CallAsync("undo", $$"""{"undoId":"{{changed.Field("undoId")}}"}""");
}
