using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using GmailMcp.Tools;
using NJsonSchema;

namespace GmailMcp.Tests.Tools;

/// <summary>Clients of several languages validate structured content against the listed output schema and refuse what does not fit:
/// a field that is required and left out when it is null, for one.</summary>
public sealed class OutputSchemaTests
{
    // Several calls for a tool: with everything there, and with as little as possible.
    private static readonly (string Tool, string Arguments)[] Calls =
    [
        ("search_emails", """{"query":""}"""),
        ("search_emails", """{"query":"","maxResults":1}"""),
        ("search_emails", """{"query":"subject:nobodywrotethis"}"""),
        ("read_email", """{"messageId":"PLAIN"}"""),
        ("read_email", """{"messageId":"FILE"}"""),
        ("read_email", """{"messageId":"BARE"}"""),
        ("read_email", """{"messageId":"FILE","format":"full","maxChars":500,"includeQuoted":true,"checkSender":true}"""),
        ("read_email", """{"messageId":"PLAIN","format":"headers"}"""),
        ("send_email", """{"to":["ann@example.org"],"subject":"Hi","body":"Text"}"""),
        ("send_email", """{"to":["ann@example.org"],"subject":"Re: Hello","body":"Text","inReplyTo":"PLAIN"}"""),
        ("draft_email", """{"to":["ann@example.org"],"subject":"Hi","body":"Text"}"""),
        ("send_email", """{"to":["ann@example.org"],"subject":"Held","body":"Text","hold":600,"idempotencyKey":"held"}"""),
        ("reply_to_email", """{"messageId":"PLAIN","body":"Text"}"""),
        ("reply_all", """{"messageId":"PLAIN","body":"Text","includeQuote":true}"""),
        ("forward_email", """{"messageId":"FILE","to":["ann@example.org"]}"""),
        ("list_drafts", "{}"),
        ("get_draft", """{"draftId":"DRAFT"}"""),
        ("update_draft", """{"draftId":"DRAFT","body":"Other text"}"""),
        ("send_draft", """{"draftId":"DRAFT"}"""),
        ("draft_email", """{"to":[],"subject":"Bye","body":"Text"}"""),
        ("delete_draft", """{"draftId":"DRAFT"}"""),
        ("cancel_send", """{"draftId":"HELD"}"""),
        ("modify_email", """{"messageId":"PLAIN","addLabelIds":["STARRED"]}"""),
        ("modify_email", """{"messageId":"BARE","removeLabelIds":["INBOX","UNREAD"]}"""),
        ("list_email_labels", "{}"),
        ("download_attachment", """{"messageId":"FILE","attachmentId":"notes.txt"}"""),
        ("read_attachment", """{"messageId":"FILE","attachmentId":"notes.txt"}"""),
        ("batch_modify_emails", """{"messageIds":["PLAIN","BARE","PLAIN"],"addLabelIds":["IMPORTANT"]}"""),
        ("batch_modify_emails", """{"messageIds":["PLAIN","ffffffffffffffff"],"addLabelIds":["IMPORTANT"]}"""),
        ("batch_delete_emails", """{"messageIds":["GONE"]}"""),
        ("delete_email", """{"messageId":"BARE"}"""),
        ("create_label", """{"name":"Küche"}"""),
        ("create_label", """{"name":"Hidden","messageListVisibility":"hide","labelListVisibility":"labelHide"}"""),
        ("update_label", """{"id":"Küche","name":"Kitchen"}"""),
        ("get_or_create_label", """{"name":"Kitchen"}"""),
        ("get_or_create_label", """{"name":"Cellar"}"""),
        ("delete_label", """{"id":"Cellar"}"""),
        ("list_filters", "{}"),
        ("create_filter", """{"criteria":{"from":"news@example.org"},"action":{"removeLabelIds":["INBOX"]}}"""),
        ("create_filter", """{"criteria":{"size":5000000,"sizeComparison":"larger","hasAttachment":true},"action":{"addLabelIds":["STARRED"]}}"""),
        ("create_filter_from_template", """{"template":"withSubject","parameters":{"subjectText":"offer","markAsRead":true}}"""),
        ("list_filters", "{}"),
        ("get_filter", """{"filterId":"FILTER"}"""),
        ("delete_filter", """{"filterId":"FILTER"}"""),
        ("undo", "{}"),
        ("modify_email", """{"messageId":"PLAIN","addLabelIds":["IMPORTANT","STARRED"],"removeLabelIds":["UNREAD"]}"""),
        ("batch_modify_emails", """{"messageIds":["PLAIN","FILE"],"addLabelIds":["CATEGORY_SOCIAL"]}"""),
        ("undo", """{"undoId":"UNDO"}"""),
        ("undo", """{"undoId":"UNDO"}"""),
        ("get_auth_url", """{"callbackUrl":"http://127.0.0.1:FREE1/oauth2callback"}"""),
        ("check_authentication", "{}"),
        ("setup_authentication", """{"callbackUrl":"http://127.0.0.1:FREE2/oauth2callback"}"""),
        ("authenticate_with_token", """{"sessionToken":"TOKEN"}"""),
    ];

    [Fact]
    public async Task Every_result_fits_the_schema_that_is_listed()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Furnish(server);
        var schemas = await SchemasAsync(server);
        var wrong = new List<string>();
        var validated = new HashSet<string>();

        foreach (var (tool, arguments) in Calls)
        {
            var given = ids.Aggregate(arguments, (text, id) => text.Replace(id.Key, id.Value, StringComparison.Ordinal));
            var result = await server.CallAsync(tool, given);
            if (result.IsError != true && result.StructuredContent is null)
            {
                wrong.Add($"{tool} {given}: no structured content");
            }

            if (result.StructuredContent is { } content)
            {
                validated.Add(tool);
                wrong.AddRange(schemas[tool].Validate(content.GetRawText()).Select(error => $"{tool} {given}: {error.Path} {error.Kind}"));
                wrong.AddRange(content.EnumerateObject().Where(property => !schemas[tool].ActualSchema.Properties.ContainsKey(property.Name))
                    .Select(property => $"{tool}: {property.Name} is not listed"));
                Learn(ids, tool, content);
            }
            else if (tool is not ("check_authentication" or "authenticate_with_token"))
            {
                wrong.Add($"{tool} {given}: {result.Text()}");
            }
        }

        Assert.Equal("", string.Join('\n', wrong.Distinct()));
        Assert.Empty(new ToolCatalog().Tools.Select(tool => tool.Name).Except(validated)
            .Except(["check_authentication", "authenticate_with_token"]));
    }

    // The SDK's own text copy of a result would read \u65E5\u672C\u8A9E to the model.
    [Theory]
    [InlineData("search_emails", """{"query":"subject:写真"}""")]
    [InlineData("read_email", """{"messageId":"ID"}""")]
    public async Task Text_reaches_the_model_in_its_own_script(string tool, string arguments)
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.Message("写真ありがとう 🎉 Grüße", body: "温泉に行きましょう ♨️"));

        var result = await server.CallAsync(tool, arguments.Replace("ID", id, StringComparison.Ordinal));

        Assert.Contains("写真ありがとう 🎉 Grüße", result.AllText(), StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", result.AllText(), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Furnish(TestServer server) => new(StringComparer.Ordinal)
    {
        ["PLAIN"] = server.Mailbox.Deliver(Some.Message("Hello"), ["INBOX", "UNREAD"]),
        ["FILE"] = server.Mailbox.Deliver(Some.MessageWithAttachment("notes.txt", "Notes."u8.ToArray(), "text/plain"), ["INBOX"]),
        ["BARE"] = server.Mailbox.Deliver("\r\nNothing but a body.\r\n"u8.ToArray()),
        ["FREE2"] = FreePort(),
        ["FREE1"] = FreePort(),
        ["GONE"] = server.Mailbox.Deliver(Some.Message("To delete"), ["INBOX"]),
    };

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    private static void Learn(Dictionary<string, string> ids, string tool, JsonElement content)
    {
        if (tool == "create_filter" && content.GetProperty("id").GetString() is { } filterId)
        {
            ids["FILTER"] = filterId;
        }

        if (tool == "draft_email")
        {
            ids["DRAFT"] = content.GetProperty("draftId").GetString()!; // every draft has one
        }

        if (tool == "send_email" && content.TryGetProperty("leavesAt", out _))
        {
            ids["HELD"] = content.GetProperty("draftId").GetString()!; // a held mail is a draft
        }

        if (tool == "batch_modify_emails" && content.TryGetProperty("undoId", out var undoId))
        {
            ids["UNDO"] = undoId.GetString() ?? "";
        }
    }

    private static async Task<Dictionary<string, JsonSchema>> SchemasAsync(TestServer server)
    {
        var schemas = new Dictionary<string, JsonSchema>();
        foreach (var tool in await server.Mcp.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            var schema = tool.ProtocolTool.OutputSchema ?? throw new InvalidOperationException($"{tool.Name} lists no output schema.");
            schemas[tool.Name] = await JsonSchema.FromJsonAsync(schema.GetRawText(), TestContext.Current.CancellationToken);
        }

        return schemas;
    }
}
