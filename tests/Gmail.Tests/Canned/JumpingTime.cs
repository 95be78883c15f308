using Microsoft.Extensions.Time.Testing;

namespace Gmail.Tests.Canned;

/// <summary>A clock that jumps ahead as soon as somebody waits, and keeps how long the waits were. The client's limits
/// of
/// idle time are no waits: they run beside a request and are recognised by their length.</summary>
internal sealed class JumpingTime : FakeTimeProvider
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly GmailClientOptions Limits = new();

    private readonly bool _jumpsAlways;

    public JumpingTime(bool jumpsAlways = false)
        : base(Noon) => _jumpsAlways = jumpsAlways;

    public List<TimeSpan> Waits { get; } = [];

    public double[] WaitsInSeconds => [.. Waits.Select(wait => wait.TotalSeconds)];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        var isLimit = !_jumpsAlways && (dueTime == Limits.IdleTimeout || dueTime == Limits.SendTimeout);
        if (!isLimit && dueTime != Timeout.InfiniteTimeSpan)
        {
            Waits.Add(dueTime);
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
