using GmailMcp.Tests.Hosting.Http;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Calls that come at their own pace, whether or not the earlier ones were answered. How fast they are answered is
/// measured by bench/http/load open.</summary>
public sealed class OpenLoopTests : IDisposable
{
    private const int Sessions = 20;
    private const int CallsInSecond = 100;
    private const int Seconds = 3;

    private readonly Storage.ScratchFolder _home = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task Calls_that_come_at_their_own_pace_are_all_answered()
    {
        await using var server = await HttpProcess.StartAsync(_home.Path, variables: null, "--demo", "--rate-limit", "0");
        var sessions = new RawCaller[Sessions];
        for (var i = 0; i < Sessions; i++)
        {
            sessions[i] = await new RawCaller(server.Address, _http).OpenAsync();
        }

        var calls = new List<Task<(int Status, string Body)>>();
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1) / CallsInSecond, TimeProvider.System);
        while (calls.Count < CallsInSecond * Seconds && await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            calls.Add(sessions[calls.Count % Sessions].CallAsync(calls.Count % 2 == 0 ? "list_email_labels" : "list_filters"));
        }

        foreach (var (status, body) in await Patience.ForAsync(Task.WhenAll(calls), () => "the last answers"))
        {
            Assert.Equal(200, status);
            Assert.DoesNotContain("\"isError\":true", body, StringComparison.Ordinal);
        }
    }
}
