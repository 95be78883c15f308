namespace Gmail;

/// <summary>How many retries a mailbox may still make: they come out of what succeeds, so that an outage is not answered by
/// many times the calls.</summary>
internal sealed class RetryBudget(TimeProvider time)
{
    private const double Most = 50;

    // A call that fails now and then is always retried; where more than every third fails, the reserve goes.
    private const double PerSuccess = 0.5;
    private const double PerSecond = 0.5;

    private readonly Lock _lock = new();
    private double _left = Most;
    private long _at = time.GetTimestamp();

    /// <summary>Takes one retry.</summary>
    /// <returns>False where none is left.</returns>
    public bool TryTake()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _left = Math.Min(Most, _left + (PerSecond * time.GetElapsedTime(_at, now).TotalSeconds));
            _at = now;
            if (_left < 1)
            {
                return false;
            }

            _left--;
            return true;
        }
    }

    /// <summary>A call succeeded.</summary>
    public void Earn()
    {
        lock (_lock)
        {
            _left = Math.Min(Most, _left + PerSuccess);
        }
    }
}
