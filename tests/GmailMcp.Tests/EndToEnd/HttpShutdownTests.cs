using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using GmailMcp.Tests.Hosting.Http;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>How the HTTP server ends: what runs is finished, what only waits ends at once, nothing new is taken.</summary>
public sealed class HttpShutdownTests : IDisposable
{
    private readonly Storage.ScratchFolder _home = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task Finishes_the_call_that_runs_ends_streams_at_once_and_takes_nothing_new()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var gmail = await LoopbackGmail.StartAsync();
        gmail.Mailbox.Deliver(Some.Message("Slow but there"));
        var variables = SignedIn.Write(_home.Path, gmail.Root, gmail.Token);
        await using var server = await HttpProcess.StartAsync(_home.Path, variables, "--sse", "--single-user");
        var caller = await new RawCaller(server.Address, _http).OpenAsync();
        using var stream = await caller.SendAsync(caller.Request(HttpMethod.Get, "/mcp"));
        using var sse = await caller.SendAsync(caller.Request(HttpMethod.Get, "/sse"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (stream.StatusCode, sse.StatusCode));
        gmail.Hold(target => target.Contains("/messages", StringComparison.Ordinal));
        var slow = caller.CallAsync("search_emails", new JsonObject { ["query"] = "" });
        await Patience.UntilAsync(() => Task.FromResult(gmail.Waiting > 0));

        var ended = server.EndAsync("TERM");

        await Patience.ForAsync(EndOfAsync(stream), () => "the end of the stream at /mcp");
        await Patience.ForAsync(EndOfAsync(sse), () => "the end of the stream at /sse");
        await Patience.UntilAsync(() => IsRefusedAsync(server.Address));

        // Longer than the two seconds that the command line's library leaves by itself.
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.False(slow.IsCompleted);
        Assert.False(server.Process.HasExited);

        gmail.Release();
        var (status, body) = await Patience.ForAsync(slow, () => $"the answer; stderr: {server.Error}");
        Assert.Equal(200, status);
        Assert.Contains("Slow but there", body);
        Assert.Equal(0, await ended);
        Assert.DoesNotContain("Exception", server.Error, StringComparison.Ordinal);
    }

    private static async Task<bool> EndOfAsync(HttpResponseMessage stream)
    {
        try
        {
            await stream.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException)
        {
            // Cut rather than closed.
        }

        return true;
    }

    private async Task<bool> IsRefusedAsync(Uri address)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(address, "/health"), TestContext.Current.CancellationToken);
            return answer.StatusCode == HttpStatusCode.ServiceUnavailable;
        }
        catch (HttpRequestException exception) when (exception.InnerException is SocketException or IOException)
        {
            return true;
        }
    }
}
