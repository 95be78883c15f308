using System.Text.Json.Nodes;
using Gmail.Emulator;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Bulk work survives refusals and the end of its process.</summary>
public sealed class BulkKillTests
{
    // The bars are 10,000 and 100,000 (GMAIL_MCP_BULK=100000).
    private static readonly int Messages = FullSize.Of("GMAIL_MCP_BULK", 1_000);

    [Fact]
    public async Task A_killed_server_s_successor_accounts_for_every_id()
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        var home = Directory.CreateTempSubdirectory("gmail-mcp-e2e-").FullName;
        List<string> ids = [.. Enumerable.Range(0, Messages).Select(i => gmail.Mailbox.Deliver(Some.Message($"Mail {i}")))];
        string Call(int id) => Frame.Call(id, "batch_modify_emails", new JsonObject
        {
            ["messageIds"] = new JsonArray([.. ids.Select(id => (JsonNode?)id)]),
            ["addLabelIds"] = new JsonArray("STARRED"),
            ["batchSize"] = Math.Min(1_000, Messages / 10),
        });
        var batches = 0;
        gmail.Gmail.Faults.Add(EmulatedFault.UserRateLimitExceeded(), "users.messages.batchModify", times: 2);
        gmail.Hold(
            target => target.Split('?')[0].EndsWith("/batchModify", StringComparison.Ordinal) && Interlocked.Increment(ref batches) == 7,
            afterWork: true);
        await using var first = await gmail.StartServerInAsync(home);
        await first.SendAsync(Call(1));
        await first.UntilAsync(_ => gmail.Waiting == 1, "a batch to be done and its answer kept back");
        await first.KillAsync();
        gmail.Release();

        var undoIds = new List<string?>();
        await using var second = await gmail.StartServerInAsync(home);
        var answer = await FinishAsync(second, Call, undoIds);

        var counts = answer["structuredContent"]!["counts"]!;
        Assert.Equal((Messages, 0, 0), ((int)counts["changed"]!, (int)counts["alreadySo"]!, (int)counts["unverified"]!));
        Assert.All(gmail.Mailbox.Messages, message => Assert.Contains("STARRED", message.LabelIds));

        // What the killed server did is undone too: nobody had been told how.
        for (var i = 0; i < undoIds.Count; i++)
        {
            var undo = Frame.Call(90 + i, "undo", new JsonObject { ["undoId"] = undoIds[i] });
            await second.ResultAsync(90 + i, undo, TimeSpan.FromSeconds(130));
        }

        Assert.DoesNotContain(gmail.Mailbox.Messages, message => message.LabelIds.Contains("STARRED"));
        Directory.Delete(home, recursive: true);
    }

    // Smaller batches than before: those that the killed call had done, and not noted, are in several of them.
    [Fact]
    public async Task What_a_killed_call_changed_counts_as_changed_however_the_next_cuts_its_batches()
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        var home = Directory.CreateTempSubdirectory("gmail-mcp-e2e-").FullName;
        List<string> ids = [.. Enumerable.Range(0, 90).Select(i => gmail.Mailbox.Deliver(Some.Message($"Mail {i}")))];
        string Call(int id, int batchSize) => Frame.Call(id, "batch_modify_emails", new JsonObject
        {
            ["messageIds"] = new JsonArray([.. ids.Select(id => (JsonNode?)id)]),
            ["addLabelIds"] = new JsonArray("STARRED"),
            ["batchSize"] = batchSize,
        });
        for (var (killed, batches) = (0, 0); killed < 2; killed++)
        {
            // The first is killed in its first batch of 60; the second in its second of 20, with 40 of the 60 still to look at.
            var last = killed + 1;
            batches = 0;
            gmail.Hold(
                target => target.Split('?')[0].EndsWith("/batchModify", StringComparison.Ordinal) && Interlocked.Increment(ref batches) == last,
                afterWork: true);
            await using var server = await gmail.StartServerInAsync(home);
            await server.SendAsync(Call(1, killed == 0 ? 60 : 20));
            await server.UntilAsync(_ => gmail.Waiting == 1, "a batch to be done and its answer kept back");
            await server.KillAsync();
            gmail.Release();
        }

        await using var next = await gmail.StartServerInAsync(home);
        var answer = await next.ResultAsync(1, Call(1, 15), TimeSpan.FromSeconds(60));

        var counts = answer["structuredContent"]!["counts"]!;
        Assert.Equal((90, 0), ((int)counts["changed"]!, (int)counts["alreadySo"]!));
        Assert.All(gmail.Mailbox.Messages, message => Assert.Contains("STARRED", message.LabelIds));
        Directory.Delete(home, recursive: true);
    }

    // A large job takes several calls, each within its time.
    private static async Task<JsonObject> FinishAsync(ServerProcess server, Func<int, string> call, List<string?> undoIds)
    {
        for (var i = 0; ; i++)
        {
            var answer = await server.ResultAsync(i + 1, call(i + 1), TimeSpan.FromSeconds(60));
            undoIds.Add((string?)answer["structuredContent"]?["undoId"]);
            if (i == 20 || answer["structuredContent"]?["jobId"] is null)
            {
                return answer;
            }
        }
    }
}
