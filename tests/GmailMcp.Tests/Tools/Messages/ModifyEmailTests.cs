namespace GmailMcp.Tests.Tools.Messages;

public class ModifyEmailTests
{
    [Fact]
    public async Task Adds_and_removes_labels_by_id_or_name()
    {
        await using var server = await TestServer.StartAsync();
        var label = server.Mailbox.CreateLabel("Travel/Lisbon");
        var id = server.Mailbox.Deliver(Some.Message());

        var result = await server.CallAsync(
            "modify_email", $$"""{"messageId":"{{id}}","addLabelIds":["travel/lisbon","STARRED"],"removeLabelIds":["UNREAD"]}""");

        Assert.Equal($"Email {id} labels updated successfully", result.Text());
        var labels = server.Mailbox.Messages.Single(message => message.Id == id).LabelIds;
        Assert.Contains(label.Id, labels);
        Assert.Contains("STARRED", labels);
        Assert.DoesNotContain("UNREAD", labels);
    }

    [Fact]
    public async Task Adds_the_labels_of_both_arguments()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message());

        await server.CallAsync("modify_email", $$"""{"messageId":"{{id}}","labelIds":["STARRED"],"addLabelIds":["IMPORTANT"]}""");

        var labels = server.Mailbox.Messages.Single(message => message.Id == id).LabelIds;
        Assert.Contains("STARRED", labels);
        Assert.Contains("IMPORTANT", labels);
    }

    [Fact]
    public async Task Names_the_label_that_was_probably_meant_and_changes_nothing()
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.CreateLabel("Receipts");
        var id = server.Mailbox.Deliver(Some.Message());

        var result = await server.CallAsync(
            "modify_email", $$"""{"messageId":"{{id}}","addLabelIds":["Reciepts"],"removeLabelIds":["INBOX"]}""");

        Assert.True(result.IsError);
        Assert.Contains("Label \"Reciepts\" does not exist", result.Text(), StringComparison.Ordinal);
        Assert.Contains("Did you mean Receipts?", result.Text(), StringComparison.Ordinal);
        Assert.Contains("INBOX", server.Mailbox.Messages.Single(message => message.Id == id).LabelIds);
    }

    [Fact]
    public async Task Refuses_a_call_that_changes_nothing()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("modify_email", """{"messageId":"18c2f0aa00000000"}""");

        Assert.Equal("Error: Nothing to change: give addLabelIds or removeLabelIds.", result.Text());
    }

    [Fact]
    public async Task Says_which_message_is_missing()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("modify_email", """{"messageId":"18c2f0aa00000000","addLabelIds":["STARRED"]}""");

        Assert.True(result.IsError);
        Assert.Contains("18c2f0aa00000000 was not found", result.Text(), StringComparison.Ordinal);
    }
}
