using System.Globalization;

namespace Gmail.Emulator.Search;

/// <summary>AROUND: words near each other. "To find messages in which the word you type first stays first, add
/// quotes."</summary>
internal static class Proximity
{
    public static Condition Either(string? field, string first, string second, int distance) => candidate =>
        IsNear(candidate, field, first, second, distance, inOrder: false);

    /// <summary>The condition of a quotation such as "secret AROUND 25 birthday"; null when it is another
    /// quotation.</summary>
    public static Condition? InOrder(string quotation)
    {
        var parts = quotation.Split(" AROUND ", 2, StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || parts[1].Split(' ', 2) is not [var number, var second]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var distance))
        {
            return null;
        }

        return candidate => IsNear(candidate, null, parts[0], second, distance, inOrder: true);
    }

    private static bool IsNear(
        Candidate candidate, string? field, string first, string second, int distance, bool inOrder)
    {
        var left = Split(first);
        var right = Split(second);
        var index = field == "subject" ? candidate.Text.Subject : candidate.Text.Subject + candidate.Text.Body;
        return Words.Texts(index).Any(words => IsNear(words, left, right, distance, inOrder));
    }

    private static bool IsNear(string[] words, string[] left, string[] right, int distance, bool inOrder)
    {
        var rightPlaces = Places(words, right).ToList();
        return Places(words, left).Any(at => rightPlaces.Exists(other =>
            (!inOrder || other > at) && Gap(at, left.Length, other, right.Length) <= distance));
    }

    /// <summary>From the end of the earlier phrase to the beginning of the later: neighbours are 1 apart.</summary>
    private static int Gap(int at, int length, int other, int otherLength) =>
        at <= other ? other - at - length + 1 : at - other - otherLength + 1;

    private static IEnumerable<int> Places(string[] words, string[] phrase) => phrase.Length == 0
        ? []
        : Enumerable.Range(0, Math.Max(0, words.Length - phrase.Length + 1))
            .Where(at => words.AsSpan(at, phrase.Length).SequenceEqual(phrase));

    private static string[] Split(string text) => Words.Index(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
