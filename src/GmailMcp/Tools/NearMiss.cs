namespace GmailMcp.Tools;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearMiss
{
    /// <summary>The candidate nearest to <paramref name="name"/>, if it is near enough to be a slip of the pen.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        var wanted = Fold(name);
        var best = candidates
            .Select(candidate => (candidate, distance: Distance(wanted, Fold(candidate))))
            .OrderBy(pair => pair.distance)
            .FirstOrDefault();
        return best.candidate is not null && best.distance <= Math.Max(2, wanted.Length / 3) ? best.candidate : null;
    }

    /// <summary>" Did you mean X?" or nothing.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) =>
        Find(name, candidates) is { } meant ? $" Did you mean {meant}?" : "";

    private static string Fold(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    // Levenshtein's distance with two rows; names are short.
    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        var current = new int[right.Length + 1];
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1] + 1, previous[j] + 1), previous[j - 1] + cost);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
