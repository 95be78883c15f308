using System.Globalization;

namespace Gmail.Emulator.Http;

/// <summary>Query or form parameters; a name may come several times.</summary>
internal sealed class QueryValues
{
    private readonly List<(string Name, string Value)> _pairs = [];

    public static QueryValues Parse(string text)
    {
        var values = new QueryValues();
        foreach (var pair in text.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? "" : pair[(equals + 1)..];
            values._pairs.Add((Decode(name), Decode(value)));
        }

        return values;
    }

    public IEnumerable<string> Names => _pairs.Select(pair => pair.Name).Distinct(StringComparer.Ordinal);

    public IReadOnlyList<(string Name, string Value)> Pairs => _pairs;

    public string? this[string name] =>
        _pairs.FirstOrDefault(pair => string.Equals(pair.Name, name, StringComparison.Ordinal)).Value;

    public IReadOnlyList<string> All(string name) =>
        [.. _pairs.Where(pair => string.Equals(pair.Name, name, StringComparison.Ordinal)).Select(pair => pair.Value)];

    public bool Flag(string name, bool orElse = false) => this[name] switch
    {
        null or "" => orElse,
        "true" or "True" or "1" => true,
        "false" or "False" or "0" => false,
        var other => throw GmailApiException.Invalid($"Invalid value at '{name}' (TYPE_BOOL), \"{other}\""),
    };

    /// <summary>Gmail takes more than the most as the most.</summary>
    public int Count(string name, int orElse, int most)
    {
        if (this[name] is not { Length: > 0 } text)
        {
            return orElse;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            throw GmailApiException.Invalid($"Invalid value at '{name}' (TYPE_UINT32), \"{text}\"");
        }

        return count == 0 ? orElse : Math.Min(count, most);
    }

    /// <summary>One of <paramref name="allowed"/>, whatever the case.</summary>
    public string Choice(string name, string orElse, params string[] allowed)
    {
        if (this[name] is not { Length: > 0 } text)
        {
            return orElse;
        }

        return allowed.FirstOrDefault(choice => string.Equals(choice, text, StringComparison.OrdinalIgnoreCase))
            ?? throw GmailApiException.Invalid($"Invalid value at '{name}' (TYPE_ENUM), \"{text}\"");
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
