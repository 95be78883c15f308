using System.Globalization;

namespace GmailMcp.Mail.Reading.Calendar;

/// <summary>A zone's offset from UTC at a moment: from the calendar's own VTIMEZONE, else from the system's time
/// zones.</summary>
internal static class CalendarZone
{
    private static readonly string[] Days = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    /// <summary>Null where nobody knows the zone.</summary>
    public static TimeSpan? OffsetAt(CalendarComponent calendar, string zone, DateTime local)
    {
        if (zone.Length == 0)
        {
            return null;
        }

        var own = calendar.Children.FirstOrDefault(child =>
            child.Name == "VTIMEZONE" && child.Text("TZID").Equals(zone, StringComparison.OrdinalIgnoreCase));
        return (own is null ? null : FromRules(own, local)) ?? FromSystem(zone, local);
    }

    /// <summary>RFC 5545 §3.6.5: of the observances the one that began last is in force.</summary>
    private static TimeSpan? FromRules(CalendarComponent zone, DateTime local)
    {
        TimeSpan? offset = null;
        var latest = DateTime.MinValue;
        TimeSpan? before = null;
        var earliest = DateTime.MaxValue;
        foreach (var observance in zone.Children.Where(child => child.Name is "STANDARD" or "DAYLIGHT"))
        {
            if (OffsetOf(observance.Text("TZOFFSETTO")) is not { } to
                || CalendarTimeReader.ParseDateTime(observance.Text("DTSTART")) is not { } start)
            {
                continue;
            }

            if (start.Local < earliest)
            {
                (earliest, before) = (start.Local, OffsetOf(observance.Text("TZOFFSETFROM")) ?? to);
            }

            if (LastOnset(observance, start.Local, local) is { } onset && (offset is null || onset >= latest))
            {
                (latest, offset) = (onset, to);
            }
        }

        return offset ?? before;
    }

    private static DateTime? LastOnset(CalendarComponent observance, DateTime start, DateTime local)
    {
        if (start > local)
        {
            return null;
        }

        var latest = start;
        foreach (var date in observance.All("RDATE").SelectMany(line => line.Value.Split(',')).Take(500))
        {
            if (CalendarTimeReader.ParseDateTime(date) is { } moment && moment.Local <= local && moment.Local > latest)
            {
                latest = moment.Local;
            }
        }

        if (observance.First("RRULE") is not { } line)
        {
            return latest;
        }

        var rule = RecurrenceRule.Parse(line.Value);
        if (!rule.GetValueOrDefault("FREQ", "").Equals("YEARLY", StringComparison.OrdinalIgnoreCase))
        {
            return latest;
        }

        var until = rule.TryGetValue("UNTIL", out var end) && CalendarTimeReader.ParseDateTime(end) is { } last
            ? last.Local
            : DateTime.MaxValue;
        for (var year = local.Year; year >= Math.Max(start.Year, local.Year - 1); year--)
        {
            if (OnsetIn(year, rule, start) is { } onset && onset <= local && onset > latest && onset.Date <= until.Date)
            {
                return onset;
            }
        }

        // After UNTIL the observance keeps its last onset; the other one has come since.
        return until < local && OnsetIn(until.Year, rule, start) is { } final && final > latest && final <= local
            ? final
            : latest;
    }

    /// <summary>Such rules name a month and a day of the week, counted (<c>-1SU</c>) or bounded by days of the
    /// month.</summary>
    private static DateTime? OnsetIn(int year, IReadOnlyDictionary<string, string> rule, DateTime start)
    {
        var month = Number(rule.GetValueOrDefault("BYMONTH")) is >= 1 and <= 12 and var stated ? stated : start.Month;
        var daysInMonth = DateTime.DaysInMonth(year, month);
        var byDay = rule.GetValueOrDefault("BYDAY", "");
        var weekday = byDay.Length < 2 ? -1 : Array.IndexOf(Days, byDay[^2..].ToUpperInvariant());
        if (weekday < 0)
        {
            return new DateTime(year, month, Math.Min(start.Day, daysInMonth)) + start.TimeOfDay;
        }

        var monthDays = rule.GetValueOrDefault("BYMONTHDAY")?.Split(',').Select(Number).ToArray();
        var candidates = Enumerable.Range(1, daysInMonth)
            .Where(day => (int)new DateTime(year, month, day).DayOfWeek == weekday)
            .Where(day => monthDays is null || monthDays.Contains(day) || monthDays.Contains(day - daysInMonth - 1))
            .ToArray();
        var place = Number(byDay[..^2]);
        var index = place < 0 ? candidates.Length + place : Math.Max(0, place - 1);
        return index >= 0 && index < candidates.Length
            ? new DateTime(year, month, candidates[index]) + start.TimeOfDay
            : null;
    }

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? Math.Clamp(number, -1000, 1000)
            : 0;

    /// <summary>±HHMM or ±HHMMSS.</summary>
    private static TimeSpan? OffsetOf(string text)
    {
        var isOffset = text is ['+' or '-', _, _, _, _] or ['+' or '-', _, _, _, _, _, _];
        if (!isOffset || !text.AsSpan(1, 4).ToString().All(char.IsAsciiDigit))
        {
            return null;
        }

        var number = Number(text[1..3]) * 100 + Number(text[3..5]);
        var offset = new TimeSpan(number / 100, number % 100, 0);
        return offset > TimeSpan.FromHours(15) ? null : text[0] == '-' ? -offset : offset;
    }

    private static TimeSpan? FromSystem(string zone, DateTime local)
    {
        // Old programs put their vendor's path before the name: /example.org/2026/Europe/Berlin.
        var name = WindowsZones.ToIana(zone) ?? zone;
        var steps = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var id in steps.Length > 2 ? [name, $"{steps[^2]}/{steps[^1]}"] : new[] { name })
        {
            if (id.Length is > 0 and < 100 && !id.StartsWith('/') && !id.Contains("..", StringComparison.Ordinal)
                && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found))
            {
                return found.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified));
            }
        }

        return null;
    }
}
