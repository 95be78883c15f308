namespace Gmail;

/// <summary>The part of a <see cref="QuotaShare"/>'s state about units: a sliding minute in steps of a quarter of a second.
/// What stands there may come from another version or a damaged disk: a time that cannot be is taken for none.</summary>
internal readonly ref struct QuotaMinute(long[] words, DateTimeOffset now)
{
    public const int Length = FirstStep + Steps;

    private const int FirstStep = 2;
    private const int Steps = 256;
    private const int StepMilliseconds = 250;
    private const int StepsInWindow = 60_000 / StepMilliseconds;

    // A step is a word: its number since 1970 above, its units below.
    private const int UnitBits = 20;
    private const long MostUnits = (1L << UnitBits) - 1;

    // Limits last no longer, and an owner may have raised one meanwhile.
    private static readonly TimeSpan LongestMemory = TimeSpan.FromHours(24);

    private readonly long _step = now.ToUnixTimeMilliseconds() / StepMilliseconds;

    /// <summary>Until when Gmail takes no calls; null where it does.</summary>
    public DateTimeOffset? PausedUntil
    {
        get
        {
            var until = words[0];
            var present = now.ToUnixTimeMilliseconds();
            return until > present && until - present <= LongestMemory.TotalMilliseconds
                ? DateTimeOffset.FromUnixTimeMilliseconds(until)
                : null;
        }
    }

    /// <summary>The limit that Gmail named, in units a minute; null where it did not of late.</summary>
    public int? NamedLimit
    {
        get
        {
            var age = _step - (words[1] >> UnitBits);
            return age >= 0 && age * StepMilliseconds < LongestMemory.TotalMilliseconds && (words[1] & MostUnits) > 0
                ? (int)(words[1] & MostUnits)
                : null;
        }

        set => words[1] = value is { } limit ? (_step << UnitBits) | Math.Min(limit, MostUnits) : 0;
    }

    /// <summary>The units of the last minute, up to a quarter of a second more than that.</summary>
    public int Spent
    {
        get
        {
            var units = 0L;
            for (var i = FirstStep; i < Length; i++)
            {
                units += IsInWindow(words[i]) ? words[i] & MostUnits : 0;
            }

            return (int)Math.Min(units, int.MaxValue);
        }
    }

    /// <summary>When the oldest units leave the window; null where it is empty.</summary>
    public DateTimeOffset? NextFree
    {
        get
        {
            var oldest = long.MaxValue;
            for (var i = FirstStep; i < Length; i++)
            {
                if (IsInWindow(words[i]))
                {
                    oldest = Math.Min(oldest, words[i] >> UnitBits);
                }
            }

            return oldest == long.MaxValue
                ? null
                : DateTimeOffset.FromUnixTimeMilliseconds((oldest + StepsInWindow + 1) * StepMilliseconds);
        }
    }

    public void PauseUntil(DateTimeOffset until) =>
        words[0] = PausedUntil > until ? words[0] : until.ToUnixTimeMilliseconds();

    public void Charge(int units)
    {
        ref var word = ref words[FirstStep + (int)(_step % Steps)];
        var before = word >> UnitBits == _step ? word & MostUnits : 0;
        word = (_step << UnitBits) | Math.Min(before + units, MostUnits);
    }

    // A step from the future is a clock that was set back: it would block the mailbox for as long as that was.
    private bool IsInWindow(long word) =>
        (word & MostUnits) > 0 && word >> UnitBits <= _step && word >> UnitBits >= _step - StepsInWindow;
}
