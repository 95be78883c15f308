using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Gmail.Emulator.Mbox;

/// <summary>
/// The line that begins a message in an mbox: "From sender Mon May  2 16:07:05 2005", in Takeout
/// "From 1234567890@xxx Mon Apr 14 01:36:27 +0000 2025". Weekday, month, day and time must be there: a line of prose
/// that begins with "From " and was never quoted does not cut a message in two.
/// </summary>
internal sealed record EnvelopeLine(DateTimeOffset? ReceivedAt)
{
    private const int LongestLine = 1_000;

    private static readonly FrozenSet<string> Weekdays = FrozenSet.Create(
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    private static readonly FrozenSet<string> Months = FrozenSet.Create(
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    public static EnvelopeLine? Parse(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("From "u8) || line.Length > LongestLine)
        {
            return null;
        }

        var words = Encoding.Latin1.GetString(line[5..]).Split(' ', '\t', '\r', '\n');
        words = [.. words.Where(word => word.Length > 0)];
        for (var i = 0; i + 3 < words.Length; i++)
        {
            if (Weekdays.Contains(words[i]) && Months.Contains(words[i + 1])
                && IsDay(words[i + 2]) && IsTime(words[i + 3]))
            {
                return new EnvelopeLine(Moment(words[i + 1], words[i + 2], words[i + 3], words[(i + 4)..]));
            }
        }

        return null;
    }

    private static DateTimeOffset? Moment(string month, string day, string time, string[] rest)
    {
        // The zone, if any, stands before or after the year; without one the time is UTC (RFC 4155 appendix A).
        var year = Array.Find(rest, word => word.Length == 4 && word.All(char.IsAsciiDigit));
        var zone = Array.Find(rest, word => word.Length == 5 && word[0] is '+' or '-');
        var clock = time.Length == 5 ? time + ":00" : time;
        var offset = zone is null ? "+00:00" : zone[..3] + ":" + zone[3..];
        return DateTimeOffset.TryParseExact(
            $"{year} {month} {day} {clock} {offset}", "yyyy MMM d H:mm:ss zzz", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var moment)
            ? moment.ToUniversalTime()
            : null;
    }

    private static bool IsDay(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 31;

    private static bool IsTime(string word) =>
        TimeOnly.TryParseExact(word, ["H:mm:ss", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
