using System.Text;
using System.Text.RegularExpressions;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>A second reading of a mail's headers, made for these tests from the bytes alone, so that the product's reading and this one
/// check each other.</summary>
internal sealed partial class RawHeaders
{
    private readonly List<(string Name, string Value)> _fields = [];

    public RawHeaders(byte[] raw)
    {
        // Latin-1 keeps every byte; what is not ASCII is no address that is written to.
        var text = Encoding.Latin1.GetString(raw).ReplaceLineEndings("\n");
        foreach (var line in text.Split('\n').TakeWhile(line => line.Length > 0))
        {
            if (line[0] is ' ' or '\t')
            {
                if (_fields.Count > 0)
                {
                    _fields[^1] = (_fields[^1].Name, _fields[^1].Value + line);
                }
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                _fields.Add((line[..colon].Trim(), line[(colon + 1)..]));
            }
            else
            {
                _fields.Add(("", line)); // no field; what is folded below it is part of none
            }
        }
    }

    /// <summary>The Message-ID with its angle brackets; null where there is none.</summary>
    public string? MessageId => Ids("Message-ID") is [var first, ..] ? first : null;

    /// <summary>RFC 5322 §3.6.4: what an answer's References hold, the middle of a long thread left out.</summary>
    public IReadOnlyList<string> ThreadOfAnswer()
    {
        var before = Ids("References") is { Count: > 0 } references ? references : Ids("In-Reply-To") is [var one] ? [one] : [];
        var all = before.Distinct().Where(id => id != MessageId).ToList();
        if (MessageId is { } own)
        {
            all.Add(own);
        }

        return all.Count <= 21 ? all : [all[0], .. all[^20..]];
    }

    /// <summary>The addresses of the first header of that name, or of all of them, that mail can be sent to.</summary>
    public IReadOnlyList<string> Addresses(string name, bool all = true)
    {
        var values = _fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value);
        return [.. (all ? values : values.Take(1)).SelectMany(Entries).SelectMany(AddressesOf)];
    }

    private List<string> Ids(string name)
    {
        var value = _fields.Find(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";
        var ids = AngleBrackets().Matches(value).Select(match => string.Concat(match.Value.Where(letter => !char.IsWhiteSpace(letter))));

        // Some programs leave the brackets out.
        return ids.Any() ? [.. ids] : [.. value.Split().Where(word => word.Contains('@', StringComparison.Ordinal)).Select(word => $"<{word}>")];
    }

    // Comments go, groups are opened, commas and semicolons outside quotes and brackets divide.
    private static List<string> Entries(string value)
    {
        var entries = new List<string>();
        var entry = new StringBuilder();
        var (isQuoted, isAngled, depth) = (false, false, 0);
        for (var i = 0; i < value.Length; i++)
        {
            var letter = value[i];
            if (letter == '\\' && (isQuoted || depth > 0))
            {
                i++;
            }
            else if (isQuoted || (letter == '"' && depth == 0))
            {
                isQuoted = letter == '"' ? !isQuoted : isQuoted; // what is quoted is a name
            }
            else if (letter is '(' or ')')
            {
                depth = Math.Max(0, depth + (letter == '(' ? 1 : -1));
            }
            else if (depth == 0 && letter is ',' or ';' && !isAngled)
            {
                entries.Add(entry.ToString());
                entry.Clear();
            }
            else if (depth == 0 && letter == ':' && !isAngled)
            {
                entry.Clear(); // the name of a group
            }
            else if (depth == 0)
            {
                isAngled = letter == '<' || (isAngled && letter != '>');
                entry.Append(letter);
            }
        }

        return [.. entries, entry.ToString()];
    }

    private static IEnumerable<string> AddressesOf(string entry)
    {
        var open = entry.LastIndexOf('<');
        var close = open < 0 ? -1 : entry.IndexOf('>', open);
        var text = (close > open ? entry[(open + 1)..close] : entry).Trim().ToLowerInvariant();
        text = AroundDots().Replace(text, "$1"); // RFC 5322 §4.4
        if (text.StartsWith('@') && text.IndexOf(':', StringComparison.Ordinal) is > 0 and var route)
        {
            text = text[(route + 1)..]; // a route, RFC 5322 §4.4
        }

        // Addresses with nothing but blanks between them are addresses all the same; a name with one at its end is neither.
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Array.TrueForAll(words, Writable().IsMatch) ? words : [];
    }

    [GeneratedRegex("<[^<>]+>", RegexOptions.NonBacktracking)]
    private static partial Regex AngleBrackets();

    [GeneratedRegex(@"\s*([.@])\s*", RegexOptions.NonBacktracking)]
    private static partial Regex AroundDots();

    [GeneratedRegex(@"^[!-~-[@<>""(),:;\\\[\]]]+@[a-z0-9-]+(\.[a-z0-9-]+)+$", RegexOptions.NonBacktracking)]
    private static partial Regex Writable();
}
