namespace GmailMcp.Tests.Tools.Labels;

public class LabelToolsTests
{
    [Fact]
    public async Task Lists_system_and_user_labels_in_the_old_servers_words()
    {
        await using var server = await TestServer.StartAsync();
        var label = server.Mailbox.CreateLabel("Receipts");

        var result = await server.CallAsync("list_email_labels");

        var system = result.StructuredContent!.Value.GetProperty("system").GetArrayLength();
        Assert.StartsWith($"Found {system + 1} labels ({system} system, 1 user):\n\nSystem Labels:\nID: ", result.Text(), StringComparison.Ordinal);
        Assert.EndsWith($"\nUser Labels:\nID: {label.Id}\nName: Receipts\n", result.Text(), StringComparison.Ordinal);
        Assert.Contains("ID: INBOX\nName: INBOX\n", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Creates_a_label_and_states_its_type()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("create_label", """{"name":"Travel/Lisbon","labelListVisibility":"labelHide"}""");

        var label = server.Mailbox.Labels.Single(label => label.Name == "Travel/Lisbon");
        Assert.Equal($"Label created successfully:\nID: {label.Id}\nName: Travel/Lisbon\nType: user", result.Text());
        Assert.Equal("labelHide", result.Field("labelListVisibility"));
    }

    // Defect 34: Gmail says 409 "Label name exists or conflicts".
    [Fact]
    public async Task Says_that_a_name_is_taken()
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.CreateLabel("Receipts");

        var result = await server.CallAsync("create_label", """{"name":"receipts"}""");

        Assert.True(result.IsError);
        Assert.Equal("Error: Label \"receipts\" already exists. Please use a different name.", result.Text());
    }

    [Theory]
    [InlineData("create_label", "")]
    [InlineData("get_or_create_label", "")]
    [InlineData("update_label", "\"id\":\"Receipts\",")]
    public async Task Says_which_control_character_a_name_may_not_have(string tool, string id)
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.CreateLabel("Receipts");

        var result = await server.CallAsync(tool, $$"""{ {{id}}"name":"Travel\nLisbon"}""");

        Assert.True(result.IsError);
        Assert.StartsWith("Error: The label name has a control character (U+000A, character 7)", result.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Changes);
    }

    [Fact]
    public async Task Says_that_a_name_is_reserved()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("create_label", """{"name":"Inbox"}""");

        Assert.True(result.IsError);
        Assert.StartsWith("Error: Failed to create label: ", result.Text(), StringComparison.Ordinal);
        Assert.Contains("Inbox", result.Text(), StringComparison.Ordinal);
    }

    // Defect 23: a PUT with half a label reset the rest.
    [Fact]
    public async Task Renames_a_label_and_keeps_its_other_settings()
    {
        await using var server = await TestServer.StartAsync();
        await server.CallAsync("create_label", """{"name":"Old","messageListVisibility":"hide","labelListVisibility":"labelHide"}""");
        var id = server.Mailbox.Labels.Single(label => label.Name == "Old").Id;

        var result = await server.CallAsync("update_label", $$"""{"id":"{{id}}","name":"New"}""");

        Assert.Equal($"Label updated successfully:\nID: {id}\nName: New\nType: user", result.Text());
        Assert.Equal("hide", result.Field("messageListVisibility"));
        Assert.Equal("labelHide", result.Field("labelListVisibility"));
    }

    [Fact]
    public async Task Deletes_a_label_by_name()
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.CreateLabel("Old");

        var result = await server.CallAsync("delete_label", """{"id":"old"}""");

        Assert.Equal("Label \"Old\" deleted successfully.", result.Text());
        Assert.DoesNotContain(server.Mailbox.Labels, label => label.Name == "Old");
    }

    [Fact]
    public async Task Does_not_delete_a_system_label()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("delete_label", """{"id":"INBOX"}""");

        Assert.Equal("Error: Failed to delete label: Cannot delete system label with ID \"INBOX\".", result.Text());
    }

    [Theory]
    [InlineData("delete_label", """{"id":"Label_999"}""")]
    [InlineData("update_label", """{"id":"Label_999","name":"X"}""")]
    public async Task Says_that_a_label_does_not_exist(string tool, string arguments)
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync(tool, arguments);

        Assert.StartsWith("Error: Label with ID \"Label_999\" not found.", result.Text(), StringComparison.Ordinal);
    }

    // Defect 22: a label of other letter case, or a system label, was reported as created.
    [Theory]
    [InlineData("Receipts")]
    [InlineData("receipts")]
    public async Task Finds_an_existing_label_and_says_so(string name)
    {
        await using var server = await TestServer.StartAsync();
        var label = server.Mailbox.CreateLabel("Receipts");

        var result = await server.CallAsync("get_or_create_label", $$"""{"name":"{{name}}"}""");

        Assert.Equal($"Successfully found existing label:\nID: {label.Id}\nName: Receipts\nType: user", result.Text());
    }

    [Fact]
    public async Task Finds_a_system_label()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("get_or_create_label", """{"name":"inbox"}""");

        Assert.Equal("Successfully found existing label:\nID: INBOX\nName: INBOX\nType: system", result.Text());
    }

    [Fact]
    public async Task Creates_a_label_that_is_missing()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("get_or_create_label", """{"name":"Brand new"}""");

        var label = server.Mailbox.Labels.Single(label => label.Name == "Brand new");
        Assert.Equal($"Successfully created new label:\nID: {label.Id}\nName: Brand new\nType: user", result.Text());
    }
}
