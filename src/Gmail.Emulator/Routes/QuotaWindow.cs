namespace Gmail.Emulator.Routes;

/// <summary>Units that each mailbox spent in the last sixty seconds.</summary>
internal sealed class QuotaWindow(EmulatedGmail gmail)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Queue<(DateTimeOffset At, int Units)>> _spent = new(StringComparer.Ordinal);

    /// <summary>Notes the units; false when the limit is on and they would pass it.</summary>
    public bool TrySpend(string account, int units)
    {
        var now = gmail.Options.TimeProvider.GetUtcNow();
        if (!_spent.TryGetValue(account, out var queue))
        {
            _spent[account] = queue = new Queue<(DateTimeOffset, int)>();
        }

        while (queue.TryPeek(out var oldest) && now - oldest.At >= Window)
        {
            queue.Dequeue();
        }

        // Google's quota page: 6,000 units a minute and user for projects made since May 2026, 15,000 for older ones.
        var limit = gmail.Faults.UnitsPerMinute ?? (gmail.Options.Prices == PriceList.From2026 ? 6000 : 15_000);
        if (gmail.Faults.EnforcesQuota && queue.Sum(entry => entry.Units) + units > limit)
        {
            return false;
        }

        queue.Enqueue((now, units));
        return true;
    }
}
