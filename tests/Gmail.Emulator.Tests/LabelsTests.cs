using System.Text.Json.Nodes;

namespace Gmail.Emulator.Tests;

public sealed class LabelsTests : IDisposable
{
    private readonly Api _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Lists_system_and_user_labels_without_counts_or_colours()
    {
        await _api.PostAsync(
            "labels", """{"name":"Work","color":{"textColor":"#000000","backgroundColor":"#FFFFFF"}}""");
        var labels = (await _api.GetAsync("labels")).Items("labels");
        Assert.Equal(
            [
                "CHAT", "SENT", "INBOX", "IMPORTANT", "TRASH", "DRAFT", "SPAM", "CATEGORY_FORUMS", "CATEGORY_UPDATES",
                "CATEGORY_PERSONAL", "CATEGORY_PROMOTIONS", "CATEGORY_SOCIAL", "STARRED", "UNREAD", "Label_1",
            ],
            labels.Select(label => label["id"]!.GetValue<string>()));
        Assert.Equal(
            ["id", "name", "messageListVisibility", "labelListVisibility", "type"],
            labels[^1].Select(field => field.Key));
        Assert.Equal("user", labels[^1]["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task Counts_messages_and_threads_on_get()
    {
        var label = _api.Mailbox.CreateLabel("Work").Id;
        _api.Mailbox.Deliver(Some.Mail(messageId: "<a@example.org>"), [label, "UNREAD"]);
        _api.Mailbox.Deliver(Some.Mail(subject: "Re: Lunch", inReplyTo: "<a@example.org>"), [label]);
        _api.Mailbox.Deliver(Some.Mail(), [label]);
        var reply = await _api.GetAsync("labels/" + label);
        string[] names = ["messagesTotal", "messagesUnread", "threadsTotal", "threadsUnread"];
        Assert.Equal([3, 1, 2, 1], names.Select(name => reply[name]!.GetValue<int>()));
    }

    [Fact]
    public async Task Takes_nested_names_colours_and_visibility()
    {
        var reply = await _api.PostAsync("labels", """
            {"name":"Work/Invoices","labelListVisibility":"labelHide","messageListVisibility":"hide",
             "color":{"textColor":"#ffffff","backgroundColor":"#16a766"}}
            """);
        Assert.Equal("Work/Invoices", reply.String("name"));
        Assert.Equal("labelHide", reply.String("labelListVisibility"));
        Assert.Equal("hide", reply.String("messageListVisibility"));
        Assert.Equal("#16a766", reply["color"]!["backgroundColor"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("Work")]
    [InlineData("wORK")]
    public async Task Conflicts_with_a_name_that_exists_whatever_the_case(string name)
    {
        _api.Mailbox.CreateLabel("Work");
        var reply = await _api.PostAsync("labels", $$"""{"name":"{{name}}"}""");
        Assert.Equal(409, reply.Status);
        Assert.Equal("Label name exists or conflicts", reply.ErrorMessage);
    }

    [Theory]
    [InlineData("INBOX")]
    [InlineData("spam")]
    [InlineData("Category_Social")]
    [InlineData("")]
    [InlineData("a//b")]
    public async Task Refuses_names_that_Gmail_keeps_for_itself(string name)
    {
        var reply = await _api.PostAsync("labels", $$"""{"name":"{{name}}"}""");
        Assert.Equal((400, "Invalid label name"), (reply.Status, reply.ErrorMessage));
    }

    [Theory]
    [InlineData("""{"textColor":"#123456","backgroundColor":"#000000"}""")]
    [InlineData("""{"textColor":"#000000"}""")]
    [InlineData("""{"backgroundColor":"#000000"}""")]
    public async Task Takes_colours_in_pairs_and_from_the_palette_only(string color)
    {
        var reply = await _api.PostAsync("labels", $$"""{"name":"Work","color":{{color}}}""");
        Assert.Equal(400, reply.Status);
        Assert.DoesNotContain(_api.Mailbox.Labels, label => label.Name == "Work");
    }

    [Fact]
    public void Has_the_113_colours_of_the_palette() =>
        Assert.Equal(113, Mailboxes.LabelPalette.Colors.Count);

    [Fact]
    public async Task Patch_changes_what_is_named_and_update_replaces_the_rest()
    {
        var label = _api.Mailbox.CreateLabel("Work").Id;
        await _api.PatchAsync("labels/" + label, """{"labelListVisibility":"labelHide"}""");
        var patched = await _api.PatchAsync("labels/" + label, """{"name":"Office"}""");
        Assert.Equal(("Office", "labelHide"), (patched.String("name"), patched.String("labelListVisibility")));
        var updated = await _api.PutAsync("labels/" + label, $$"""{"id":"{{label}}","name":"Office 2"}""");
        Assert.Equal(("Office 2", "labelShow"), (updated.String("name"), updated.String("labelListVisibility")));
        Assert.Equal(400, (await _api.PutAsync("labels/" + label, """{"labelListVisibility":"labelHide"}""")).Status);
    }

    [Fact]
    public async Task Leaves_system_labels_alone()
    {
        Assert.Equal(400, (await _api.PatchAsync("labels/INBOX", """{"name":"In"}""")).Status);
        Assert.Equal(400, (await _api.DeleteAsync("labels/INBOX")).Status);
        Assert.Equal(404, (await _api.GetAsync("labels/Label_404")).Status);
    }

    [Fact]
    public async Task Deleting_a_label_takes_it_off_every_message()
    {
        var label = _api.Mailbox.CreateLabel("Work").Id;
        var id = _api.Mailbox.Deliver(Some.Mail(), [label, "INBOX"]);
        Assert.Equal(204, (await _api.DeleteAsync("labels/" + label)).Status);
        Assert.Equal(["INBOX"], (await _api.GetAsync("messages/" + id)).Strings("labelIds"));
        Assert.NotEqual(label, _api.Mailbox.CreateLabel("Work").Id);
    }

    [Fact]
    public async Task Knows_labels_that_the_list_leaves_out()
    {
        var id = _api.Mailbox.Deliver(Some.Mail(), [_api.Mailbox.CreateLabel("MUTED").Id, "INBOX"]);
        Assert.Equal([id], await _api.SearchAsync("is:muted"));
        Assert.DoesNotContain(
            (await _api.GetAsync("labels")).Items("labels"), label => label["id"]!.GetValue<string>() == "MUTED");
        Assert.Equal(
            400, (await _api.PostAsync($"messages/{id}/modify", """{"addLabelIds":["SNOOZED"]}""")).Status);
        Assert.Throws<ArgumentException>(() => _api.Mailbox.CreateLabel("Sent Mail"));
    }

    [Fact]
    public async Task Visibility_is_one_of_Gmails_words()
    {
        var body = new JsonObject { ["name"] = "Work", ["labelListVisibility"] = "hidden" };
        Assert.Equal(400, (await _api.PostAsync("labels", body.ToJsonString())).Status);
    }
}
