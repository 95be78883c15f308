using System.Text;

namespace GmailMcp.Mail.Reading.Calendar;

/// <summary>One content line of a calendar (RFC 5545 §3.1): a name, parameters, a value.</summary>
internal sealed record CalendarLine(string Name, IReadOnlyList<KeyValuePair<string, string>> Parameters, string Value)
{
    /// <summary>Invitations have a hundred lines; a whole calendar as a file has more than anybody reads.</summary>
    private const int MaxLines = 20_000;

    private const int MaxLineInChars = 64 * 1024;
    private const int MaxParameters = 50;

    /// <summary>Null where the line has no such parameter.</summary>
    public string? Parameter(string name)
    {
        foreach (var parameter in Parameters)
        {
            if (parameter.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return parameter.Value;
            }
        }

        return null;
    }

    /// <summary>The value with §3.3.11's escapes undone.</summary>
    public string Text()
    {
        var text = new StringBuilder(Value.Length);
        for (var i = 0; i < Value.Length; i++)
        {
            if (Value[i] == '\\' && i + 1 < Value.Length)
            {
                i++;
                text.Append(Value[i] is 'n' or 'N' ? '\n' : Value[i]);
            }
            else
            {
                text.Append(Value[i]);
            }
        }

        return text.ToString().Trim();
    }

    public static IEnumerable<CalendarLine> Parse(string calendar) =>
        Unfold(calendar).Select(ParseLine).OfType<CalendarLine>();

    /// <summary>A line that starts with white space goes on with the one before.</summary>
    private static IEnumerable<string> Unfold(string calendar)
    {
        using var reader = new StringReader(calendar);
        var line = new StringBuilder();
        var count = 0;
        while (reader.ReadLine() is { } next && count < MaxLines)
        {
            if (next.Length > 0 && next[0] is ' ' or '\t')
            {
                line.Append(next, 1, Math.Min(next.Length - 1, Math.Max(0, MaxLineInChars - line.Length)));
                continue;
            }

            if (line.Length > 0)
            {
                count++;
                yield return line.ToString();
                line.Clear();
            }

            line.Append(next, 0, Math.Min(next.Length, MaxLineInChars));
        }

        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }

    private static CalendarLine? ParseLine(string line)
    {
        var end = line.AsSpan().IndexOfAny(';', ':');
        if (end <= 0)
        {
            return null;
        }

        var name = line[..end].Trim().ToUpperInvariant();
        var parameters = new List<KeyValuePair<string, string>>();
        while (end < line.Length && line[end] == ';')
        {
            var start = end + 1;
            end = EndOfParameter(line, start);
            var equals = line.IndexOf('=', start, end - start);
            if (equals > 0 && parameters.Count < MaxParameters)
            {
                parameters.Add(new(line[start..equals].Trim(), Unquote(line[(equals + 1)..end])));
            }
        }

        return end < line.Length ? new CalendarLine(name, parameters, line[(end + 1)..]) : null;
    }

    private static int EndOfParameter(string line, int start)
    {
        var isQuoted = false;
        for (var i = start; i < line.Length; i++)
        {
            isQuoted ^= line[i] == '"';
            if (!isQuoted && line[i] is ';' or ':')
            {
                return i;
            }
        }

        // A quote that never closes: what follows the first colon is the value.
        var colon = line.IndexOf(':', start);
        return colon < 0 ? line.Length : colon;
    }

    /// <summary>RFC 6868's carets stand for what quotes cannot hold.</summary>
    private static string Unquote(string value) => value.Replace("\"", "", StringComparison.Ordinal)
        .Replace("^'", "\"", StringComparison.Ordinal)
        .Replace("^n", " ", StringComparison.Ordinal)
        .Replace("^^", "^", StringComparison.Ordinal)
        .Trim();
}
