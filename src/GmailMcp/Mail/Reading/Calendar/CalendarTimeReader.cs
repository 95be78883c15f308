using System.Globalization;

namespace GmailMcp.Mail.Reading.Calendar;

/// <summary>DTSTART and its like (RFC 5545 §3.3.4, §3.3.5, §3.3.6) → moments.</summary>
internal static class CalendarTimeReader
{
    private static readonly string[] Forms = ["yyyyMMdd'T'HHmmss", "yyyyMMdd'T'HHmm", "yyyyMMdd"];

    public static CalendarTime? Read(CalendarComponent calendar, CalendarLine? line)
    {
        if (line is null || ParseDateTime(line.Value) is not { } time || time.IsDate || time.Offset is not null)
        {
            return line is null ? null : ParseDateTime(line.Value);
        }

        var zone = line.Parameter("TZID") ?? "";
        return time with { Zone = zone, Offset = CalendarZone.OffsetAt(calendar, zone, time.Local) };
    }

    /// <summary>A date, a local time, or one in UTC (a Z at its end).</summary>
    public static CalendarTime? ParseDateTime(string text)
    {
        var value = text.Trim();
        var isUtc = value.EndsWith('Z');
        var isRead = DateTime.TryParseExact(
            value.TrimEnd('Z'), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local);
        var isDate = !value.Contains('T', StringComparison.Ordinal);
        return isRead
            ? new CalendarTime(local, isDate, isUtc ? "UTC" : "", isUtc ? TimeSpan.Zero : null)
            : null;
    }

    /// <summary>The end of an event: DTEND, or DTSTART and DURATION. DTEND of whole days is the day after.</summary>
    public static CalendarTime? End(CalendarComponent calendar, CalendarComponent @event, CalendarTime? start)
    {
        var end = Read(calendar, @event.First("DTEND"));
        if (end is null && start is not null && Duration(@event.Text("DURATION")) is { } duration)
        {
            var ticks = Math.Clamp(start.Local.Ticks + duration.Ticks, 0, DateTime.MaxValue.Ticks);
            end = start with { Local = new DateTime(ticks) };
            end = start.Zone is "" or "UTC"
                ? end
                : end with { Offset = CalendarZone.OffsetAt(calendar, start.Zone, end.Local) };
        }

        return end is { IsDate: true } && start is not null && end.Local > start.Local
            ? end with { Local = end.Local.AddDays(-1) }
            : end;
    }

    /// <summary>P1DT2H30M, PT45M, P2W.</summary>
    private static TimeSpan? Duration(string text)
    {
        if (text.Length is < 2 or > 40 || text[0] is not ('P' or '+'))
        {
            return null;
        }

        var seconds = 0L;
        var number = 0L;
        foreach (var c in text.AsSpan(1))
        {
            if (char.IsAsciiDigit(c))
            {
                number = Math.Min((number * 10) + (c - '0'), 1_000_000);
                continue;
            }

            seconds += number * c switch
            {
                'W' => 7 * 86_400,
                'D' => 86_400,
                'H' => 3600,
                'M' => 60,
                'S' => 1,
                _ => 0,
            };
            number = 0;
        }

        return TimeSpan.FromSeconds(seconds);
    }
}
