namespace GmailMcp.Tests.Tools.Filters;

public class FilterToolsTests
{
    // Defect 24: the list was always empty.
    [Fact]
    public async Task Lists_what_was_created()
    {
        await using var server = await TestServer.StartAsync();
        var created = await server.CallAsync(
            "create_filter",
            """{"criteria":{"from":"news@example.org","hasAttachment":true},"action":{"addLabelIds":["STARRED"],"removeLabelIds":["INBOX"]}}""");
        var id = created.Field("id");

        var listed = await server.CallAsync("list_filters");

        Assert.Equal(
            $"Filter created successfully:\nID: {id}\nCriteria: from: news@example.org, hasAttachment: true\n"
            + "Actions: addLabelIds: STARRED, removeLabelIds: INBOX",
            created.Text());
        Assert.Equal(
            $"Found 1 filters:\n\nID: {id}\nCriteria: from: news@example.org, hasAttachment: true\n"
            + "Actions: addLabelIds: STARRED, removeLabelIds: INBOX\n",
            listed.Text());
    }

    [Fact]
    public async Task Says_that_there_are_none()
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal("No filters found.", (await server.CallAsync("list_filters")).Text());
    }

    [Fact]
    public async Task Takes_label_names_and_acts_on_arriving_mail()
    {
        await using var server = await TestServer.StartAsync();
        var label = server.Mailbox.CreateLabel("News");

        await server.CallAsync("create_filter", """{"criteria":{"from":"news@example.org"},"action":{"addLabelIds":["news"]}}""");
        var id = server.Mailbox.Deliver(Some.Message(from: "news@example.org"));

        Assert.Contains(label.Id, server.Mailbox.Messages.Single(message => message.Id == id).LabelIds);
    }

    [Fact]
    public async Task Says_what_a_filter_needs()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("create_filter", """{"criteria":{},"action":{"addLabelIds":["STARRED"]}}""");

        Assert.True(result.IsError);
        Assert.StartsWith("Error: Invalid filter criteria or action: ", result.Text(), StringComparison.Ordinal);
        Assert.Matches(@"\w\. A filter needs at least one criterion", result.Text());
    }

    [Fact]
    public async Task Names_a_misspelt_criterion()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync(
            "create_filter", """{"criteria":{"form":"news@example.org"},"action":{"addLabelIds":["STARRED"]}}""");

        Assert.Contains("Unknown argument \"criteria.form\"", result.Text(), StringComparison.Ordinal);
        Assert.Contains("Did you mean from?", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_and_deletes_one_filter()
    {
        await using var server = await TestServer.StartAsync();
        var id = (await server.CallAsync(
            "create_filter", """{"criteria":{"subject":"Sale"},"action":{"removeLabelIds":["INBOX"]}}""")).Field("id");

        var shown = await server.CallAsync("get_filter", $$"""{"filterId":"{{id}}"}""");
        var deleted = await server.CallAsync("delete_filter", $$"""{"filterId":"{{id}}"}""");
        var again = await server.CallAsync("get_filter", $$"""{"filterId":"{{id}}"}""");

        Assert.Equal($"Filter details:\nID: {id}\nCriteria: subject: Sale\nActions: removeLabelIds: INBOX", shown.Text());
        Assert.Equal($"Filter \"{id}\" deleted successfully.", deleted.Text());
        Assert.StartsWith($"Error: Filter with ID \"{id}\" not found.", again.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fromSender", """{"senderEmail":"a@example.org","archive":true}""", "from: a@example.org", "removeLabelIds: INBOX")]
    [InlineData("withSubject", """{"subjectText":"Sale","markAsRead":true}""", "subject: Sale", "removeLabelIds: UNREAD")]
    [InlineData("withAttachments", """{"labelIds":["STARRED"]}""", "hasAttachment: true", "addLabelIds: STARRED")]
    [InlineData("largeEmails", """{"sizeInBytes":5000000,"labelIds":["STARRED"]}""", "size: 5000000, sizeComparison: larger", "addLabelIds: STARRED")]
    [InlineData("containingText", """{"searchText":"win \"big\"","markImportant":true}""", "query: \"win big\"", "addLabelIds: IMPORTANT")]
    [InlineData("mailingList", """{"listIdentifier":"dev.example.org"}""", "query: list:dev.example.org OR subject:[dev.example.org]", "removeLabelIds: INBOX")]
    public async Task Fills_each_template_as_the_old_server_did(string template, string parameters, string criteria, string actions)
    {
        await using var server = await TestServer.StartAsync();

        var created = await server.CallAsync(
            "create_filter_from_template", $$"""{"template":"{{template}}","parameters":{{parameters}}}""");
        var shown = await server.CallAsync("get_filter", $$"""{"filterId":"{{created.Field("id")}}"}""");

        Assert.Equal($"Filter created from template '{template}':\nID: {created.Field("id")}\nTemplate used: {template}", created.Text());
        Assert.Contains($"Criteria: {criteria}\nActions: {actions}", shown.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fromSender", """{"senderEmail":"a@example.org","archive":true,"markAsRead":true}""", "markAsRead")]
    [InlineData("mailingList", """{"listIdentifier":"dev.example.org","markImportant":true,"markAsRead":true}""", "markAsRead, markImportant")]
    public async Task Names_the_parameters_that_a_template_does_not_use(string template, string parameters, string unused)
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync(
            "create_filter_from_template", $$"""{"template":"{{template}}","parameters":{{parameters}}}""");

        Assert.Contains($"Not used by {template}: {unused}.", result.AllText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fromSender", "senderEmail", "{}")]
    [InlineData("withSubject", "subjectText", "{}")]
    [InlineData("largeEmails", "sizeInBytes", "{}")]
    [InlineData("containingText", "searchText", "{}")]
    [InlineData("mailingList", "listIdentifier", "{}")]
    [InlineData("largeEmails", "sizeInBytes", """{"sizeInBytes":0,"labelIds":["STARRED"]}""")] // all mail
    [InlineData("containingText", "searchText", """{"searchText":"\"","labelIds":["STARRED"]}""")]
    [InlineData("mailingList", "listIdentifier", """{"listIdentifier":"\"\"","labelIds":["STARRED"]}""")]
    public async Task Names_the_parameter_that_a_template_lacks(string template, string parameter, string given)
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync(
            "create_filter_from_template", $$$"""{"template":"{{{template}}}","parameters":{{{given}}}}""");

        Assert.True(result.IsError);
        Assert.Equal($"Error: {parameter} is required for {template} template", result.Text());
    }
}
