using System.Net;
using System.Net.Sockets;
using System.Text;
using GmailMcp.Accounts;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Accounts;

public sealed class CallbackListenerTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<CallbackQuery> _queries = [];
    private readonly CallbackListener _listener;

    public CallbackListenerTests()
    {
        _listener = CallbackListener.Start(
            [IPAddress.Loopback, IPAddress.IPv6Loopback], port: 0, "/oauth2callback", AnswerAsync, _clock);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    [Fact]
    public async Task Decodes_the_query_and_takes_the_first_of_repeated_parameters()
    {
        await SendAsync("GET /oauth2callback?code=4%2FabC+d&state=s%3D&code=other&flag&error= HTTP/1.1\r\n\r\n");

        var query = Assert.Single(_queries);
        Assert.Equal(("4/abC d", "s=", null), (query.Code, query.State, query.Error));
    }

    [Theory]
    [InlineData("POST /oauth2callback?code=x HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 405)]
    [InlineData("HEAD /oauth2callback?code=x HTTP/1.1\r\n\r\n", 405)]
    [InlineData("GET http://127.0.0.1/oauth2callback?code=x HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /oauth2callback?code=x\r\n\r\n", 400)]
    [InlineData("GET /oauth2callback?code=x HTTP/2.0\r\n\r\n", 400)]
    [InlineData("\r\n\r\n", 400)]
    [InlineData("GET //oauth2callback?code=x HTTP/1.1\r\n\r\n", 404)]
    [InlineData("GET /oauth2callback%2F?code=x HTTP/1.1\r\n\r\n", 404)]
    [InlineData("GET /x/../oauth2callback?code=x HTTP/1.1\r\n\r\n", 404)]
    public async Task Answers_nothing_but_a_GET_of_the_exact_path(string request, int status)
    {
        var answer = await SendAsync(request);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Empty(_queries);
    }

    [Fact]
    public async Task Refuses_a_head_of_more_than_16_KiB()
    {
        var answer = await SendAsync($"GET /oauth2callback?code=x HTTP/1.1\r\nX: {new string('x', 16 * 1024)}");

        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
        Assert.Empty(_queries);
    }

    [Fact]
    public async Task Cuts_a_slow_caller_and_serves_another_meanwhile()
    {
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, _listener.Port, Cancellation);
        await slow.GetStream().WriteAsync("GET /oauth2callback?co"u8.ToArray(), Cancellation);

        Assert.StartsWith("HTTP/1.1 200 ", await SendAsync("GET /oauth2callback?code=x HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        var cut = slow.GetStream().ReadAsync(new byte[1], Cancellation).AsTask();
        while (!cut.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(cut, Task.Delay(1, Cancellation));
        }

        Assert.Equal(0, await cut);
    }

    [Fact]
    public async Task Tells_the_browser_to_keep_nothing_and_pass_nothing_on()
    {
        var answer = await SendAsync("GET /oauth2callback?code=x HTTP/1.1\r\n\r\n");

        Assert.Contains("\r\nCache-Control: no-store\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nReferrer-Policy: no-referrer\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: text/plain; charset=utf-8\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listens_on_both_loopback_addresses_and_no_other()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6.");

        var answer = await ScriptedBrowser.SendAsync("::1", _listener.Port, "GET /oauth2callback?code=x HTTP/1.1\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finishes_the_answer_under_way_when_closed()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _listener.Port, Cancellation);
        await client.GetStream().WriteAsync("GET /oauth2callback?code=wait HTTP/1.1\r\n\r\n"u8.ToArray(), Cancellation);
        while (_queries.Count == 0)
        {
            await Task.Yield();
        }

        var closing = _listener.DisposeAsync().AsTask();
        _waiting.SetResult();
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(Cancellation);
        client.Close();
        await closing;

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
    }

    private readonly TaskCompletionSource _waiting = new();

    private async Task<CallbackAnswer> AnswerAsync(CallbackQuery query, CancellationToken cancellationToken)
    {
        _queries.Add(query);
        if (query.Code == "wait")
        {
            await _waiting.Task;
        }

        return CallbackAnswer.Success;
    }

    private Task<string> SendAsync(string request) => ScriptedBrowser.SendAsync("127.0.0.1", _listener.Port, request);
}
