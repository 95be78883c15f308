using GmailMcp.Tests.Hosting.Http;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Thousands of connections that say a byte now and then: they are cut, and nobody else notices.</summary>
public sealed class SlowConnectionsTests : IDisposable
{
    // So many that 1 % of them is more than one pause of the machine; thrice that is less than a mailbox may be asked in a minute.
    private const int Calls = 1_500;

    // The bar is 2,000 (GMAIL_MCP_SLOW_CONNECTIONS=2000). How long others wait is measured only then: beside other tests it is
    // those that would be measured.
    private static readonly int Full = FullSize.Of("GMAIL_MCP_SLOW_CONNECTIONS", 0);
    private static readonly int Connections = Full > 0 ? Full : 300;

    private readonly Storage.ScratchFolder _home = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task Slow_connections_are_cut_and_a_good_caller_waits_at_most_twice_as_long()
    {
        await using var server = await HttpProcess.StartAsync(_home.Path, variables: null, "--demo", "--rate-limit", "0");
        var good = await new RawCaller(server.Address, _http).OpenAsync();
        await MeasureAsync(good); // warm
        var before = await MeasureAsync(good);

        var slow = new List<RawConnection>();
        try
        {
            for (var i = 0; i < Connections; i++)
            {
                var connection = await RawConnection.OpenAsync(server.Address);
                await connection.SendAsync("POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-A: ");
                slow.Add(connection);
            }

            using var enough = new CancellationTokenSource();
            var trickle = TrickleAsync(slow, enough.Token);
            var during = await MeasureAsync(good);
            await enough.CancelAsync();
            await trickle;

            // 5 ms: below that it is the machine's noise that is measured.
            TestContext.Current.SendDiagnosticMessage($"p99 {before.TotalMilliseconds:F2} ms, {during.TotalMilliseconds:F2} ms beside {Connections}");
            Assert.True(
                Full == 0 || during <= TimeSpan.FromTicks(Math.Max(2 * before.Ticks, TimeSpan.FromMilliseconds(5).Ticks)),
                $"p99 was {before.TotalMilliseconds:F2} ms and is {during.TotalMilliseconds:F2} ms beside {Connections} slow connections.");

            // Whatever they send: a head must be whole after 15 seconds.
            await Patience.ForAsync(
                Task.WhenAll(slow.Select(connection => connection.ReadToEndAsync())), () => "the end of the slow connections");
        }
        finally
        {
            slow.ForEach(connection => connection.Dispose());
        }

        Assert.False(server.Process.HasExited);
        Assert.Equal(200, (await good.CallAsync("list_email_labels")).Status);
    }

    // A byte on each, about once a second.
    private static async Task TrickleAsync(List<RawConnection> slow, CancellationToken enough)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        do
        {
            foreach (var connection in slow)
            {
                await connection.TrySendAsync("x"u8.ToArray());
            }
        }
        while (!enough.IsCancellationRequested && await second.WaitForNextTickAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<TimeSpan> MeasureAsync(RawCaller caller)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < Calls; i++)
        {
            var begin = TimeProvider.System.GetTimestamp();
            Assert.Equal(200, (await caller.CallAsync("list_email_labels")).Status);
            times.Add(TimeProvider.System.GetElapsedTime(begin));
        }

        return times.Order().ElementAt(Calls * 99 / 100);
    }
}
