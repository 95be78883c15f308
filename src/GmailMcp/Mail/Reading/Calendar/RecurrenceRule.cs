using System.Globalization;
using System.Text;

namespace GmailMcp.Mail.Reading.Calendar;

/// <summary>RRULE (RFC 5545 §3.3.10) in words. It is never expanded: some rules have no occurrence and no end.</summary>
internal static class RecurrenceRule
{
    private static readonly string[] DayCodes = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    private static readonly string[] DayNames =
        ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    public static IReadOnlyDictionary<string, string> Parse(string rule)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in rule.Split(';').Take(30))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                parts.TryAdd(part[..equals].Trim(), part[(equals + 1)..].Trim());
            }
        }

        return parts;
    }

    /// <summary>Such as "every 2 weeks on Monday and Thursday, until 14 December 2026".</summary>
    public static string InWords(string rule)
    {
        var parts = Parse(rule);
        var unit = parts.GetValueOrDefault("FREQ", "").ToUpperInvariant() switch
        {
            "SECONDLY" => "second",
            "MINUTELY" => "minute",
            "HOURLY" => "hour",
            "DAILY" => "day",
            "WEEKLY" => "week",
            "MONTHLY" => "month",
            "YEARLY" => "year",
            _ => null,
        };
        if (unit is null)
        {
            return rule.Length == 0 ? "" : "by a rule that cannot be read";
        }

        var text = new StringBuilder();
        var interval = Number(parts, "INTERVAL") ?? 1;
        text.Append(interval > 1 ? $"every {interval} {unit}s" : $"every {unit}");
        Append(text, " in ", parts.GetValueOrDefault("BYMONTH"), Month);
        AppendDays(text, parts);
        Append(text, " on ", parts.GetValueOrDefault("BYMONTHDAY"), DayOfMonth);
        Append(text, " in week ", parts.GetValueOrDefault("BYWEEKNO"), week => Plain(week));
        Append(text, " on day of the year ", parts.GetValueOrDefault("BYYEARDAY"), day => Plain(day));
        AppendEnd(text, parts);
        return text.ToString();
    }

    private static void AppendDays(StringBuilder text, IReadOnlyDictionary<string, string> parts)
    {
        if (!parts.TryGetValue("BYDAY", out var days))
        {
            return;
        }

        var position = parts.GetValueOrDefault("BYSETPOS");
        if (days.ToUpperInvariant() is "MO,TU,WE,TH,FR")
        {
            text.Append(position is null ? " from Monday to Friday" : $" on the {Place(position)} weekday");
            return;
        }

        Append(text, position is null ? " on " : $" on the {Place(position)} ", days, Day);
    }

    private static void AppendEnd(StringBuilder text, IReadOnlyDictionary<string, string> parts)
    {
        if (Number(parts, "COUNT") is { } count)
        {
            text.Append(count == 1 ? ", once" : $", {count} times");
        }
        else if (CalendarTimeReader.ParseDateTime(parts.GetValueOrDefault("UNTIL", "")) is { } until)
        {
            text.Append(", until ").Append(until.Local.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));
        }
    }

    private static void Append(StringBuilder text, string before, string? list, Func<string, string> inWords)
    {
        if (string.IsNullOrEmpty(list))
        {
            return;
        }

        var all = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(31)
            .Select(inWords).Where(word => word.Length > 0).ToArray();
        if (all.Length > 0)
        {
            text.Append(before).Append(all.Length == 1 ? all[0] : string.Join(", ", all[..^1]) + " and " + all[^1]);
        }
    }

    /// <summary>A number as it stands; anything else is nothing a rule can hold.</summary>
    private static string Plain(string number) =>
        number.Length is > 0 and <= 4 && number.TrimStart('-', '+').All(char.IsAsciiDigit) ? number : "";

    private static int? Number(IReadOnlyDictionary<string, string> parts, string name) =>
        int.TryParse(parts.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static string DayOfMonth(string day) => day switch
    {
        "-1" => "the last day",
        ['-', .. var fromEnd] => $"the {Ordinal(fromEnd)} to last day",
        _ => day.Length is > 0 and <= 2 && day.All(char.IsAsciiDigit) ? $"day {day}" : "",
    };

    private static string Day(string code)
    {
        var index = code.Length < 2 ? -1 : Array.IndexOf(DayCodes, code[^2..].ToUpperInvariant());
        if (index < 0)
        {
            return "";
        }

        return code.Length == 2 ? DayNames[index] : $"the {Place(code[..^2])} {DayNames[index]}";
    }

    private static string Month(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12
            ? CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month)
            : "";

    private static string Place(string number) => number.TrimStart('+') switch
    {
        "-1" => "last",
        ['-', .. var fromEnd] => $"{Ordinal(fromEnd)} to last",
        var place => Ordinal(place),
    };

    private static string Ordinal(string number) => number switch
    {
        "1" => "first",
        "2" => "second",
        "3" => "third",
        "4" => "fourth",
        "5" => "fifth",
        _ => number.Length is > 0 and < 6 && number.All(char.IsAsciiDigit) ? number + "th" : "?",
    };
}
