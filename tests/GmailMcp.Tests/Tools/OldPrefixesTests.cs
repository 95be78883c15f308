using Gmail.Emulator;

namespace GmailMcp.Tests.Tools;

/// <summary>A failure at Gmail begins as it did in the servers that this one replaces, and goes on in our words.</summary>
public sealed class OldPrefixesTests
{
    private const string Limit = "Daily Limit Exceeded";

    [Theory]
    [InlineData("list_email_labels", "{}", "users.labels.list", "Failed to list labels: ")]
    [InlineData("create_label", """{"name":"New"}""", "users.labels.create", "Failed to create label: ")]
    [InlineData("update_label", """{"id":"Old","name":"New"}""", "users.labels.list", "Failed to update label: ")]
    [InlineData("update_label", """{"id":"Old","name":"New"}""", "users.labels.patch", "Failed to update label: ")]
    [InlineData("delete_label", """{"id":"Old"}""", "users.labels.delete", "Failed to delete label: ")]
    [InlineData("get_or_create_label", """{"name":"New"}""", "users.labels.list", "Failed to get or create label: Failed to find label: ")]
    [InlineData("get_or_create_label", """{"name":"New"}""", "users.labels.create", "Failed to get or create label: ")]
    [InlineData("create_filter", """{"criteria":{"from":"a@example.org"},"action":{"addLabelIds":["STARRED"]}}""",
        "users.settings.filters.create", "Failed to create filter: ")]
    [InlineData("create_filter_from_template", """{"template":"fromSender","parameters":{"senderEmail":"a@example.org","archive":true}}""",
        "users.settings.filters.create", "Failed to create filter: ")]
    [InlineData("list_filters", "{}", "users.settings.filters.list", "Failed to list filters: ")]
    [InlineData("get_filter", """{"filterId":"x"}""", "users.settings.filters.get", "Failed to get filter: ")]
    [InlineData("delete_filter", """{"filterId":"x"}""", "users.settings.filters.get", "Failed to delete filter: ")]
    [InlineData("download_attachment", """{"messageId":"18c2f0aa00000000","attachmentId":"a.bin"}""",
        "users.messages.get", "Failed to download attachment: ")]
    public async Task The_old_words_come_first_and_ours_follow(string tool, string arguments, string method, string prefix)
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.CreateLabel("Old");
        server.Gmail.Faults.Add(EmulatedFault.DailyLimitExceeded(), method);

        var result = await server.CallAsync(tool, arguments);

        Assert.True(result.IsError);
        Assert.StartsWith($"Error: {prefix}", result.Text(), StringComparison.Ordinal);
        Assert.Contains(Limit, result.Text()[$"Error: {prefix}".Length..], StringComparison.Ordinal);
        Assert.DoesNotContain("Failed to", result.Text()[$"Error: {prefix}".Length..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_gone_is_told_with_them_at_a_download()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("download_attachment", """{"messageId":"18c2f0aa00000000","attachmentId":"a.bin"}""");

        Assert.StartsWith(
            "Error: Failed to download attachment: Message 18c2f0aa00000000 was not found in ", result.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create_label", "", "Failed to create label: ")]
    [InlineData("get_or_create_label", "", "Failed to get or create label: ")]
    [InlineData("update_label", "\"id\":\"Old\",", "Failed to update label: ")]
    public async Task A_name_that_Gmail_reserves_is_told_with_them(string tool, string id, string prefix)
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.CreateLabel("Old");

        // Gmail reserves the ids of its labels and the names it shows for them; this one is not in the list of labels.
        var result = await server.CallAsync(tool, $$"""{ {{id}}"name":"Chats"}""");

        Assert.StartsWith($"Error: {prefix}Gmail refuses the name \"Chats\".", result.Text(), StringComparison.Ordinal);
    }

    // The other tools' old texts had none.
    [Fact]
    public async Task Tools_that_had_none_get_none()
    {
        await using var server = await TestServer.StartAsync();
        server.Gmail.Faults.Add(EmulatedFault.DailyLimitExceeded(), "users.messages.list");

        var result = await server.CallAsync("search_emails", """{"query":""}""");

        Assert.DoesNotContain("Failed to", result.Text(), StringComparison.Ordinal);
        Assert.Contains(Limit, result.Text(), StringComparison.Ordinal);
    }

    // What a sign-in lacks is no failure of the tool.
    [Fact]
    public async Task A_token_that_Gmail_refuses_is_told_without_them()
    {
        await using var server = await TestServer.StartAsync();
        server.Gmail.Faults.Add(EmulatedFault.InvalidCredentials(), "users.labels.list", times: 5);

        var result = await server.CallAsync("list_email_labels");

        Assert.True(result.IsError);
        Assert.DoesNotContain("Failed to", result.Text(), StringComparison.Ordinal);
    }
}
