namespace Gmail;

/// <summary>Keeps one mailbox under Gmail's quota: units of the last 60 seconds, a sliding window and not a bucket,
/// because
/// Gmail counts by the minute and a full bucket plus its refill would spend almost twice the limit in one.</summary>
/// <remarks>https://developers.google.com/workspace/gmail/api/reference/quota</remarks>
public sealed class QuotaLedger
{
    /// <summary>The limit of Cloud projects made since 1 May 2026: 6,000 units per minute, user and project.</summary>
    public const int DefaultUnitsPerMinute = 6_000;

    /// <summary>The limit of Cloud projects from before.</summary>
    public const int UnitsPerMinuteBefore2026 = 15_000;

    // 90 %: other clients of the mailbox, and clocks that disagree about where a minute ends, take the rest.
    private const double UsableShare = 0.9;

    private const double BulkShare = 0.8;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly LinkedList<Waiter> _interactive = [];
    private readonly LinkedList<Waiter> _bulk = [];
    private readonly int _unitsPerMinute;
    private long _unitsSpent;
    private int _credit;
    private ITimer? _timer;
    private DateTimeOffset _timerAt;

    /// <summary>Opens a ledger.</summary>
    /// <param name="unitsPerMinute">Gmail's limit for the mailbox and project, in units per minute: 6,000 for new
    /// projects,
    /// 15,000 for older ones. 90 % of it are used. A lower one that Gmail names when it refuses takes its place for a
    /// day, and
    /// a higher one where this is the default.</param>
    /// <param name="timeProvider">The clock; the system's when null.</param>
    /// <param name="share">What all clients of the mailbox have in common; null for this ledger's own.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="unitsPerMinute"/> is not positive.</exception>
    public QuotaLedger(
        int unitsPerMinute = DefaultUnitsPerMinute, TimeProvider? timeProvider = null, QuotaShare? share = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(unitsPerMinute);
        _time = timeProvider ?? TimeProvider.System;
        _unitsPerMinute = unitsPerMinute;
        Share = share ?? new QuotaShare();
    }

    /// <summary>All units spent since the ledger was opened; the difference of two readings is the cost of what ran
    /// between.</summary>
    public long UnitsSpent => Interlocked.Read(ref _unitsSpent);

    /// <summary>The units spent in the last 60 seconds, by all that share the state.</summary>
    public int UnitsInWindow => Read((minute, _) => minute.Spent);

    /// <summary>The units that calls may still spend in this minute without waiting.</summary>
    public int UnitsLeft => Read((minute, ledger) => Math.Max(0, ledger.BudgetOf(minute) - minute.Spent));

    /// <summary>The limit that holds: the one given, or the one that Gmail named.</summary>
    public int UnitsPerMinute => Read((minute, ledger) => ledger.LimitOf(minute));

    /// <summary>Until when Gmail told this mailbox to stay away; null when it may be called.</summary>
    public DateTimeOffset? PausedUntil => Read((minute, _) => minute.PausedUntil);

    internal QuotaShare Share { get; }

    /// <summary>Gmail named a time before which every call is refused, and calling earlier makes the lockout
    /// longer.</summary>
    internal void PauseUntil(DateTimeOffset until) =>
        Share.Use(words => new QuotaMinute(words, _time.GetUtcNow()).PauseUntil(until));

    /// <summary>Gmail refused because the minute is used up.</summary>
    /// <param name="namedLimit">The limit that it named, in units a minute; null where it named none.</param>
    internal void Refused(int? namedLimit) => Share.Use(words =>
    {
        var minute = new QuotaMinute(words, _time.GetUtcNow());
        if (namedLimit is { } limit)
        {
            minute.NamedLimit = limit;
        }
        else if (minute.Spent > DefaultUnitsPerMinute * UsableShare)
        {
            // More than a new project has, and refused: it is one, whatever was configured.
            minute.NamedLimit = DefaultUnitsPerMinute;
        }
    });

    /// <summary>Waits until Gmail takes calls and the units fit into the window, then charges them.</summary>
    /// <returns>Null once they are charged; otherwise when they could be, which is further away than
    /// <paramref name="longestWait"/>.</returns>
    internal async Task<TurnedAway?> SpendAsync(
        int units, QuotaLane lane, TimeSpan longestWait, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Waiter waiter;
        lock (_lock)
        {
            // A call dearer than the whole budget would wait for ever: it goes when the window is empty.
            var paid = Math.Min(_credit, units);
            _credit -= paid;
            Interlocked.Add(ref _unitsSpent, paid);
            waiter = new Waiter(units - paid, lane == QuotaLane.Bulk ? _bulk : _interactive, _time.GetUtcNow() + longestWait);
            waiter.Enter();
            Admit();
        }

        if (waiter.Admitted.Task.IsCompletedSuccessfully)
        {
            return waiter.Admitted.Task.Result;
        }

        await using var cancellation = cancellationToken.Register(() => Leave(waiter, cancellationToken));
        return await waiter.Admitted.Task;
    }

    /// <summary>Units were charged for what did not leave: the next calls have them.</summary>
    internal void GiveBack(int units)
    {
        lock (_lock)
        {
            _credit += units;
            Interlocked.Add(ref _unitsSpent, -units);
        }
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
        if (_interactive.Count + _bulk.Count == 0)
        {
            return;
        }

        var now = _time.GetUtcNow();
        DateTimeOffset? next = null;
        Share.Use(words =>
        {
            var minute = new QuotaMinute(words, now);
            if (minute.PausedUntil is { } until)
            {
                TurnAway(_interactive, until);
                TurnAway(_bulk, until);
                next = until;
                return;
            }

            var budget = BudgetOf(minute);
            AdmitFrom(_interactive, minute, budget, now);
            if (_interactive.Count == 0)
            {
                AdmitFrom(_bulk, minute, (int)(budget * BulkShare), now);
            }

            next = minute.NextFree;
        });

        if (_interactive.Count + _bulk.Count > 0)
        {
            LookAgain(next ?? now, now);
        }
    }

    // Gmail takes no calls until then: who does not want to wait that long hears of it now.
    private static void TurnAway(LinkedList<Waiter> lane, DateTimeOffset until)
    {
        foreach (var waiter in lane.Where(waiter => waiter.Until < until).ToList())
        {
            waiter.Exit();
            waiter.Admitted.TrySetResult(new TurnedAway(until, ByGmail: true));
        }
    }

    private void LookAgain(DateTimeOffset at, DateTimeOffset now)
    {
        if (_timer is not null && _timerAt == at)
        {
            return;
        }

        _timer?.Dispose();
        _timerAt = at;
        _timer = _time.CreateTimer(
            _ => AdmitLater(), null, at > now ? at - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void AdmitLater()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            _timer = null;
            Admit();
        }
    }

    private void AdmitFrom(LinkedList<Waiter> lane, QuotaMinute minute, int budget, DateTimeOffset now)
    {
        var spent = minute.Spent;
        while (lane.First?.Value is { } first && (spent == 0 || spent + first.Units <= budget))
        {
            first.Exit();
            minute.Charge(first.Units);
            spent += first.Units;
            Interlocked.Add(ref _unitsSpent, first.Units);
            first.Admitted.TrySetResult(null);
        }

        // A minute's budget goes within a minute: whoever stands behind more than that waits longer.
        var ahead = 0;
        for (var node = lane.First; node is not null;)
        {
            var (waiter, following) = (node.Value, node.Next);
            var wait = Window * Math.Ceiling((double)(ahead + waiter.Units) / budget);
            if ((ahead > 0 && now + wait > waiter.Until) || now > waiter.Until)
            {
                waiter.Exit();
                waiter.Admitted.TrySetResult(new TurnedAway(now + wait, ByGmail: false));
            }
            else
            {
                ahead += waiter.Units;
            }

            node = following;
        }
    }

    private int BudgetOf(QuotaMinute minute) => Math.Max(1, (int)(LimitOf(minute) * UsableShare));

    private int LimitOf(QuotaMinute minute) => minute.NamedLimit is { } named
        && (named < _unitsPerMinute || _unitsPerMinute == DefaultUnitsPerMinute)
            ? named
            : _unitsPerMinute;

    private T Read<T>(ReadMinute<T> read)
    {
        T? value = default;
        Share.Use(words => value = read(new QuotaMinute(words, _time.GetUtcNow()), this));
        return value!; // set: a share always calls
    }

    /// <summary>Units were not charged.</summary>
    /// <param name="RetryAt">When they could be.</param>
    /// <param name="ByGmail">Whether Gmail named that time, and not this count.</param>
    internal readonly record struct TurnedAway(DateTimeOffset RetryAt, bool ByGmail);

    private delegate T ReadMinute<T>(QuotaMinute minute, QuotaLedger ledger);

    private sealed class Waiter(int units, LinkedList<Waiter> lane, DateTimeOffset until)
    {
        private LinkedListNode<Waiter>? _node;

        public int Units { get; } = units;

        /// <summary>When it no longer wants to wait.</summary>
        public DateTimeOffset Until { get; } = until;

        public TaskCompletionSource<TurnedAway?> Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

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
