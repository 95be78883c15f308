namespace Gmail;

/// <summary>How many requests are in flight: as many as Gmail lets through. Halved when Gmail says that there are too
/// many,
/// grown by one for each round of successes. What other processes have in flight counts.</summary>
/// <remarks>Gmail limits concurrent requests per mailbox, over all clients of it, and does not publish the number.
/// https://developers.google.com/workspace/gmail/api/guides/handle-errors</remarks>
internal sealed class Concurrency(int maximum, QuotaShare? share = null, TimeProvider? time = null)
{
    // How soon to look again while other processes hold the places: they cannot call here.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    private readonly Lock _lock = new();
    private readonly LinkedList<(int Wanted, TaskCompletionSource<Slot> Entered)> _waiting = [];
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly QuotaShare _share = share ?? new QuotaShare();
    private readonly int _maximum = Math.Max(1, maximum);
    private double _limit = Math.Max(1, maximum);
    private int _inFlight;
    private int _round;
    private ITimer? _look;

    /// <summary>How many may be in flight now.</summary>
    public int Limit
    {
        get
        {
            lock (_lock)
            {
                return (int)_limit;
            }
        }
    }

    /// <summary>Waits for a place, first come, first served.</summary>
    /// <param name="wanted">How many, for a batch: Gmail counts its parts as requests. It gets those that are free, one at
    /// least.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Slot> EnterAsync(int wanted, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entered = new TaskCompletionSource<Slot>(TaskCreationOptions.RunContinuationsAsynchronously);
        LinkedListNode<(int, TaskCompletionSource<Slot>)> node;
        lock (_lock)
        {
            node = _waiting.AddLast((wanted, entered));
            Admit();
        }

        if (entered.Task.IsCompletedSuccessfully)
        {
            return await entered.Task;
        }

        await using var cancellation = cancellationToken.Register(() => Leave(node, cancellationToken));
        return await entered.Task;
    }

    /// <summary>Parts of a batch were refused because there were too many.</summary>
    public void Halve()
    {
        lock (_lock)
        {
            _limit = Math.Max(1, _limit / 2);
            _round++;
        }
    }

    private void Leave(
        LinkedListNode<(int Wanted, TaskCompletionSource<Slot> Entered)> node, CancellationToken cancelled)
    {
        lock (_lock)
        {
            if (node.List is null)
            {
                return;
            }

            _waiting.Remove(node);
            GiveBack();
            Admit();
        }

        node.Value.Entered.TrySetCanceled(cancelled);
    }

    // Under the lock.
    private void Admit()
    {
        while (_waiting.First is { } first && _inFlight < (int)_limit)
        {
            var (taken, isPaused) = Take(Math.Min(first.Value.Wanted, (int)_limit - _inFlight));
            if (taken == 0)
            {
                // The wall clock on purpose, not an injected one: the others live in real time.
                _look?.Dispose();
                _look = TimeProvider.System.CreateTimer(_ => Look(), null, BetweenLooks, Timeout.InfiniteTimeSpan);
                return;
            }

            _waiting.RemoveFirst();
            _inFlight += taken;
            first.Value.Entered.TrySetResult(new Slot(this, taken, _round, isPaused));
        }
    }

    private void Look()
    {
        lock (_lock)
        {
            Admit();
        }
    }

    private (int Taken, bool IsPaused) Take(int wanted)
    {
        var (taken, isPaused) = (0, false);
        _share.Use(words =>
        {
            taken = new QuotaPlaces(words, _share).Take(_inFlight, wanted, (int)_limit);
            isPaused = new QuotaMinute(words, _time.GetUtcNow()).PausedUntil is not null;
        });
        return (taken, isPaused);
    }

    private void GiveBack()
    {
        var stillWaits = _waiting.Count > 0;
        _share.Use(words => new QuotaPlaces(words, _share).Hold(_inFlight, stillWaits));
    }

    private void Release(Slot slot, bool? wasRefused)
    {
        lock (_lock)
        {
            _inFlight -= slot.Weight;
            GiveBack();
            if (wasRefused == true && slot.Round == _round)
            {
                // One halving for all requests that were in flight together: they were refused for the same reason.
                Halve();
            }
            else if (wasRefused == false)
            {
                _limit = Math.Min(_maximum, _limit + (slot.Weight / _limit));
            }

            Admit();
        }
    }

    /// <summary>A place among the requests in flight.</summary>
    internal sealed class Slot(Concurrency owner, int weight, int round, bool isPaused) : IDisposable
    {
        private bool? _wasRefused;
        private bool _isReleased;

        public int Weight => weight;

        public int Round => round;

        /// <summary>Gmail takes no calls: it said so while this one waited.</summary>
        public bool IsPaused => isPaused;

        /// <summary>Gmail took the request.</summary>
        public void Succeeded() => _wasRefused ??= false;

        /// <summary>Gmail refused because there were too many.</summary>
        public void Refused() => _wasRefused = true;

        public void Dispose()
        {
            if (!_isReleased)
            {
                _isReleased = true;
                owner.Release(this, _wasRefused);
            }
        }
    }
}
