using System.Diagnostics;

namespace GmailMcp.Tests.Mail;

/// <summary>How long each of many readings took, for people; in CI a test fails for a hang only.</summary>
internal sealed class ReadingTimes
{
    /// <summary>Bytes of the largest mail for which the times are promised.</summary>
    public const int LargestRead = 100_000;

    /// <summary>A mail is read in milliseconds; what takes this long hangs or is quadratic.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(5);

    private readonly List<TimeSpan> _elapsed = [];
    private readonly List<TimeSpan> _used = [];

    public int Hangs => _elapsed.Count(elapsed => elapsed > Hang);

    /// <summary>Within which 99 of 100 were read, by the clock or of CPU: each says too much where the machine is shared.</summary>
    public TimeSpan Tail => Min(At(_elapsed), At(_used));

    public T Of<T>(Func<T> reading)
    {
        var usedBefore = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var read = reading();
        _elapsed.Add(clock.Elapsed);
        _used.Add(Environment.CpuUsage.TotalTime - usedBefore);
        return read;
    }

    // Both: on a busy machine the clock says too much; beside other tests the CPU of the process does.
    public override string ToString() => $"{_elapsed.Count} read; by the clock {In(_elapsed)}; of CPU {In(_used)}";

    private static TimeSpan At(List<TimeSpan> times) => times.Order().ElementAt(times.Count * 99 / 100);

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static string In(List<TimeSpan> times)
    {
        var sorted = times.Select(time => time.TotalMilliseconds).Order().ToArray();
        return FormattableString.Invariant(
            $"half within {At(0.5):0.0} ms, 99 % within {At(0.99):0.0} ms, the slowest {sorted[^1]:0.0} ms");

        double At(double share) => sorted[(int)(sorted.Length * share)];
    }
}
