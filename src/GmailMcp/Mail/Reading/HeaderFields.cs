namespace GmailMcp.Mail.Reading;

/// <summary>Groups of header-like fields, as reports hold them (RFC 3464 §2.1): blank lines part the groups.</summary>
internal static class HeaderFields
{
    private const int MaxGroups = 200;
    private const int MaxFields = 2000;
    private const int MaxValueInChars = 8 * 1024;

    /// <summary>The longest reports list some hundred recipients.</summary>
    private const int LookedAtInChars = 1024 * 1024;

    public static IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> Parse(string text)
    {
        var groups = new List<List<KeyValuePair<string, string>>>();
        List<KeyValuePair<string, string>>? group = null;
        var fields = 0;
        var looked = text.Length > LookedAtInChars ? text[..LookedAtInChars] : text;
        foreach (var line in looked.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (string.IsNullOrWhiteSpace(line))
            {
                group = null;
            }
            else if (line[0] is ' ' or '\t')
            {
                if (group is { Count: > 0 } && group[^1].Value.Length < MaxValueInChars)
                {
                    group[^1] = new(group[^1].Key, group[^1].Value + " " + HeaderValue.OneLine(line));
                }
            }
            else if (colon > 0)
            {
                if (group is null)
                {
                    group = [];
                    groups.Add(group);
                }

                group.Add(new(line[..colon].Trim(), HeaderValue.Decode(line[(colon + 1)..])));
                fields++;
            }

            if (fields == MaxFields || groups.Count == MaxGroups)
            {
                break;
            }
        }

        return groups;
    }

    public static string? First(IReadOnlyList<KeyValuePair<string, string>> group, string name)
    {
        foreach (var field in group)
        {
            if (field.Key.Equals(name, StringComparison.OrdinalIgnoreCase) && field.Value.Length > 0)
            {
                return field.Value;
            }
        }

        return null;
    }
}
