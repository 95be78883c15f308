using System.Text.Json.Nodes;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Several servers on one mailbox stay under its limits together.</summary>
public sealed class SharedQuotaTests
{
    private const int Processes = 4;

    // The bar is 1,000 (GMAIL_MCP_QUOTA_CALLS=1000), which takes minutes: Gmail gives 6,000 units in one.
    private static readonly int Calls = FullSize.Of("GMAIL_MCP_QUOTA_CALLS", 100);

    // A call may wait for the next minute's units.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(130);

    [Fact]
    public async Task Mixed_calls_of_four_processes_meet_no_refusal()
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        gmail.Gmail.Faults.EnforcesQuota = true;
        gmail.Gmail.Faults.LimitsRequestsInFlight = true;
        gmail.Gmail.Faults.Latency = TimeSpan.FromMilliseconds(20);
        var home = Directory.CreateTempSubdirectory("gmail-mcp-e2e-").FullName;
        List<string> ids = [.. Enumerable.Range(0, 40).Select(i => gmail.Mailbox.Deliver(Some.Message($"Mail {i}")))];
        var servers = await Task.WhenAll(
            Enumerable.Range(0, Processes).Select(_ => gmail.StartServerInAsync(home, unitsPerMinute: 6_000)));

        var answers = await Task.WhenAll(servers.Select((server, number) => CallAllAsync(server, number, ids)));

        var refusals = gmail.Gmail.Requests.Where(request => request.Status is 403 or 429).ToList();
        Assert.Empty(refusals);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Calls} calls, {gmail.Gmail.Requests.Count} requests, {gmail.Gmail.UnitsSpent} units, no refusal.");
        Assert.Equal(Calls, answers.Sum(good => good));
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        Directory.Delete(home, recursive: true);
    }

    // Several calls at a time, as an assistant with parallel tools makes them.
    private static async Task<int> CallAllAsync(ServerProcess server, int number, List<string> ids)
    {
        var good = 0;
        for (var i = 0; i < Calls / Processes; i += 5)
        {
            var round = Enumerable.Range(i, 5).Select(async call =>
            {
                var answer = await server.ResultAsync(call + 1, Call(call + 1, (call * Processes) + number, ids), Longest);
                return answer["isError"] is null || !(bool)answer["isError"]!;
            });
            good += (await Task.WhenAll(round)).Count(isGood => isGood);
        }

        return good;
    }

    private static string Call(int id, int kind, List<string> ids)
    {
        var one = ids[kind % ids.Count];
        return (kind % 10) switch
        {
            0 => Frame.Call(id, "search_emails", new JsonObject { ["query"] = $"subject:{kind % 7}", ["maxResults"] = 10 }),
            1 or 2 => Frame.Call(id, "list_email_labels", []),
            3 or 4 => Frame.Call(id, "modify_email", new JsonObject { ["messageId"] = one, ["addLabelIds"] = new JsonArray("STARRED") }),
            5 => Frame.Call(id, "batch_modify_emails", new JsonObject
            {
                ["messageIds"] = new JsonArray([.. ids.Take(20).Select(id => (JsonNode?)id)]),
                ["removeLabelIds"] = new JsonArray("UNREAD"),
            }),
            _ => Frame.Call(id, "read_email", new JsonObject { ["messageId"] = one }),
        };
    }
}
