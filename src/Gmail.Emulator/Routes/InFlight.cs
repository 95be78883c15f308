namespace Gmail.Emulator.Routes;

/// <summary>How many requests of each mailbox are being answered.</summary>
internal sealed class InFlight(EmulatedFaults faults)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>False when the limit is on and reached; otherwise <see cref="Leave"/> must follow.</summary>
    public bool TryEnter(string account)
    {
        lock (_gate)
        {
            var count = _counts.GetValueOrDefault(account);
            if (faults.LimitsRequestsInFlight && count >= faults.InFlightLimit)
            {
                return false;
            }

            _counts[account] = count + 1;
            return true;
        }
    }

    public void Leave(string account)
    {
        lock (_gate)
        {
            _counts[account]--;
        }
    }
}
