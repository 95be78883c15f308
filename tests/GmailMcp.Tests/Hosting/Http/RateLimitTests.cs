using System.Net;
using GmailMcp.Accounts;
using GmailMcp.Hosting.Http;
using GmailMcp.Tests.EndToEnd;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>Nobody takes what all need: so much for each caller and address, and no more than the server bears in all.</summary>
public sealed class RateLimitTests
{
    private static readonly Dictionary<string, Owner> Keys = new() { ["key-a"] = Owner.OfKey("a"), ["key-b"] = Owner.OfKey("b") };

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_when_to_come_back_and_no_other_notices()
    {
        await using var server = await StartAsync(new HttpLimits { Rate = 1, Burst = 4 });
        var flood = await Caller(server, "key-a").OpenAsync();
        var other = await Caller(server, "key-b").OpenAsync();

        using var refused = await FloodAsync(flood, 10);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Assert.Contains("\"error\":{\"code\":-32000,\"message\":\"You send more than 1 requests a second.", await TextAsync(refused));
        Assert.Equal(200, (await other.CallAsync("list_email_labels")).Status);
        await Patience.UntilAsync(async () => (await flood.CallAsync("list_email_labels")).Status == 200);
    }

    [Fact]
    public async Task A_session_without_a_key_counts_for_itself()
    {
        await using var server = await StartAsync(new HttpLimits { Rate = 1, Burst = 4 });
        var flood = await Caller(server).OpenAsync();
        var other = await Caller(server).OpenAsync();

        using var refused = await FloodAsync(flood, 10);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(200, (await other.CallAsync("list_email_labels")).Status);
    }

    [Fact]
    public async Task Requests_without_a_key_outside_sessions_count_for_their_address_and_a_key_is_not_among_them()
    {
        await using var server = await StartAsync(new HttpLimits { AddressRate = 1, AddressBurst = 3 });
        var stranger = Caller(server);

        using var refused = await FloodAsync(stranger, 10, """{"jsonrpc":"2.0","id":1,"method":"ping"}""");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("ask the operator for a key", await TextAsync(refused));
        Assert.NotNull((await Caller(server, "key-a").OpenAsync()).SessionId);
    }

    [Fact]
    public async Task Wrong_keys_are_told_so_a_few_times_and_right_ones_always_pass()
    {
        await using var server = await StartAsync(new HttpLimits { AddressRate = 1, AddressBurst = 3 });
        var wrong = Caller(server, "guess");
        using var first = await wrong.PostAsync("{}");
        Assert.Equal(HttpStatusCode.Unauthorized, first.StatusCode);

        using var refused = await FloodAsync(wrong, 10);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Empty(refused.Headers.WwwAuthenticate);
        Assert.NotNull((await Caller(server, "key-a").OpenAsync()).SessionId);
    }

    [Fact]
    public async Task A_caller_has_only_so_many_calls_running()
    {
        var held = new HeldCalls();
        await using var server = await StartAsync(new HttpLimits { MostCalls = 2 }, held);
        var busy = await Caller(server, "key-a").OpenAsync();
        var other = await Caller(server, "key-b").OpenAsync();
        List<Task<(int Status, string Body)>> running = [busy.CallAsync("list_email_labels"), busy.CallAsync("list_email_labels")];
        await held.UntilRunningAsync(2);

        var (status, body) = await busy.CallAsync("list_email_labels");
        Assert.Equal(429, status);
        Assert.Contains("too many calls running", body);
        running.Add(other.CallAsync("list_email_labels"));
        await held.UntilRunningAsync(3);

        held.Release();
        Assert.All(await Task.WhenAll(running), answer => Assert.Equal(200, answer.Status));
        Assert.Equal(200, (await busy.CallAsync("list_email_labels")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Calls_that_outlast_their_POST_are_counted(bool isSse)
    {
        var held = new HeldCalls();
        await using var server = await StartAsync(new HttpLimits { MostCalls = 2 }, held);
        var cancellation = TestContext.Current.CancellationToken;
        var client = await server.ConnectAsync("key-a", isSse ? null : "2025-06-18", isSse);
        using var gone = new CancellationTokenSource();
        var caller = Caller(server, "key-a");
        caller.SessionId = client.SessionId;
        Task[] running = isSse
            ? [client.CallToolAsync("list_email_labels", cancellationToken: cancellation).AsTask(),
                client.CallToolAsync("list_email_labels", cancellationToken: cancellation).AsTask()]
            : [caller.CallAsync("list_email_labels", cancellationToken: gone.Token),
                caller.CallAsync("list_email_labels", cancellationToken: gone.Token)];
        await held.UntilRunningAsync(2);
        await gone.CancelAsync(); // a client of these revisions may come back for the answer, so the call goes on

        // The server may not have seen yet that both POSTs are gone, and then refuses the third one itself.
        CallToolResult? refused = null;
        await Patience.UntilAsync(async () =>
        {
            try
            {
                refused = await client.CallToolAsync("list_email_labels", cancellationToken: cancellation);
                return true;
            }
            catch (HttpRequestException busy) when (busy.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return false;
            }
        });

        Assert.True(refused!.IsError);
        Assert.StartsWith("Error: You have too many calls running.", refused.Text());
        Assert.Equal(2, held.Running);
        held.Release();
        await Patience.UntilAsync(async () =>
            (await client.CallToolAsync("list_email_labels", cancellationToken: cancellation)).IsError != true);
        Assert.Equal(isSse, running.All(call => call.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task A_caller_has_only_so_many_streams_open()
    {
        await using var server = await StartAsync(new HttpLimits { MostStreams = 1 });
        var first = await Caller(server, "key-a").OpenAsync();
        var second = await Caller(server, "key-a").OpenAsync();
        var other = await Caller(server, "key-b").OpenAsync();
        using var open = await first.SendAsync(first.Request(HttpMethod.Get, "/mcp"));
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);

        using var refused = await second.SendAsync(second.Request(HttpMethod.Get, "/mcp"));
        using var others = await other.SendAsync(other.Request(HttpMethod.Get, "/mcp"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("too many streams", await TextAsync(refused));
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
        Assert.Equal(200, (await second.CallAsync("list_email_labels")).Status);
    }

    [Fact]
    public async Task The_server_runs_only_so_many_requests_in_all_and_streams_are_not_among_them()
    {
        var held = new HeldCalls();
        await using var server = await StartAsync(new HttpLimits { MostRequests = 1 }, held);
        var first = await OpenSoonAsync(Caller(server, "key-a"));
        var second = await OpenSoonAsync(Caller(server, "key-b"));
        using var stream = await first.SendAsync(first.Request(HttpMethod.Get, "/mcp"));
        var running = StartSoonAsync(first);
        await held.UntilRunningAsync(1);

        using var refused = await second.PostAsync(Frame.Call(9, "list_email_labels"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        held.Release();
        await running;
        await Patience.UntilAsync(async () => (await second.CallAsync("list_email_labels")).Status == 200);
    }

    // An answer arrives a moment before the server counts its request as done.
    private static async Task<RawCaller> OpenSoonAsync(RawCaller caller)
    {
        await Patience.UntilAsync(async () =>
        {
            try
            {
                await caller.OpenAsync();
                return true;
            }
            catch (HttpRequestException busy) when (busy.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return false;
            }
        });
        return caller;
    }

    private static Task StartSoonAsync(RawCaller caller) => Patience.UntilAsync(async () =>
        (await caller.CallAsync("list_email_labels")).Status == 200);

    [Fact]
    public async Task A_rate_of_0_limits_nobody()
    {
        await using var server = await StartAsync(new HttpLimits { Rate = 0, Burst = 1, MostCalls = 1, AddressRate = 0, AddressBurst = 1 });
        var caller = await Caller(server, "key-a").OpenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => caller.CallAsync("list_email_labels")));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
    }

    private static RawCaller Caller(HttpServer server, string? key = null) => new(server.Address, server.Client, key);

    private static Task<HttpServer> StartAsync(HttpLimits limits, HeldCalls? held = null) => HttpServer.StartAsync(
        http => http with { FindOwner = Keys.GetValueOrDefault, HasKeys = true, HasSse = true, Limits = limits },
        isDemo: true,
        more: mcp => held?.AddTo(mcp));

    // Until one is refused; returns that answer, or the last one.
    private static async Task<HttpResponseMessage> FloodAsync(RawCaller caller, int times, string? json = null)
    {
        for (var i = 1; ; i++)
        {
            var answer = await caller.PostAsync(json ?? Frame.Request(i, "ping"));
            if (answer.StatusCode == HttpStatusCode.TooManyRequests || i == times)
            {
                return answer;
            }

            answer.Dispose();
        }
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
