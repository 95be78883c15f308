using Microsoft.Extensions.Time.Testing;

namespace Gmail.Tests.Canned;

/// <summary>A clock that jumps ahead as soon as somebody waits, and keeps how long the waits were. The client's limit of idle
/// time is no wait: it runs beside a request and is recognised by its length.</summary>
internal sealed class JumpingTime : FakeTimeProvider
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan IdleTimeout = new GmailClientOptions().IdleTimeout;

    public JumpingTime()
        : base(Noon)
    {
    }

    public List<TimeSpan> Waits { get; } = [];

    public double[] WaitsInSeconds => [.. Waits.Select(wait => wait.TotalSeconds)];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime != IdleTimeout && dueTime != Timeout.InfiniteTimeSpan)
        {
            Waits.Add(dueTime);
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
