using GmailMcp.Policy;

namespace GmailMcp.Tests.Tools;

public class ToolGateTests
{
    [Fact]
    public async Task Names_a_missing_argument()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("read_email");

        Assert.True(result.IsError);
        Assert.Equal("Error: read_email was not run. Missing argument \"messageId\" (a string).", result.Text());
    }

    // Defect 10: calls without any arguments failed as a protocol error.
    [Fact]
    public async Task Runs_a_tool_that_needs_no_arguments_without_any()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.Mcp.CallToolAsync(
            new ModelContextProtocol.Protocol.CallToolRequestParams { Name = "list_email_labels" },
            TestContext.Current.CancellationToken);

        Assert.NotEqual(true, result.IsError);
    }

    [Theory]
    [InlineData("""{"messageId":5}""", "Argument \"messageId\" must be a string; got the number 5.")]
    [InlineData("""{"messageId":["a"]}""", "Argument \"messageId\" must be a string; got a list.")]
    [InlineData("""{"messageId":null}""", "Missing argument \"messageId\" (a string).")]
    [InlineData("""{"mesageId":"5"}""", "Missing argument \"messageId\" (a string). Unknown argument \"mesageId\"; allowed: ")]
    public async Task Says_what_came_and_what_is_allowed(string arguments, string expected)
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("read_email", arguments);

        Assert.True(result.IsError);
        Assert.Contains(expected, result.Text(), StringComparison.Ordinal);
    }

    // Clients that take what a person types for JSON, and models that copy "ID: 1", send a number.
    [Theory]
    [InlineData("""{"query":2026}""", false)]
    [InlineData("""{"query":2.10}""", true)]
    [InlineData("""{"query":-1}""", true)]
    [InlineData("""{"query":1234567890123456789}""", true)]
    public async Task Takes_a_small_number_for_a_text_that_may_be_digits(string arguments, bool isRefused)
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("search_emails", arguments);

        Assert.Equal(isRefused, result.IsError == true);
    }

    [Fact]
    public async Task Names_the_value_that_was_probably_meant()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("create_label", """{"name":"New","labelListVisibility":"labelShown"}""");

        Assert.Contains(
            "Argument \"labelListVisibility\" must be one of labelShow, labelShowIfUnread, labelHide; got the string \"labelShown\". Did you mean labelShow?",
            result.Text(),
            StringComparison.Ordinal);
        Assert.DoesNotContain(server.Mailbox.Labels, label => label.Name == "New");
    }

    [Fact]
    public async Task Refuses_unknown_arguments_of_a_tool_that_changes_something()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message());

        var result = await server.CallAsync("modify_email", $$"""{"messageId":"{{id}}","addLabelIds":["STARRED"],"removeLabelId":["INBOX"]}""");

        Assert.True(result.IsError);
        Assert.Contains("Unknown argument \"removeLabelId\"", result.Text(), StringComparison.Ordinal);
        Assert.Contains("Did you mean removeLabelIds?", result.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("STARRED", server.Mailbox.Messages.Single(message => message.Id == id).LabelIds);
    }

    [Fact]
    public async Task Runs_a_reading_tool_and_names_what_it_ignored()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("search_emails", """{"query":"x","maxResult":5}""");

        Assert.NotEqual(true, result.IsError);
        Assert.Contains("Ignored: Unknown argument \"maxResult\"", result.AllText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"messageId":"ID","addLabelIds":"[\"STARRED\",\"IMPORTANT\"]"}""")]
    [InlineData("""{"id":"ID","add_label_ids":["STARRED","IMPORTANT"]}""")]
    [InlineData("""{"messageId":"ID","addLabelIds":["STARRED","IMPORTANT"],"removeLabelIds":null,"sessionToken":"x","account":"owner@example.com"}""")]
    public async Task Takes_what_clients_commonly_send_instead(string arguments)
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message());

        var result = await server.CallAsync("modify_email", arguments.Replace("ID", id, StringComparison.Ordinal));

        Assert.False(result.IsError ?? false, result.AllText());
        var labels = server.Mailbox.Messages.Single(message => message.Id == id).LabelIds;
        Assert.Contains("STARRED", labels);
        Assert.Contains("IMPORTANT", labels);
    }

    // Readers differ in which of two they take; the answer was a defect of the server.
    [Theory]
    [InlineData("""{"from":"a@example.com","from":"b@example.com"}""")]
    [InlineData("\"{\\\"from\\\":\\\"a@example.com\\\",\\\"from\\\":\\\"b@example.com\\\"}\"")]
    public async Task Refuses_an_argument_that_is_given_twice(string criteria)
    {
        await using var server = await TestServer.StartAsync();
        using var given = System.Text.Json.JsonDocument.Parse(criteria);
        using var action = System.Text.Json.JsonDocument.Parse("""{"addLabelIds":["STARRED"]}""");

        var result = await server.Mcp.CallToolAsync(
            new ModelContextProtocol.Protocol.CallToolRequestParams
            {
                Name = "create_filter",
                Arguments = new Dictionary<string, System.Text.Json.JsonElement>
                {
                    ["criteria"] = given.RootElement,
                    ["action"] = action.RootElement,
                },
            },
            TestContext.Current.CancellationToken);

        Assert.True(result.IsError);
        Assert.Equal(
            "Error: create_filter was not run. Argument \"criteria.from\" is given twice.", result.Text());
    }

    // Defect 12: a line break in a header argument began a header of the caller's choice.
    [Theory]
    [InlineData("subject", "\"Hello\\r\\nBcc: thief@example.net\"")]
    [InlineData("subject", "\"Hello\\nBcc: thief@example.net\"")]
    [InlineData("to", "[\"ann@example.org\\r\\nBcc: thief@example.net\"]")]
    [InlineData("cc", "[\"ann@example.org\\u2028\"]")]
    [InlineData("inReplyTo", "\"<a@example.org>\\u0000\"")]
    public async Task Refuses_line_breaks_in_whatever_becomes_a_header(string argument, string value)
    {
        await using var server = await TestServer.StartAsync();
        var arguments = (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(
            """{"to":["ann@example.org"],"subject":"Hello","body":"Text"}""")!;
        arguments[argument] = System.Text.Json.Nodes.JsonNode.Parse(value);

        var result = await server.CallAsync("send_email", arguments);

        Assert.True(result.IsError);
        Assert.Contains(argument, result.Text(), StringComparison.Ordinal);
        Assert.Empty(server.Mailbox.Messages);
        Assert.Empty(server.Mailbox.Drafts);
    }

    // Defect 27: failures looked like successes.
    [Fact]
    public async Task Marks_an_unknown_tool_as_an_error_and_names_the_near_one()
    {
        await using var server = await TestServer.StartAsync();

        var result = await server.CallAsync("search_email");

        Assert.True(result.IsError);
        Assert.Equal("Error: Unknown tool: search_email. Did you mean search_emails?", result.Text());
    }

    [Fact]
    public async Task Refuses_a_tool_above_the_profile_and_names_the_flag()
    {
        await using var server = await TestServer.StartAsync(Profile.Triage);

        var result = await server.CallAsync("send_email", """{"to":["ann@example.org"],"subject":"Hi","body":"Text"}""");

        Assert.True(result.IsError);
        Assert.Contains("--profile send", result.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(await server.Mcp.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken), tool => tool.Name == "send_email");
    }

    [Fact]
    public async Task Read_only_beats_every_profile()
    {
        await using var server = await TestServer.StartAsync(Profile.Delete, isReadOnly: true);

        var tools = await server.Mcp.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        var result = await server.CallAsync("delete_email", """{"messageId":"18c2f0aa00000000"}""");

        Assert.Contains(tools, tool => tool.Name == "search_emails");
        Assert.DoesNotContain(tools, tool => tool.Name is "delete_email" or "modify_email" or "send_email" or "create_filter");
        Assert.True(result.IsError);
        Assert.Contains("--read-only", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_what_the_sign_in_did_not_grant_and_names_the_command()
    {
        await using var server = await TestServer.StartAsync(
            grantedScopes: ["https://www.googleapis.com/auth/gmail.modify"]);

        var result = await server.CallAsync("delete_filter", """{"filterId":"abc"}""");

        Assert.True(result.IsError);
        Assert.Contains("gmail.settings.basic", result.Text(), StringComparison.Ordinal);
        Assert.Contains(
            "gmail-mcp auth --profile full, then restart the server (reconnect the client).", result.Text(), StringComparison.Ordinal);
    }

    // It named gmail.labels, which no profile asks for.
    [Fact]
    public async Task Names_the_scope_that_the_next_sign_in_asks_for()
    {
        await using var server = await TestServer.StartAsync(
            grantedScopes: ["https://www.googleapis.com/auth/gmail.readonly"]);

        var result = await server.CallAsync("create_label", """{"name":"New"}""");

        Assert.Contains("auth/gmail.modify,", result.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_only_asks_Google_for_reading_alone()
    {
        await using var server = await TestServer.StartAsync(isReadOnly: true);

        var result = await server.CallAsync("get_auth_url", """{"clientId":"some-client","clientSecret":"some-secret","callbackUrl":"http://localhost:0/oauth2callback"}""");

        Assert.Contains("gmail.readonly", result.Field("url")!, StringComparison.Ordinal);
        Assert.DoesNotContain("gmail.modify", result.Field("url")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_two_names_of_one_argument_that_say_different_things()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message(), ["INBOX"]);

        var refused = await server.CallAsync("delete_email", $$"""{"emailId":"{{id}}","message_id":"18c2f0aa00000000"}""");
        var run = await server.CallAsync("read_email", $$"""{"emailId":"{{id}}","message_id":"{{id}}"}""");

        Assert.Equal(
            "Error: delete_email was not run. Argument \"messageId\" is given twice, once as \"message_id\".", refused.Text());
        Assert.Empty(server.Changes);
        Assert.NotEqual(true, run.IsError);
    }
}
