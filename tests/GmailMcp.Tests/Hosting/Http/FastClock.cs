namespace GmailMcp.Tests.Hosting.Http;

/// <summary>The system's time, several times as fast: minutes of quota and hours of tokens pass within a test.</summary>
internal sealed class FastClock(int times) : TimeProvider
{
    private readonly DateTimeOffset _since = System.GetUtcNow();
    private readonly long _start = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => _start + ((System.GetTimestamp() - _start) * times);

    public override DateTimeOffset GetUtcNow() => _since + ((System.GetUtcNow() - _since) * times);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period));

    private TimeSpan Shorten(TimeSpan span) =>
        span == Timeout.InfiniteTimeSpan || span == TimeSpan.Zero ? span : TimeSpan.FromTicks(Math.Max(1, span.Ticks / times));
}
