using System.Net;
using System.Text;
using GmailMcp.Hosting.Http;
using GmailMcp.Tests.EndToEnd;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>Requests that are too long are refused in words, those that are too slow are cut, and silence alone is no fault.</summary>
public sealed class SlowAndLargeTests
{
    private const int Mebibyte = 1024 * 1024;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused_in_words(bool isChunked)
    {
        await using var server = await StartAsync(new HttpLimits { LargestBody = Mebibyte });
        using var request = Caller(server).Post(
            new StringContent(Frame.Request(1, new string('x', 2 * Mebibyte)), Encoding.UTF8, "application/json"));
        request.Headers.TransferEncodingChunked = isChunked;

        using var refused = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Contains("The request is longer than 1 MiB.", await TextAsync(refused));
        Assert.NotNull((await Caller(server).OpenAsync()).SessionId);
    }

    // The servers before this one took 100 kB.
    [Fact]
    public async Task A_body_of_some_megabytes_is_taken()
    {
        await using var server = await StartAsync(new HttpLimits());
        var caller = await Caller(server).OpenAsync();

        var (status, body) = await caller.CallAsync("draft_email", new()
        {
            ["to"] = new System.Text.Json.Nodes.JsonArray("ann@example.org"),
            ["subject"] = "Long",
            ["body"] = new string('x', 4 * Mebibyte),
        });

        Assert.Equal(200, status);
        Assert.Contains("Email draft created successfully", body);
    }

    [Fact]
    public async Task A_head_over_the_limit_is_refused()
    {
        await using var server = await StartAsync(new HttpLimits());
        using var connection = await RawConnection.OpenAsync(server.Address);

        await connection.SendAsync($"GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: {new string('x', 40_000)}\r\n\r\n");

        Assert.Equal(431, RawConnection.Status(await connection.ReadToEndAsync()));
    }

    [Fact]
    public async Task Nothing_is_compressed()
    {
        await using var server = await StartAsync(new HttpLimits());
        var caller = await Caller(server).OpenAsync();
        List<HttpRequestMessage> requests =
        [
            caller.Call("list_email_labels"),
            .. new[] { "/", "/health", "/sessions", "/health/ready" }.Select(path => caller.Request(HttpMethod.Get, path)),
        ];

        foreach (var request in requests)
        {
            request.Headers.AcceptEncoding.ParseAdd("gzip, br, deflate, zstd");
            using var answer = await caller.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain(answer.Content.Headers.ContentEncoding, coding => coding != "identity");
        }
    }

    [Fact]
    public async Task Slow_bodies_and_readers_are_cut_and_a_silent_stream_is_not()
    {
        // 1 s is the least that Kestrel can tell.
        var limits = new HttpLimits
        {
            SlowestUpload = 10_000,
            SlowestDownload = 1e9,
            SlowGrace = TimeSpan.FromSeconds(1.1),
            HeadPatience = TimeSpan.FromSeconds(1),
        };
        var told = new TaskCompletionSource();
        await using var server = await StartAsync(limits, mcp => mcp.WithRequestFilters(filters =>
            filters.AddCallToolFilter(next => async (context, cancellationToken) =>
            {
                if (context.Params!.Name != "list_filters")
                {
                    return await next(context, cancellationToken);
                }

                told.TrySetResult();
                return new CallToolResult { Content = [new TextContentBlock { Text = new string('x', 64 * Mebibyte) }] };
            })));
        var caller = await Caller(server).OpenAsync();
        using var stream = await caller.SendAsync(caller.Request(HttpMethod.Get, "/mcp"));

        using var slowHead = await RawConnection.OpenAsync(server.Address);
        await slowHead.SendAsync("POST /mcp HTTP/1.1\r\nHost: loc");
        using var slowBody = await RawConnection.OpenAsync(server.Address);
        await slowBody.SendAsync(Head(caller, length: 1000) + "{");
        using var slowReader = await RawConnection.OpenAsync(server.Address, receiveBuffer: 4096);
        var call = Frame.Call(7, "list_filters");
        await slowReader.SendAsync(Head(caller, call.Length) + call);
        await told.Task.WaitAsync(Patience.Long, TestContext.Current.CancellationToken);

        Assert.Contains(RawConnection.Status(await slowHead.ReadToEndAsync()), new[] { 0, 408 });
        Assert.Equal(408, RawConnection.Status(await slowBody.ReadToEndAsync()));
        await Patience.UntilAsync(() => Task.FromResult(Admitted(server) == 0)); // nobody had to read for the call to end
        var read = await slowReader.ReadToEndAsync();
        Assert.True(read.Length < 60 * Mebibyte, "All of it came.");

        // Longer ago than any patience: the stream still is there, and not a byte has come.
        var silent = stream.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.False(silent.IsCompleted);
        Assert.Equal(200, (await caller.CallAsync("list_email_labels")).Status);
    }

    private static int Admitted(HttpServer server) => server.Services.GetRequiredService<Admission>().Running;

    private static string Head(RawCaller caller, int length) => new StringBuilder()
        .Append("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n")
        .Append("Accept: application/json, text/event-stream\r\n")
        .Append("Mcp-Session-Id: ").Append(caller.SessionId).Append("\r\n")
        .Append("Content-Length: ").Append(length).Append("\r\n\r\n")
        .ToString();

    private static RawCaller Caller(HttpServer server) => new(server.Address, server.Client);

    private static Task<HttpServer> StartAsync(HttpLimits limits, Action<IMcpServerBuilder>? more = null) =>
        HttpServer.StartAsync(http => http with { Limits = limits }, isDemo: true, more: more);

    private static Task<string> TextAsync(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
