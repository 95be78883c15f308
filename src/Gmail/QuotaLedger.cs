namespace Gmail;

/// <summary>Keeps one mailbox under Gmail's quota: units of the last 60 seconds, a sliding window and not a bucket,
/// because
/// Gmail counts by the minute and a full bucket plus its refill would spend almost twice the limit in one.</summary>
/// <remarks>https://developers.google.com/workspace/gmail/api/reference/quota</remarks>
public sealed class QuotaLedger
{
    /// <summary>The limit of Cloud projects made since 1 May 2026: 6,000 units per minute, user and project.</summary>
    public const int DefaultUnitsPerMinute = 6_000;

    // 90 %: other clients of the mailbox, and clocks that disagree about where a minute ends, take the rest.
    private const double UsableShare = 0.9;

    private const double BulkShare = 0.8;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Queue<(DateTimeOffset At, int Units)> _spent = new();
    private readonly LinkedList<Waiter> _interactive = [];
    private readonly LinkedList<Waiter> _bulk = [];
    private readonly int _budget;
    private int _unitsInWindow;
    private long _unitsSpent;
    private DateTimeOffset? _pausedUntil;
    private ITimer? _timer;

    /// <summary>Opens a ledger.</summary>
    /// <param name="unitsPerMinute">Gmail's limit for the mailbox and project, in units per minute: 6,000 for new
    /// projects,
    /// 15,000 for older ones. 90 % of it are used.</param>
    /// <param name="timeProvider">The clock; the system's when null.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="unitsPerMinute"/> is not positive.</exception>
    public QuotaLedger(int unitsPerMinute = DefaultUnitsPerMinute, TimeProvider? timeProvider = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(unitsPerMinute);
        _time = timeProvider ?? TimeProvider.System;
        _budget = Math.Max(1, (int)(unitsPerMinute * UsableShare));
    }

    /// <summary>All units spent since the ledger was opened; the difference of two readings is the cost of what ran
    /// between.</summary>
    public long UnitsSpent => Interlocked.Read(ref _unitsSpent);

    /// <summary>The units spent in the last 60 seconds.</summary>
    public int UnitsInWindow
    {
        get
        {
            lock (_lock)
            {
                Forget();
                return _unitsInWindow;
            }
        }
    }

    /// <summary>Until when Gmail told this mailbox to stay away; null when it may be called.</summary>
    public DateTimeOffset? PausedUntil
    {
        get
        {
            lock (_lock)
            {
                return _pausedUntil > _time.GetUtcNow() ? _pausedUntil : null;
            }
        }
    }

    /// <summary>Gmail named a time before which every call is refused, and calling earlier makes the lockout
    /// longer.</summary>
    internal void PauseUntil(DateTimeOffset until)
    {
        lock (_lock)
        {
            _pausedUntil = _pausedUntil > until ? _pausedUntil : until;
        }
    }

    /// <summary>Waits until the units fit into the window, then charges them.</summary>
    internal async Task SpendAsync(int units, QuotaLane lane, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Waiter waiter;
        lock (_lock)
        {
            // A call dearer than the whole budget would wait for ever: it goes when the window is empty.
            waiter = new Waiter(units, lane == QuotaLane.Bulk ? _bulk : _interactive);
            waiter.Enter();
            Admit();
        }

        await using var cancellation = cancellationToken.Register(() => Leave(waiter, cancellationToken));
        await waiter.Admitted.Task;
    }

    private void Leave(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            waiter.Exit();
            Admit();
        }

        waiter.Admitted.TrySetCanceled(cancellationToken);
    }

    // Under the lock. Bulk calls move only when no interactive call waits.
    private void Admit()
    {
        Forget();
        var blocked = AdmitFrom(_interactive, _budget);
        if (_interactive.Count == 0)
        {
            blocked = AdmitFrom(_bulk, (int)(_budget * BulkShare));
        }

        _timer?.Dispose();
        _timer = null;
        if (blocked)
        {
            var wait = _spent.Peek().At + Window - _time.GetUtcNow();
            _timer = _time.CreateTimer(
                _ => AdmitLater(), null, wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void AdmitLater()
    {
        lock (_lock)
        {
            Admit();
        }
    }

    /// <returns>Whether the lane still waits for units; never so when the window is empty.</returns>
    private bool AdmitFrom(LinkedList<Waiter> lane, int budget)
    {
        while (lane.First?.Value is { } first)
        {
            if (_unitsInWindow > 0 && _unitsInWindow + first.Units > budget)
            {
                return true;
            }

            first.Exit();
            Charge(first.Units);
            first.Admitted.TrySetResult();
        }

        return false;
    }

    private void Charge(int units)
    {
        if (units > 0)
        {
            _spent.Enqueue((_time.GetUtcNow(), units));
            _unitsInWindow += units;
            Interlocked.Add(ref _unitsSpent, units);
        }
    }

    private void Forget()
    {
        var now = _time.GetUtcNow();

        // An entry from the future is a clock that was set back: it would block the mailbox for as long as that was.
        while (_spent.TryPeek(out var oldest) && (oldest.At + Window <= now || oldest.At > now))
        {
            _spent.Dequeue();
            _unitsInWindow -= oldest.Units;
        }
    }

    private sealed class Waiter(int units, LinkedList<Waiter> lane)
    {
        private LinkedListNode<Waiter>? _node;

        public int Units { get; } = units;

        public TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Enter() => _node = lane.AddLast(this);

        public void Exit()
        {
            if (_node is not null)
            {
                lane.Remove(_node);
                _node = null;
            }
        }
    }
}
