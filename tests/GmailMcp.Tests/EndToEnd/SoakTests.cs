using System.Text.Json.Nodes;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>A server that works for a long time beside a Gmail that fails now and then.</summary>
public sealed class SoakTests
{
    private const int Workers = 8;
    private const double Mebibyte = 1024 * 1024;

    // The slope is measured over minutes: GMAIL_MCP_SOAK_SECONDS=200. bench/http/load soak does the same over HTTP.
    private static readonly int Full = FullSize.Of("GMAIL_MCP_SOAK_SECONDS", 0);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(Full > 0 ? Full : 5);

    // What is kept for each kind of call and of answer is there by then.
    private static readonly TimeSpan Warm = Length / 3;

    // After a refusal the server takes the lower of Gmail's limits for its own and may wait for the next minute's units.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(130);

    private readonly long _begin = TimeProvider.System.GetTimestamp();

    [Fact]
    public async Task Memory_and_handles_stay_flat_over_five_faults_in_a_hundred()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The handles of another process are read from /proc.");
        await using var gmail = await LoopbackGmail.StartAsync();
        List<string> ids = [.. Enumerable.Range(0, 40).Select(i => gmail.Mailbox.Deliver(Some.Message($"Mail {i}")))];
        await using var server = await gmail.StartServerAsync();
        gmail.Gmail.Faults.Share = 0.05;
        gmail.Gmail.Faults.Latency = TimeSpan.FromMilliseconds(5);
        var working = Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => WorkAsync(server, worker, ids)));

        var samples = new List<(double Minute, double Memory, int Handles)>();
        while (!working.IsCompleted)
        {
            await Task.WhenAny(working, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken));
            if (Elapsed > Warm)
            {
                samples.Add((Elapsed.TotalMinutes, server.ResidentBytes / Mebibyte, server.Handles));
            }
        }

        var told = await working;
        var (calls, failed) = (told.Sum(one => one.Calls), told.Sum(one => one.Failed));
        var slope = Slope(samples);
        TestContext.Current.SendDiagnosticMessage(
            $"{calls} calls, {failed} answered with an error, {gmail.Gmail.Requests.Count} requests; {samples[^1].Memory:F0} MiB, "
            + $"{slope:F2} MiB a minute; {samples[0].Handles} handles, then {samples[^1].Handles}");
        Assert.True(failed <= calls / 100, $"{failed} of {calls} calls were answered with an error.");
        Assert.InRange(samples[^1].Handles - samples[0].Handles, -1000, 16);
        Assert.True(Full == 0 || slope < 1, $"Memory grew by {slope:F2} MiB a minute.");
    }

    private TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_begin);

    private async Task<(int Calls, int Failed)> WorkAsync(ServerProcess server, int worker, List<string> ids)
    {
        var (calls, failed) = (0, 0);
        for (; Elapsed < Length; calls++)
        {
            var id = 1 + worker + (calls * Workers);
            var one = ids[(worker + calls) % ids.Count];
            var answer = await server.ResultAsync(id, (calls % 3) switch
            {
                0 => Frame.Call(id, "search_emails", new JsonObject { ["query"] = "subject:Mail", ["maxResults"] = 10 }),
                1 => Frame.Call(id, "modify_email", new JsonObject { ["messageId"] = one, ["addLabelIds"] = new JsonArray("STARRED") }),
                _ => Frame.Call(id, "read_email", new JsonObject { ["messageId"] = one }),
            }, Longest);
            failed += (bool?)answer["isError"] == true ? 1 : 0;
        }

        return (calls, failed);
    }

    // Least squares.
    private static double Slope(List<(double Minute, double Memory, int Handles)> samples)
    {
        var (minute, memory) = (samples.Average(sample => sample.Minute), samples.Average(sample => sample.Memory));
        var over = samples.Sum(sample => (sample.Minute - minute) * (sample.Minute - minute));
        return over == 0 ? 0 : samples.Sum(sample => (sample.Minute - minute) * (sample.Memory - memory)) / over;
    }
}
