using System.Globalization;

namespace GmailMcp.Policy;

/// <summary>What one mailbox did in one day (UTC), and its line in a file.</summary>
/// <param name="Day">The day.</param>
/// <param name="Counts">How often, by act; what is missing did not happen.</param>
internal sealed record DayCount(DateOnly Day, IReadOnlyDictionary<CappedAct, long> Counts)
{
    private const string DayForm = "yyyy-MM-dd";

    public static DayCount Empty(DateOnly day) => new(day, new Dictionary<CappedAct, long>());

    public long Of(CappedAct act) => Counts.GetValueOrDefault(act);

    public DayCount Add(CappedAct act, int count) =>
        this with { Counts = new Dictionary<CappedAct, long>(Counts) { [act] = Of(act) + count } };

    public override string ToString() =>
        Day.ToString(DayForm, CultureInfo.InvariantCulture)
        + string.Concat(Counts.Select(count => FormattableString.Invariant($" {count.Key.ToString().ToLowerInvariant()}={count.Value}")))
        + "\n";

    /// <summary>Null where it is no such line.</summary>
    public static DayCount? Parse(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0
            || !DateOnly.TryParseExact(words[0], DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return null;
        }

        var counts = new Dictionary<CappedAct, long>();
        foreach (var word in words[1..])
        {
            var parts = word.Split('=');
            if (parts.Length != 2
                || !Enum.TryParse<CappedAct>(parts[0], ignoreCase: true, out var act)
                || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                || !counts.TryAdd(act, count))
            {
                return null;
            }
        }

        return new DayCount(day, counts);
    }
}
