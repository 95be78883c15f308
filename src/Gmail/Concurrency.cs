namespace Gmail;

/// <summary>How many requests are in flight: as many as Gmail lets through. Halved when Gmail says that there are too
/// many,
/// grown by one for each round of successes.</summary>
/// <remarks>Gmail limits concurrent requests per mailbox, over all clients of it, and does not publish the number.
/// https://developers.google.com/workspace/gmail/api/guides/handle-errors</remarks>
internal sealed class Concurrency(int maximum)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(int Weight, TaskCompletionSource<Slot> Entered)> _waiting = [];
    private readonly int _maximum = Math.Max(1, maximum);
    private double _limit = Math.Max(1, maximum);
    private int _inFlight;
    private int _round;

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

    /// <summary>Waits for a place, first come, first served. A batch weighs as much as it has parts, at most all
    /// places:
    /// Gmail counts its parts as requests, so nothing else runs beside a large one.</summary>
    public async Task<Slot> EnterAsync(int weight, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entered = new TaskCompletionSource<Slot>(TaskCreationOptions.RunContinuationsAsynchronously);
        LinkedListNode<(int, TaskCompletionSource<Slot>)> node;
        lock (_lock)
        {
            node = _waiting.AddLast((weight, entered));
            Admit();
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
        LinkedListNode<(int Weight, TaskCompletionSource<Slot> Entered)> node, CancellationToken cancelled)
    {
        lock (_lock)
        {
            if (node.List is null)
            {
                return;
            }

            _waiting.Remove(node);
            Admit();
        }

        node.Value.Entered.TrySetCanceled(cancelled);
    }

    // Under the lock.
    private void Admit()
    {
        while (_waiting.First is { } first)
        {
            var weight = Math.Clamp(first.Value.Weight, 1, (int)_limit);
            if (_inFlight > 0 && _inFlight + weight > (int)_limit)
            {
                return;
            }

            _waiting.RemoveFirst();
            _inFlight += weight;
            first.Value.Entered.TrySetResult(new Slot(this, weight, _round));
        }
    }

    private void Release(Slot slot, bool? wasRefused)
    {
        lock (_lock)
        {
            _inFlight -= slot.Weight;
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
    internal sealed class Slot(Concurrency owner, int weight, int round) : IDisposable
    {
        private bool? _wasRefused;
        private bool _isReleased;

        public int Weight => weight;

        public int Round => round;

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
