using System.Text.Json.Nodes;
using Gmail.Emulator;
using GmailMcp.Hosting;
using GmailMcp.Mailbox;
using GmailMcp.Policy;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Tools.Bulk;

public class BulkToolsTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    public async Task Changes_all_and_counts_them(int count)
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, count);

        var result = await CallAsync(server, ids);

        Assert.Equal($"Batch label modification complete.\nSuccessfully processed: {count} messages\n", result.Text());
        Assert.All(server.Mailbox.Messages, message => Assert.Contains("STARRED", message.LabelIds));
    }

    [Fact]
    public async Task Uses_one_request_for_up_to_a_thousand_messages()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 200);

        await CallAsync(server, ids);

        Assert.Single(server.Gmail.Requests, request => request.MethodId == "users.messages.batchModify");
        Assert.DoesNotContain(server.Gmail.Requests, request => request.MethodId == "users.messages.modify");
    }

    // Defects 26 and 36 of the old texts: failed ids were cut, and Gmail is silent about unknown ids in a batch.
    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    public async Task Names_ids_that_do_not_exist_in_full(int count)
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, count);

        var result = await CallAsync(server, [.. ids, "18c2f0aa00000000"]);

        Assert.Equal(
            $"Batch label modification complete.\nSuccessfully processed: {count} messages\nFailed to process: 1 messages\n\n"
            + "Failed message IDs:\n- 18c2f0aa00000000 (not found; it may have been deleted for good)",
            result.Text());
        Assert.Equal("18c2f0aa00000000", result.Field("notFound", 0));
    }

    [Theory]
    [InlineData("not an id!", 20)]
    [InlineData("", 20)]
    [InlineData("..", 20)]
    [InlineData(" ", 2)]
    public async Task A_malformed_id_does_not_fail_its_neighbours(string malformed, int count)
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, count);

        var result = await CallAsync(server, [malformed, .. ids]);

        Assert.Contains($"Successfully processed: {count} messages\nFailed to process: 1 messages", result.Text(), StringComparison.Ordinal);
        Assert.Equal(malformed, result.Field("failed", 0, "id"));
    }

    [Fact]
    public async Task Each_id_ends_in_exactly_one_list()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 12);
        await CallAsync(server, ids.Take(2));

        var result = await CallAsync(server, [.. ids, ids[0], "18c2f0aa00000000"]);

        var record = result.StructuredContent!.Value;
        Assert.Equal(10, record.GetProperty("changed").GetArrayLength());
        Assert.Equal(2, record.GetProperty("alreadySo").GetArrayLength());
        Assert.Equal(1, record.GetProperty("notFound").GetArrayLength());
        Assert.Contains("2 of them were already as asked.", result.AllText(), StringComparison.Ordinal);
    }

    // Defect 25: a negative size never ended.
    [Theory]
    [InlineData("-1")]
    [InlineData("1001")]
    [InlineData("2.5")]
    public async Task Refuses_a_batch_size_that_makes_no_sense(string size)
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 1);

        var result = await server.CallAsync(
            "batch_modify_emails", $$"""{"messageIds":["{{ids[0]}}"],"addLabelIds":["STARRED"],"batchSize":{{size}}}""");

        Assert.True(result.IsError);
        Assert.Contains("batchSize", result.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("STARRED", server.Mailbox.Messages.Single().LabelIds);
    }

    [Fact]
    public async Task Keeps_to_the_batch_size_and_reports_progress()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 45);
        var progress = new Recorder(last: 20);
        server.Gmail.Faults.Latency = TimeSpan.FromMilliseconds(20); // time for a notification to overtake the answer

        var arguments = Arguments(ids);
        arguments["batchSize"] = 20;
        await server.CallAsync("batch_modify_emails", arguments, progress);

        Assert.Equal(2, server.Gmail.Requests.Count(request => request.MethodId == "users.messages.batchModify"));
        await progress.Finished.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Tells_what_was_not_tried_when_Gmail_stops_the_job()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 60);
        var gmail = Emulated.Connect(server.Gmail, TestServer.Address, TimeProvider.System);

        var tally = await new BulkJob(gmail, BulkChange.Labels(["STARRED"], []), TimeProvider.System).RunAsync(
            ids,
            batchSize: 20,
            _ => server.Gmail.Faults.Add(EmulatedFault.DailyLimitExceeded(), "users.messages.batchModify"),
            TestContext.Current.CancellationToken);

        Assert.Equal(ids.Take(20), tally.Changed);
        Assert.Equal(40, tally.NotTried.Count + tally.Failed.Count);
        Assert.Equal(60, tally.Total);
    }

    // Defect 43: cancelling a batch did not stop it.
    [Fact]
    public async Task Stops_when_the_caller_cancels()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 200);
        var arguments = Arguments(ids);
        arguments["batchSize"] = 20;
        server.Gmail.Faults.Latency = TimeSpan.FromMilliseconds(100);
        using var cancel = new CancellationTokenSource();
        var progress = new Recorder(last: 20);

        var call = server.CallAsync("batch_modify_emails", arguments, progress, cancel.Token);
        await progress.Finished.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        for (var i = 0; i < 10; i++)
        {
            await server.CallAsync("list_email_labels"); // longer than the rest of the batch would have taken
        }

        var changed = server.Mailbox.Messages.Count(message => message.LabelIds.Contains("STARRED"));
        Assert.InRange(changed, 20, 180);
    }

    [Fact]
    public async Task Moves_many_to_trash()
    {
        await using var server = await TestServer.StartAsync();
        var ids = Deliver(server, 15);

        var result = await server.CallAsync("batch_delete_emails", new JsonObject { ["messageIds"] = ToJson(ids) });

        Assert.Equal("Batch delete operation complete.\nSuccessfully deleted: 15 messages\n", result.Text());
        Assert.Contains("Moved to Trash; recoverable for 30 days.", result.AllText(), StringComparison.Ordinal);
        Assert.All(server.Mailbox.Messages, message => Assert.Contains("TRASH", message.LabelIds));
    }

    [Fact]
    public async Task Deletes_many_for_good_where_the_operator_chose_it()
    {
        await using var server = await TestServer.StartAsync(Profile.Delete, person: _ => new ElicitResult { Action = "accept" });
        var ids = Deliver(server, 15);

        var result = await server.CallAsync("batch_delete_emails", new JsonObject { ["messageIds"] = ToJson(ids) });

        Assert.Equal("Batch delete operation complete.\nSuccessfully deleted: 15 messages\n", result.AllText());
        Assert.Empty(server.Mailbox.Messages);
    }

    private static List<string> Deliver(TestServer server, int count) =>
        [.. Enumerable.Range(0, count).Select(i => server.Mailbox.Deliver(Some.Message($"Mail {i}")))];

    private static JsonArray ToJson(IEnumerable<string> ids) => new([.. ids.Select(id => (JsonNode?)id)]);

    private static JsonObject Arguments(IEnumerable<string> ids) => new()
    {
        ["messageIds"] = ToJson(ids),
        ["addLabelIds"] = new JsonArray("STARRED"),
    };

    private static Task<ModelContextProtocol.Protocol.CallToolResult> CallAsync(TestServer server, IEnumerable<string> ids) =>
        server.CallAsync("batch_modify_emails", Arguments(ids));

    // The client hands notifications on beside the answer, in whatever order.
    private sealed class Recorder(float last) : IProgress<ProgressNotificationValue>
    {
        private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Finished => _finished.Task;

        public void Report(ProgressNotificationValue value)
        {
            if (value.Progress == last)
            {
                _finished.TrySetResult();
            }
        }
    }
}
