using System.Collections.Concurrent;

namespace GmailMcp.Accounts;

/// <summary>
/// Callbacks that a running HTTP server takes for <c>gmail-mcp auth</c>, which cannot have the port: the command hands
/// its state over, waits for what the browser brings, and says what the browser is shown. Neither the verifier nor a
/// token passes through here.
/// </summary>
internal sealed class CallbackRelay(TimeProvider clock)
{
    private const int MostWaiting = 16;

    // The command exchanges the code meanwhile: GoogleOAuth's patience and some.
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(40);

    private readonly ConcurrentDictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);

    /// <summary>Expects the browser of a sign-in, for five minutes.</summary>
    /// <param name="state">What Google sends back with it.</param>
    /// <param name="path">Where it arrives.</param>
    /// <returns>False when too many sign-ins are expected already.</returns>
    public bool Expect(string state, string path)
    {
        foreach (var (old, waiting) in _waiting)
        {
            if (clock.GetUtcNow() >= waiting.ExpiresAt)
            {
                _waiting.TryRemove(old, out _);
            }
        }

        return _waiting.Count < MostWaiting && _waiting.TryAdd(state, new(path, clock.GetUtcNow() + PendingSignIn.Limit));
    }

    /// <summary>Whether a sign-in waits for a browser at this path.</summary>
    public bool Expects(string path) =>
        !_waiting.IsEmpty && _waiting.Values.Any(waiting => waiting.Path == path && clock.GetUtcNow() < waiting.ExpiresAt);

    /// <summary>Waits for the browser of a sign-in that is expected.</summary>
    /// <returns>What came; null when nothing did.</returns>
    public async Task<CallbackQuery?> WaitAsync(string state, CancellationToken cancellationToken)
    {
        if (!_waiting.TryGetValue(state, out var waiting))
        {
            return null;
        }

        try
        {
            return await waiting.Arrival.Task.WaitAsync(PendingSignIn.Limit, clock, cancellationToken);
        }
        catch (Exception over) when (over is TimeoutException or OperationCanceledException)
        {
            _waiting.TryRemove(state, out _);
            return null;
        }
    }

    /// <summary>Says what the browser is shown.</summary>
    /// <returns>False when no browser waits.</returns>
    public bool Answer(string state, CallbackAnswer answer) =>
        _waiting.TryRemove(state, out var waiting) && waiting.Answer.TrySetResult(answer);

    /// <summary>Takes a browser and keeps it until the command has said what to show.</summary>
    public async Task<CallbackAnswer> TakeAsync(string path, CallbackQuery query, CancellationToken cancellationToken)
    {
        if (query.State is not { } state
            || !_waiting.TryGetValue(state, out var waiting)
            || waiting.Path != path
            || !waiting.Arrival.TrySetResult(query))
        {
            return query.Code is null && query.Error is null ? CallbackAnswer.NoCode : CallbackAnswer.WrongState;
        }

        try
        {
            return await waiting.Answer.Task.WaitAsync(AnswerPatience, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            _waiting.TryRemove(state, out _);
            return CallbackAnswer.Failed("gmail-mcp auth, which started this sign-in, has gone. Start it again.");
        }
    }

    private sealed record Waiting(string Path, DateTimeOffset ExpiresAt)
    {
        public TaskCompletionSource<CallbackQuery> Arrival { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<CallbackAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
