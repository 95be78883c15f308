using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Prompts;

public sealed class CompletionTests
{
    private const string AttachmentTemplate = "gmail://messages/{id}/attachments/{partId}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_label_is_completed_by_name_without_regard_to_case()
    {
        await using var server = await TestServer.StartAsync();
        server.Mailbox.CreateLabel("Receipts");
        server.Mailbox.CreateLabel("Recipes");
        server.Mailbox.CreateLabel("Travel");

        var completion = await PromptAsync(server, "triage_inbox", "label", "rec");

        Assert.Equal(["Receipts", "Recipes"], completion.Values);
        Assert.Equal(2, completion.Total);
        Assert.Equal(["users.labels.list"], server.Gmail.Requests.Select(request => request.MethodId));
    }

    [Fact]
    public async Task More_labels_than_a_completion_may_hold_are_counted()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 120; i++)
        {
            server.Mailbox.CreateLabel($"Project {i}");
        }

        var completion = await PromptAsync(server, "weekly_digest", "label", "project");

        Assert.Equal(100, completion.Values.Count);
        Assert.Equal(120, completion.Total);
        Assert.True(completion.HasMore);
    }

    [Fact]
    public async Task Ids_are_the_twenty_newest_of_the_inbox()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Enumerable.Range(0, 25).Select(number => server.Mailbox.Deliver(Some.Message($"{number}"))).ToList();

        var messages = await PromptAsync(server, "draft_reply", "messageId", "");
        var resources = await TemplateAsync(server, "gmail://messages/{id}", "id", ids[^1][..^1]);
        var threads = await TemplateAsync(server, "gmail://threads/{id}", "id", "");

        Assert.Equal(20, messages.Values.Count);
        Assert.Contains(ids[^1], messages.Values);
        Assert.Contains(ids[^1], resources.Values);
        Assert.All(resources.Values, id => Assert.StartsWith(ids[^1][..^1], id, StringComparison.Ordinal));
        Assert.Equal(20, threads.Values.Count);
        Assert.All(server.Gmail.Requests, request => Assert.Equal("users.messages.list", request.MethodId));
    }

    [Fact]
    public async Task Parts_are_those_of_the_message_that_is_chosen_already()
    {
        await using var server = await TestServer.StartAsync();
        var id = server.Mailbox.Deliver(Some.MessageWithAttachment("a.bin", [1, 2, 3]));

        Assert.Equal(["1"], (await TemplateAsync(server, AttachmentTemplate, "partId", "", ("id", id))).Values);
        Assert.Empty((await TemplateAsync(server, AttachmentTemplate, "partId", "")).Values);
        Assert.Empty((await TemplateAsync(server, AttachmentTemplate, "partId", "", ("id", "no id"))).Values);
    }

    [Fact]
    public async Task What_nobody_could_guess_is_left_to_the_person()
    {
        await using var server = await TestServer.StartAsync();

        Assert.Empty((await PromptAsync(server, "find_and_summarise", "question", "wh")).Values);
        Assert.Empty(server.Gmail.Requests);
    }

    [Fact]
    public async Task What_the_scopes_do_not_allow_is_not_asked_for()
    {
        await using var server = await TestServer.StartAsync(grantedScopes: ["https://www.googleapis.com/auth/gmail.send"]);

        Assert.Empty((await PromptAsync(server, "weekly_digest", "label", "")).Values);
        Assert.Empty((await TemplateAsync(server, "gmail://messages/{id}", "id", "")).Values);
        Assert.Empty(server.Gmail.Requests);
    }

    [Theory]
    [InlineData("nothing", "label")]
    [InlineData("weekly_digest", "nothing")]
    public async Task An_argument_that_does_not_exist_is_refused(string prompt, string argument)
    {
        await using var server = await TestServer.StartAsync();

        var error = await Assert.ThrowsAsync<McpProtocolException>(() => PromptAsync(server, prompt, argument, ""));

        Assert.Equal(McpErrorCode.InvalidParams, error.ErrorCode);
        Assert.Contains("There is no such argument to complete.", error.Message, StringComparison.Ordinal);
    }

    private static async Task<Completion> PromptAsync(TestServer server, string prompt, string argument, string start) =>
        (await server.Mcp.CompleteAsync(new PromptReference { Name = prompt }, argument, start, cancellationToken: Cancel)).Completion;

    private static async Task<Completion> TemplateAsync(
        TestServer server, string template, string argument, string start, params (string Name, string Value)[] known) =>
        (await server.Mcp.CompleteAsync(
            new CompleteRequestParams
            {
                Ref = new ResourceTemplateReference { Uri = template },
                Argument = new Argument { Name = argument, Value = start },
                Context = new CompleteContext { Arguments = known.ToDictionary(one => one.Name, one => one.Value) },
            },
            Cancel)).Completion;
}
