using Gmail.Tests.Canned;

namespace Gmail.Tests;

/// <summary>Equal reads at the same time are one request.</summary>
public sealed class SingleFlightTests : IDisposable
{
    private readonly Held _gmail = new();
    private readonly GmailClient _client;

    public SingleFlightTests() => _client = new GmailClient(new HttpClient(_gmail));

    public void Dispose() => _gmail.Dispose();

    [Fact]
    public async Task Equal_reads_share_an_answer_and_its_price()
    {
        var reads = Enumerable.Range(0, 10).Select(_ => _client.Messages.GetAsync("m1")).ToList();
        var other = _client.Messages.GetAsync("m2");
        _gmail.Answer();
        Assert.All(await Task.WhenAll(reads), message => Assert.Equal("m1", message.Id));
        Assert.Equal("m2", (await other).Id);
        Assert.Equal((2, 40L), (_gmail.Count, _client.UnitsSpent));

        await _client.Messages.GetAsync("m1");
        Assert.Equal(3, _gmail.Count); // no cache: what comes later asks anew
    }

    [Fact]
    public async Task One_that_gives_up_leaves_the_others_their_answer_and_the_last_one_ends_the_request()
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var one = _client.Messages.GetAsync("m1", cancellationToken: first.Token);
        var two = _client.Messages.GetAsync("m1", cancellationToken: second.Token);
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.False(_gmail.Cancelled.Task.IsCompleted);
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => two);
        await _gmail.Cancelled.Task;
    }

    [Fact]
    public async Task A_failure_is_everybodys()
    {
        var reads = Enumerable.Range(0, 3).Select(_ => _client.Messages.GetAsync("gone")).ToList();
        _gmail.Answer();
        foreach (var read in reads)
        {
            Assert.Equal(GmailErrorKind.NotFound, (await Assert.ThrowsAsync<GmailException>(() => read)).Kind);
        }

        Assert.Equal(1, _gmail.Count);
    }

    [Fact]
    public async Task Nobody_joins_a_read_that_began_before_a_change()
    {
        var before = _client.Labels.ListAsync();
        var change = _client.Labels.DeleteAsync("L1");
        var during = _client.Labels.ListAsync();
        _gmail.Answer();
        await change;
        await Task.WhenAll(before, during);
        Assert.Equal(3, _gmail.Count);
    }

    [Fact]
    public async Task What_tells_the_present_is_asked_for_by_each()
    {
        Task[] reads = [.. Enumerable.Range(0, 2).SelectMany(_ => new Task[] { _client.History.ListAsync("1"), _client.Profile.GetAsync() })];
        _gmail.Answer();
        await Task.WhenAll(reads);
        Assert.Equal(4, _gmail.Count);
    }

    [Fact]
    public async Task Counts_the_units_of_each_call_apart()
    {
        _gmail.Answer();
        var (one, two) = (new UnitMeter(), new UnitMeter());
        await _client.Metered(one).Messages.GetAsync("m1");
        await _client.InLane(QuotaLane.Bulk).Metered(two).Labels.ListAsync();
        await _client.Metered(two).InLane(QuotaLane.Bulk).Labels.ListAsync();
        Assert.Equal((20L, 2L, 22L), (one.Units, two.Units, _client.UnitsSpent));
    }

    /// <summary>Answers when told to.</summary>
    private sealed class Held : HttpMessageHandler
    {
        private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        public int Count => _count;

        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Answer() => _answer.TrySetResult();

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            try
            {
                await _answer.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Cancelled.TrySetResult();
                throw;
            }

            var id = request.RequestUri!.Segments[^1];
            return id == "gone"
                ? CannedGmail.Answer("{}", System.Net.HttpStatusCode.NotFound)
                : CannedGmail.Answer($$"""{"id":"{{id}}"}""");
        }
    }
}
