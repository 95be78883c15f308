using System.Text.Json.Nodes;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Many calls on one pipe.</summary>
public sealed class StdioConcurrencyTests
{
    [Fact]
    public async Task A_slow_call_does_not_keep_a_quick_one_waiting()
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        gmail.Mailbox.Deliver(Some.Message("Late"));
        await using var server = await gmail.StartServerAsync();
        gmail.Hold(target => target.Contains("/messages", StringComparison.Ordinal));

        await server.SendAsync(Frame.Call(1, "search_emails", new JsonObject { ["query"] = "" }));
        await server.UntilAsync(_ => gmail.Waiting > 0, "the slow request");
        var quick = await server.ResultAsync(2, Frame.Call(2, "list_email_labels"));

        Assert.StartsWith("Found ", (string)quick["content"]![0]!["text"]!, StringComparison.Ordinal);
        Assert.False(server.HasAnswered(1));
        gmail.Release();
        Assert.Contains("Late", (await server.AnswerAsync(1)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_of_fifty_calls_at_once_gets_its_own_answer()
    {
        await using var server = await ServerProcess.StartDemoAsync();

        await server.SendAsync(Enumerable.Range(1, 50).Select(id =>
            Frame.Call(id, "get_or_create_label", new JsonObject { ["name"] = $"Label of call {id}" })));

        for (var id = 1; id <= 50; id++)
        {
            var text = (string)(await server.AnswerAsync(id))["result"]!["content"]![0]!["text"]!;
            Assert.Contains($"\nName: Label of call {id}\n", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_cancelled_call_is_withdrawn_at_Gmail_and_not_answered()
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        gmail.Mailbox.Deliver(Some.Message());
        await using var server = await gmail.StartServerAsync();
        gmail.Hold(target => target.Contains("/messages", StringComparison.Ordinal));
        await server.SendAsync(Frame.Call(1, "search_emails", new JsonObject { ["query"] = "" }));
        await server.UntilAsync(_ => gmail.Waiting > 0, "the request");

        await server.SendAsync(Frame.Notification("notifications/cancelled", new JsonObject { ["requestId"] = 1, ["reason"] = "changed my mind" }));

        await server.UntilAsync(_ => gmail.Withdrawn > 0, "its withdrawal");
        await server.ResultAsync(2, Frame.Request(2, "ping"));
        server.CloseInput();
        Assert.Equal(0, await server.EndAsync());
        Assert.False(server.HasAnswered(1));
        Assert.Equal("", server.Error);
    }

    // Defect 43: the rest of a batch went on after the client had cancelled it.
    [Fact]
    public async Task A_cancelled_batch_stops()
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        var ids = Enumerable.Range(0, 60).Select(_ => gmail.Mailbox.Deliver(Some.Message())).ToList();
        await using var server = await gmail.StartServerAsync();
        gmail.Hold(target => target.Contains("batchModify", StringComparison.Ordinal));
        await server.SendAsync(Frame.Call(1, "batch_modify_emails", new JsonObject
        {
            ["messageIds"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]),
            ["addLabelIds"] = new JsonArray("STARRED"),
            ["batchSize"] = 20,
        }));
        await server.UntilAsync(_ => gmail.Waiting > 0, "the first request of the batch");

        await server.SendAsync(Frame.Notification("notifications/cancelled", new JsonObject { ["requestId"] = 1 }));
        await server.UntilAsync(_ => gmail.Withdrawn > 0, "its withdrawal");
        gmail.Release();
        await server.ResultAsync(2, Frame.Call(2, "list_email_labels"));

        Assert.DoesNotContain(gmail.Mailbox.Messages, message => message.LabelIds.Contains("STARRED"));
        Assert.False(server.HasAnswered(1));
    }

    [Fact]
    public async Task Tells_how_far_a_batch_is_to_a_client_that_asked()
    {
        await using var server = await ServerProcess.StartDemoAsync();
        var found = await server.ResultAsync(1, Frame.Call(1, "search_emails", new JsonObject { ["query"] = "in:inbox", ["maxResults"] = 30 }));
        var ids = found["structuredContent"]!["messages"]!.AsArray().Select(hit => JsonValue.Create((string)hit!["id"]!)).ToArray();

        await server.ResultAsync(2, Frame.Call(2, "batch_modify_emails", new JsonObject
        {
            ["messageIds"] = new JsonArray([.. ids]),
            ["addLabelIds"] = new JsonArray("STARRED"),
            ["batchSize"] = 5,
        }, progressToken: "batch-2"));

        var progress = server.Frames.Where(frame => (string?)frame["method"] == "notifications/progress").ToList();
        Assert.NotEmpty(progress);
        Assert.All(progress, frame => Assert.Equal("batch-2", (string?)frame["params"]!["progressToken"]));
        var steps = progress.Select(frame => (double)frame["params"]!["progress"]!).ToList();
        Assert.Equal(steps.Order(), steps);
    }
}
