using System.Text.Json.Nodes;
using Gmail.Emulator;

namespace GmailMcp.Tests.Tools.Bulk;

/// <summary>A bulk call that did not finish is gone on with by the same call.</summary>
public class BulkResumeTests
{
    [Fact]
    public async Task The_same_call_goes_on_where_the_last_one_was_stopped_and_counts_every_id_once()
    {
        await using var server = await TestServer.StartAsync();
        List<string> ids = [.. Enumerable.Range(0, 100).Select(i => server.Mailbox.Deliver(Some.Message($"Mail {i}")))];
        var batches = 0;
        server.Gmail.Faults.Add(EmulatedFault.Latency(TimeSpan.Zero), "users.messages.batchModify", times: 2);
        server.Gmail.Faults.Add(EmulatedFault.DailyLimitExceeded(), "users.messages.batchModify");

        var first = await CallAsync(server, ids);
        Assert.Equal((40, 20, 40), (Count(first, "changed"), Count(first, "failed"), Count(first, "notTried")));
        var jobId = (string?)first["jobId"];
        Assert.NotNull(jobId);
        batches = Batches(server);

        var second = await CallAsync(server, ids);
        Assert.Equal((100, 40), (Count(second, "changed"), Count(second, "doneBefore")));
        Assert.Null(second["jobId"]);
        Assert.Equal(3, Batches(server) - batches);
        Assert.All(server.Mailbox.Messages, message => Assert.Contains("STARRED", message.LabelIds));

        // Two calls, two undos: each reverses what it did.
        await server.CallAsync("undo", $$"""{"undoId":"{{first["undoId"]}}"}""");
        Assert.Equal(60, server.Mailbox.Messages.Count(message => message.LabelIds.Contains("STARRED")));
        await server.CallAsync("undo", $$"""{"undoId":"{{second["undoId"]}}"}""");
        Assert.DoesNotContain(server.Mailbox.Messages, message => message.LabelIds.Contains("STARRED"));

        // A finished job is forgotten: the same call begins anew.
        var third = await CallAsync(server, ids);
        Assert.Equal((100, 0), (Count(third, "changed"), Count(third, "doneBefore")));
    }

    [Fact]
    public async Task Another_change_of_the_same_messages_is_another_job()
    {
        await using var server = await TestServer.StartAsync();
        List<string> ids = [.. Enumerable.Range(0, 40).Select(i => server.Mailbox.Deliver(Some.Message($"Mail {i}")))];
        server.Gmail.Faults.Add(EmulatedFault.Latency(TimeSpan.Zero), "users.messages.batchModify");
        server.Gmail.Faults.Add(EmulatedFault.DailyLimitExceeded(), "users.messages.batchModify");
        await CallAsync(server, ids);

        var other = await CallAsync(server, ids, "IMPORTANT");
        Assert.Equal((40, 0), (Count(other, "changed"), Count(other, "doneBefore")));
    }

    private static int Batches(TestServer server) =>
        server.Gmail.Requests.Count(request => request.MethodId == "users.messages.batchModify");

    private static int Count(JsonNode result, string name) => (int)result["counts"]![name]!;

    private static async Task<JsonNode> CallAsync(TestServer server, IEnumerable<string> ids, string label = "STARRED")
    {
        var result = await server.CallAsync("batch_modify_emails", new JsonObject
        {
            ["messageIds"] = new JsonArray([.. ids.Select(id => (JsonNode?)id)]),
            ["addLabelIds"] = new JsonArray(label),
            ["batchSize"] = 20,
        });
        return JsonNode.Parse(result.StructuredContent!.Value.GetRawText())!;
    }
}
