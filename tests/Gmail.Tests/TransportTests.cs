using System.IO.Compression;
using System.Net;
using System.Text;
using Gmail.Tests.Canned;

namespace Gmail.Tests;

/// <summary>What holds for every call: headers, compression, limits of time and size.</summary>
public sealed class TransportTests
{
    private readonly JumpingTime _time = new();

    [Fact]
    public async Task Asks_for_gzip_in_both_headers_and_for_HTTP_2()
    {
        HttpRequestMessage? seen = null;
        var gmail = new CannedGmail().Answers(request =>
        {
            seen = request;
            return CannedGmail.Answer("{}");
        });
        await gmail.Client(new GmailClientOptions { UserAgent = "acme/1" }).Profile.GetAsync();
        Assert.Equal("gzip", gmail.Request.Headers["Accept-Encoding"]);
        Assert.Equal("acme/1, (gzip)", gmail.Request.Headers["User-Agent"]);
        Assert.Equal(
            (HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower), (seen!.Version, seen.VersionPolicy));
        Assert.Equal(
            "https://gmail.googleapis.com/gmail/v1/users/me/profile?prettyPrint=false", seen.RequestUri!.AbsoluteUri);
    }

    [Fact]
    public async Task Goes_to_another_root_when_told()
    {
        HttpRequestMessage? seen = null;
        var gmail = new CannedGmail().Answers(request =>
        {
            seen = request;
            return CannedGmail.Answer("{}");
        });
        await gmail.Client(new GmailClientOptions { RootUri = new Uri("http://127.0.0.1:4102/") }).Profile.GetAsync();
        Assert.Equal(
            "http://127.0.0.1:4102/gmail/v1/users/me/profile?prettyPrint=false", seen!.RequestUri!.AbsoluteUri);
        Assert.Equal(HttpVersion.Version11, seen.Version);
    }

    [Fact]
    public async Task Reads_compressed_answers_and_errors()
    {
        var gmail = new CannedGmail(_time)
            .Answers(_ => Compressed("""{"emailAddress":"anna@example.com"}""", HttpStatusCode.OK))
            .Answers(_ => Compressed("""{"error":{"code":404,"message":"Not here","errors":[{"reason":"notFound"}]}}""", HttpStatusCode.NotFound));
        var client = gmail.Client();
        Assert.Equal("anna@example.com", (await client.Profile.GetAsync()).EmailAddress);
        Assert.Equal("Not here", (await Assert.ThrowsAsync<GmailException>(() => client.Profile.GetAsync())).Detail);
    }

    [Fact]
    public async Task Bears_a_broken_compression()
    {
        var gmail = new CannedGmail(
            _time).Answers(_ => CannedGmail.Answer("plain", HttpStatusCode.OK, ("Content-Encoding", "gzip")));
        var error = await Assert.ThrowsAsync<GmailException>(() => gmail.Client().Profile.GetAsync());
        Assert.Equal(GmailErrorKind.Malformed, error.Kind);
    }

    [Fact]
    public async Task Stops_reading_a_compressed_answer_that_does_not_end()
    {
        var options = new GmailClientOptions { MaxBodyBytes = 1_000_000 };
        var gmail = new CannedGmail().Answers(
            _ => Compressed("{\"emailAddress\":\"" + new string('a', 5_000_000) + "\"}", HttpStatusCode.OK));
        var error = await Assert.ThrowsAsync<GmailException>(() => gmail.Client(options).Profile.GetAsync());
        Assert.Equal(GmailErrorKind.TooLarge, error.Kind);
        Assert.Contains("1000000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_a_call_when_no_byte_moves_for_half_a_minute()
    {
        var body = new StalledStream();
        var gmail = new CannedGmail(_time).Answers(_ => new HttpResponseMessage { Content = new StreamContent(body) });
        var options = new GmailClientOptions { TimeProvider = _time, MaxTries = 1 };
        var call = gmail.Client(options).Profile.GetAsync();
        await body.Reached.Task;
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(GmailErrorKind.Timeout, (await Assert.ThrowsAsync<GmailException>(() => call)).Kind);
    }

    [Fact]
    public async Task Waits_a_minute_for_the_answer_to_a_send()
    {
        var body = new StalledStream();
        var gmail = new CannedGmail(_time).Answers(_ => new HttpResponseMessage { Content = new StreamContent(body) });
        var call = gmail.Client().Drafts.SendAsync("r1");
        await body.Reached.Task;
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        var error = await Assert.ThrowsAsync<GmailException>(() => call);
        Assert.Equal((GmailErrorKind.Timeout, true), (error.Kind, error.WasAmbiguous));
    }

    [Fact]
    public async Task Does_not_limit_the_whole_of_a_call()
    {
        // A byte every 20 seconds: slow, but moving.
        var body = new SlowStream("""{"emailAddress":"a@example.com"}"""u8.ToArray(), () => _time.Advance(TimeSpan.FromSeconds(20)));
        var gmail = new CannedGmail(_time).Answers(_ => new HttpResponseMessage { Content = new StreamContent(body) });
        Assert.Equal("a@example.com", (await gmail.Client().Profile.GetAsync()).EmailAddress);
        Assert.True(_time.GetUtcNow() - JumpingTime.Noon > TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Names_the_time_limit_of_the_HttpClient_a_timeout()
    {
        var gmail = new CannedGmail(_time).Fails(new TaskCanceledException("limit", new TimeoutException()));
        var error = await Assert.ThrowsAsync<GmailException>(() => gmail.Client().Drafts.SendAsync("r1"));
        Assert.Equal(GmailErrorKind.Timeout, error.Kind);
        Assert.True(error.WasAmbiguous);
    }

    [Fact]
    public async Task Lets_the_cancellation_of_the_caller_through()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        var gmail = new CannedGmail(_time).Answers("{}");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => gmail.Client().Profile.GetAsync(cancellation.Token));
        Assert.Empty(gmail.Requests);
    }

    [Fact]
    public async Task Has_at_most_eight_requests_in_flight()
    {
        var gate = new TaskCompletionSource();
        var handler = new GatedHandler(gate.Task);
        var client = new GmailClient(new HttpClient(handler));
        var calls = Enumerable.Range(0, 30).Select(_ => client.Profile.GetAsync()).ToList();
        await handler.Reached(8);
        gate.SetResult();
        await Task.WhenAll(calls);
        Assert.Equal(8, handler.Most);
    }

    private static HttpResponseMessage Compressed(string text, HttpStatusCode status)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        var content = new ByteArrayContent(bytes.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        return new HttpResponseMessage(status) { Content = content };
    }

    private sealed class GatedHandler(Task gate) : HttpMessageHandler
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _wanted = int.MaxValue;
        private int _now;
        private int _most;

        public int Most => Volatile.Read(ref _most);

        public Task Reached(int count)
        {
            Volatile.Write(ref _wanted, count);
            if (Volatile.Read(ref _now) >= count)
            {
                _reached.TrySetResult();
            }

            return _reached.Task;
        }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var now = Interlocked.Increment(ref _now);
            int most;
            while (now > (most = Volatile.Read(ref _most)))
            {
                Interlocked.CompareExchange(ref _most, now, most);
            }

            if (now >= Volatile.Read(ref _wanted))
            {
                _reached.TrySetResult();
            }

            await gate;
            Interlocked.Decrement(ref _now);
            return CannedGmail.Answer("{}");
        }
    }

    private sealed class StalledStream : MemoryStream
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }

    private sealed class SlowStream(byte[] bytes, Action tick) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            tick();
            return base.ReadAsync(buffer[..1], cancellationToken);
        }
    }
}
