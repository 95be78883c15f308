namespace GmailMcp.Mail;

/// <summary>Reads Message-ID, In-Reply-To and References (RFC 5322 §3.6.4) into single ids, each with its angle
/// brackets.</summary>
internal static class MessageIdList
{
    /// <summary>A chain longer than this is an attack on its reader; what threads use is the root and the last
    /// few.</summary>
    private const int MaxIds = 1000;

    /// <summary>The ids in order. Phrases between them (<c>Your message of Monday</c>) are skipped, white space inside
    /// an id (a line folded in the wrong place) is removed, and ids without brackets are given theirs.</summary>
    public static IReadOnlyList<string> Parse(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return [];
        }

        var ids = new List<string>();
        var rest = value.AsSpan();
        while (ids.Count < MaxIds)
        {
            var open = rest.IndexOf('<');
            var close = open < 0 ? -1 : rest[open..].IndexOf('>');
            if (close < 0)
            {
                break;
            }

            // "<<a@b>" and "<a <b@c>" open twice; the inner one is the id.
            var start = open + rest[open..(open + close)].LastIndexOf('<');
            var id = WithoutWhiteSpace(rest[(start + 1)..(open + close)]);
            if (id.Length > 0)
            {
                ids.Add($"<{id}>");
            }

            rest = rest[(open + close + 1)..];
        }

        return ids.Count > 0 ? ids : Unbracketed(value);
    }

    private static List<string> Unbracketed(string value) =>
        [.. value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Contains('@', StringComparison.Ordinal))
            .Take(MaxIds)
            .Select(word => $"<{WithoutWhiteSpace(word.Trim('<', '>', ',', ';'))}>")];

    private static string WithoutWhiteSpace(ReadOnlySpan<char> id)
    {
        var text = id.ToString();
        return text.Any(IsSkipped) ? string.Concat(text.Where(c => !IsSkipped(c))) : text;
    }

    private static bool IsSkipped(char c) => char.IsWhiteSpace(c) || char.IsControl(c);
}
