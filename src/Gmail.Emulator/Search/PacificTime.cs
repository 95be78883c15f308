namespace Gmail.Emulator.Search;

/// <summary>
/// Midnight in California, which is what a bare date in a query means to the API
/// (https://developers.google.com/gmail/api/guides/filtering). The rule is written out because a container may hold no
/// time zone data.
/// </summary>
internal static class PacificTime
{
    public static DateTimeOffset Midnight(DateOnly date) =>
        new(date.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(IsDaylightSavingAtMidnight(date) ? -7 : -8));

    /// <summary>Clocks change at 2:00, so midnight of the first day is still standard time and of the last still
    /// daylight time. Energy Policy Act of 2005 (from 2007), Uniform Time Act as amended in 1986 (before).</summary>
    private static bool IsDaylightSavingAtMidnight(DateOnly date) => date.Year >= 2007
        ? date > Sunday(date.Year, 3, 8) && date <= Sunday(date.Year, 11, 1)
        : date > Sunday(date.Year, 4, 1) && date <= Sunday(date.Year, 10, 25);

    /// <summary>The first Sunday on or after this day.</summary>
    private static DateOnly Sunday(int year, int month, int day)
    {
        var date = new DateOnly(year, month, day);
        return date.AddDays((7 - (int)date.DayOfWeek) % 7);
    }
}
