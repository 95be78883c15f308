using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Accounts;

/// <summary>
/// A clock whose wall time can be set wrong while its stopwatch goes on, as when a machine's time is corrected.
/// </summary>
internal sealed class JumpingClock(FakeTimeProvider steady) : TimeProvider
{
    public TimeSpan Jump { get; set; }

    public override long TimestampFrequency => steady.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => steady.GetUtcNow() + Jump;

    public override long GetTimestamp() => steady.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        steady.CreateTimer(callback, state, dueTime, period);
}
