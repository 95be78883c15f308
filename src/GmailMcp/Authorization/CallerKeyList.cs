using System.Collections.Frozen;
using GmailMcp.Accounts;

namespace GmailMcp.Authorization;

/// <summary>The lines of all sources, checked against each other: one owner per name, one name per key.</summary>
internal static class CallerKeyList
{
    /// <summary>A file's lines.</summary>
    /// <exception cref="AccountException">A line is wrong; it says which and how.</exception>
    public static IReadOnlyList<CallerKeyLine> ReadLines(string text, string source) =>
        Parse(Lines(text).Select((line, index) => (line, $"Line {index + 1} of {source}")));

    /// <summary>
    /// A variable's entries: lines, or several in a line between commas or semicolons, since a line break is hard to
    /// write in a client's configuration.
    /// </summary>
    /// <inheritdoc cref="ReadLines" path="/exception"/>
    public static IReadOnlyList<CallerKeyLine> ReadEntries(string text, string source) =>
        Parse(Lines(text).SelectMany((line, index) => Entries(line, $"line {index + 1} of {source}")));

    /// <summary>Who is known by which hash.</summary>
    /// <exception cref="AccountException">Two lines contradict each other.</exception>
    public static FrozenDictionary<string, CallerKey> Join(IEnumerable<CallerKeyLine> lines)
    {
        var byHash = new Dictionary<string, CallerKey>(StringComparer.Ordinal);
        var byName = new Dictionary<string, CallerKey>(StringComparer.OrdinalIgnoreCase);
        foreach (var (hash, caller, place) in lines)
        {
            if (byName.TryGetValue(caller.Name, out var earlier))
            {
                RefuseContradiction(earlier, caller, place);
            }
            else if (CallerKeyLine.LooksLocal(caller.Name) && caller.Owner != Owner.Local)
            {
                throw new AccountException(
                    $"{place} has the local owner's name in another case.", "Write local, or choose another name.");
            }

            if (!byHash.TryAdd(hash, caller))
            {
                throw new AccountException(
                    $"{place} has the same hash as an earlier line.",
                    "Remove one of them: each caller needs a key of his own, and each key stands once.");
            }

            byName[caller.Name] = caller;
        }

        return byHash.ToFrozenDictionary(StringComparer.Ordinal);
    }

    // Two lines of one name are an old and a new key of the same person.
    private static void RefuseContradiction(CallerKey earlier, CallerKey caller, string place)
    {
        if (earlier.Name != caller.Name)
        {
            // Meant as a rotation, it would open an empty mailbox of a second owner.
            throw new AccountException(
                $"{place} has the name of an earlier line in another case.",
                "Write both alike, or choose another name.");
        }

        if (earlier.Delegate != caller.Delegate)
        {
            throw new AccountException(
                $"{place} has another delegate than an earlier line of the same name.",
                "Two keys of one name are one caller: write the same delegate on both, or choose another name.");
        }
    }

    private static IReadOnlyList<CallerKeyLine> Parse(IEnumerable<(string Text, string Place)> lines) =>
        [.. lines.Select(line => CallerKeyLine.Parse(line.Text, line.Place)).OfType<CallerKeyLine>()];

    private static IEnumerable<(string Text, string Place)> Entries(string line, string place)
    {
        // A comment goes to the end of its line, whatever stands in it.
        var entries = line.TrimStart().StartsWith('#') ? [] : line.Split([',', ';']);
        return entries.Length == 1
            ? [(line, char.ToUpperInvariant(place[0]) + place[1..])]
            : entries.Select((entry, index) => (entry, $"Entry {index + 1} in {place}"));
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
