using System.Diagnostics;
using System.Text.Json.Nodes;
using GmailMcp.Tests.Hosting.Http;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Callers over HTTP who go away while Gmail is being asked: Gmail is not asked any longer. In the revision where that
/// is how a request is cancelled; in those with sessions a broken connection says nothing, and the call goes on.</summary>
public sealed class DisconnectedReadTests : IDisposable
{
    private const int AtOnce = 8; // as many as are in flight for a mailbox

    // The bar is 1,000 (GMAIL_MCP_READ_DISCONNECTS=1000). How soon is measured only then: beside other tests it is those that
    // would be measured.
    private static readonly int Full = FullSize.Of("GMAIL_MCP_READ_DISCONNECTS", 0);
    private static readonly int Reads = Full > 0 ? Full : 40;
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(250);

    private readonly Storage.ScratchFolder _home = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task The_request_to_Gmail_is_withdrawn_at_once()
    {
        await using var gmail = await LoopbackGmail.StartAsync();
        var messageId = gmail.Mailbox.Deliver(Some.Message());
        await using var server = await HttpProcess.StartAsync(
            _home.Path, SignedIn.Write(_home.Path, gmail.Root, gmail.Token), "--single-user", "--rate-limit", "0", "--units-per-minute", "1000000");
        var caller = new RawCaller(server.Address, _http) { IsModern = true };
        var late = 0;
        for (var i = 0; i < Reads; i += AtOnce)
        {
            late += await LeaveAsync(gmail, caller, i);
        }

        TestContext.Current.SendDiagnosticMessage($"{Reads} reads, {late} of them withdrawn after more than 250 ms");
        Assert.True(Full == 0 || late <= Full / 100, $"{late} of {Full} were withdrawn late.");
        var (status, body) = await caller.CallAsync("read_email", new JsonObject { ["messageId"] = messageId });
        Assert.Equal(200, status);
        Assert.Contains("Hello there.", body, StringComparison.Ordinal);
    }

    /// <summary>Some callers begin to read and go away.</summary>
    /// <returns>How many of their requests were withdrawn late.</returns>
    private static async Task<int> LeaveAsync(LoopbackGmail gmail, RawCaller caller, int first)
    {
        gmail.Hold(target => target.Contains("/messages", StringComparison.Ordinal));
        var (waiting, withdrawn) = (gmail.Waiting, gmail.Withdrawn);
        using var leaving = new CancellationTokenSource();

        // Each asks for something else: equal reads share a request.
        var calls = Enumerable.Range(first, AtOnce).Select(i => caller.CallAsync(
            "search_emails", new JsonObject { ["query"] = $"subject:nothing{i}" }, leaving.Token)).ToList();
        await UntilAsync(() => gmail.Waiting - waiting == AtOnce, "the requests at Gmail");

        var begin = Stopwatch.GetTimestamp();
        await leaving.CancelAsync();
        var soon = 0;
        await UntilAsync(
            () =>
            {
                var gone = gmail.Withdrawn - withdrawn;
                soon = Stopwatch.GetElapsedTime(begin) <= Soon ? gone : soon;
                return gone == AtOnce;
            },
            "their withdrawal");
        foreach (var call in calls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        gmail.Release();
        return AtOnce - soon;
    }

    private static async Task UntilAsync(Func<bool> isSo, string what)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Patience.Long, $"Waited in vain for {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
