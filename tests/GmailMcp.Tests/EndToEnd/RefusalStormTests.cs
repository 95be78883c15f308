using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Gmail refuses everything for ten seconds and says when to come back.</summary>
public sealed class RefusalStormTests
{
    private const int MostCalls = 30;

    private static readonly TimeSpan Told = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Storm = TimeSpan.FromSeconds(10);

    // What had left before the refusal arrived.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentQueue<(TimeSpan At, bool IsRefused)> _requests = new();
    private readonly long _begin = TimeProvider.System.GetTimestamp();
    private List<string> _ids = [];

    [Theory]
    [InlineData(1)]
    [InlineData(MostCalls)]
    public async Task Every_call_waits_as_told_and_succeeds(int calls)
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        _ids = [.. Enumerable.Range(0, 2 * MostCalls).Select(i => gmail.Mailbox.Deliver(Some.Message($"Mail{i}")))];
        await using var server = await gmail.StartServerAsync();
        gmail.Instead = (_, _) => SeenAsync(isRefused: false);
        await ReadAllAsync(server, 0, calls);
        var ideal = _requests.Count + (int)(Storm / Told); // and one that looks each time whether it is over
        _requests.Clear();
        var end = Now + Storm;

        gmail.Instead = async (context, _) =>
        {
            var isRefused = Now < end;
            await SeenAsync(isRefused);
            if (isRefused)
            {
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.Response.Headers.RetryAfter = "2";
                await context.Response.WriteAsync("""{"error":{"code":429,"message":"m","errors":[{"reason":"rateLimitExceeded"}]}}""");
            }

            return isRefused;
        };
        await ReadAllAsync(server, MostCalls, calls);

        var refusals = _requests.Where(request => request.IsRefused).Select(request => request.At).ToList();
        TestContext.Current.SendDiagnosticMessage($"{calls} calls: {ideal} requests at best, {_requests.Count} made, {refusals.Count} refused");
        Assert.NotEmpty(refusals);
        Assert.InRange(_requests.Count, calls, 3 * ideal);
        Assert.DoesNotContain(_requests, request => refusals.Any(
            refusal => request.At > refusal + OnItsWay && request.At < refusal + Told - TimeSpan.FromMilliseconds(20)));
    }

    private TimeSpan Now => TimeProvider.System.GetElapsedTime(_begin);

    private Task<bool> SeenAsync(bool isRefused)
    {
        _requests.Enqueue((Now, isRefused));
        return Task.FromResult(false);
    }

    // Of every second mail its text, of the others what a search shows.
    private Task ReadAllAsync(ServerProcess server, int first, int calls) => Task.WhenAll(Enumerable.Range(first, calls).Select(async i =>
    {
        var call = i % 2 == 0
            ? Frame.Call(i + 1, "read_email", new JsonObject { ["messageId"] = _ids[i] })
            : Frame.Call(i + 1, "search_emails", new JsonObject { ["query"] = $"subject:Mail{i}", ["maxResults"] = 1 });
        var answer = await server.ResultAsync(i + 1, call);
        Assert.Contains($"Subject: Mail{i}\n", (string)answer["content"]![0]!["text"]!, StringComparison.Ordinal);
    }));
}
