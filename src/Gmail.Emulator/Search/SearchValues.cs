using System.Globalization;

namespace Gmail.Emulator.Search;

/// <summary>Reads the dates, spans and sizes of a query.</summary>
internal static class SearchValues
{
    // The forms of the help page (2004/04/16 and 04/16/2004) and the dashes that people write instead of strokes.
    private static readonly string[] DateForms = ["yyyy/M/d", "yyyy-M-d", "M/d/yyyy", "M-d-yyyy"];

    /// <summary>A date (midnight Pacific time) or seconds since 1970, which are exact.</summary>
    public static DateTimeOffset? Moment(string value)
    {
        if (DateOnly.TryParseExact(value, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return PacificTime.Midnight(date);
        }

        return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }

    /// <summary>The beginning of the last 2d, 3m or 1y before now; null when it is no such span.</summary>
    public static Func<DateTimeOffset, DateTimeOffset>? Ago(string value)
    {
        // 2,000 of any unit stays inside the calendar.
        if (value.Length < 2
            || !int.TryParse(value[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > 2_000)
        {
            return null;
        }

        return char.ToLowerInvariant(value[^1]) switch
        {
            'd' => now => now.AddDays(-count),
            'm' => now => now.AddMonths(-count),
            'y' => now => now.AddYears(-count),
            _ => null,
        };
    }

    /// <summary>Bytes. 10M is 10,000,000: "larger:10M – messages of at least 10M bytes (10,000,000 bytes) in
    /// size".</summary>
    public static long? Size(string value)
    {
        var unit = value switch
        {
            [.., 'k' or 'K'] => 1_000,
            [.., 'm' or 'M'] => 1_000_000,
            _ => 1,
        };
        var digits = unit == 1 ? value : value[..^1];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count <= long.MaxValue / unit
            ? count * unit
            : null;
    }
}
