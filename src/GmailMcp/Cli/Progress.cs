namespace GmailMcp.Cli;

/// <summary>A line on the terminal that says what is waited for and how long already; it is gone when the wait is over.</summary>
/// <param name="output">The terminal; null where nobody watches.</param>
/// <param name="words">What is waited for.</param>
/// <param name="clock">The time.</param>
internal sealed class Progress(TextWriter? output, string words, TimeProvider clock) : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private Task _ticking = Task.CompletedTask;
    private int _length;
    private int _isOver;

    /// <summary>From now on; what is over within a second shows nothing.</summary>
    public Progress Start()
    {
        _ticking = output is null ? Task.CompletedTask : TickAsync(output);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            await _over.CancelAsync();
            await _ticking;
            _over.Dispose();
        }
    }

    private async Task TickAsync(TextWriter terminal)
    {
        var start = clock.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
            {
                var line = $"{words} {clock.GetElapsedTime(start):m\\:ss}";
                _length = line.Length;
                await terminal.WriteAsync($"\r{line}");
            }
        }
        catch (OperationCanceledException)
        {
            await terminal.WriteAsync(_length > 0 ? $"\r{new string(' ', _length)}\r" : "");
        }
    }
}
