using GmailMcp.Policy;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Tools.Messages;

public class DeleteEmailTests
{
    // Defect 1: always 403.
    [Fact]
    public async Task Moves_to_trash_and_says_so()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message());

        var result = await server.CallAsync("delete_email", $$"""{"messageId":"{{id}}"}""");

        Assert.Equal($"Email {id} deleted successfully", result.Text());
        Assert.Contains("Moved to Trash; recoverable for 30 days.", result.AllText(), StringComparison.Ordinal);
        Assert.Contains("TRASH", server.Mailbox.Messages.Single(message => message.Id == id).LabelIds);
    }

    [Fact]
    public async Task Deletes_for_good_only_where_the_operator_chose_it()
    {
        await using var server = await TestServer.StartAsync(Profile.Delete, person: _ => new ElicitResult { Action = "accept" });
        var id = server.Mailbox.Deliver(Some.Message());

        var result = await server.CallAsync("delete_email", $$"""{"messageId":"{{id}}"}""");

        Assert.Equal($"Email {id} deleted successfully", result.AllText());
        Assert.DoesNotContain(server.Mailbox.Messages, message => message.Id == id);
    }

    [Fact]
    public async Task Moves_to_trash_where_the_profile_allows_more_than_the_sign_in()
    {
        await using var server = await TestServer.StartAsync(
            Profile.Delete, grantedScopes: ["https://www.googleapis.com/auth/gmail.modify"]);
        var id = server.Mailbox.Deliver(Some.Message());

        await server.CallAsync("delete_email", $$"""{"messageId":"{{id}}"}""");

        Assert.Contains("TRASH", server.Mailbox.Messages.Single(message => message.Id == id).LabelIds);
    }
}
