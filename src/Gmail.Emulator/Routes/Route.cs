using System.Text.Json.Nodes;

namespace Gmail.Emulator.Routes;

/// <summary>A method and what answers it; a null answer is an empty one (204).</summary>
internal sealed record Route(GmailMethod Method, Func<Call, JsonObject?> Answer)
{
    private readonly string[] _segments = Method.Path.Split('/');

    /// <summary>The values in the path; null when this is another method's path.</summary>
    public IReadOnlyDictionary<string, string>? Match(string verb, ReadOnlySpan<string> path)
    {
        if (verb != Method.Verb || path.Length != _segments.Length)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < path.Length; i++)
        {
            var pattern = _segments[i];
            if (!pattern.StartsWith('{'))
            {
                if (pattern != path[i])
                {
                    return null;
                }

                continue;
            }

            // {keyPairId}:disable — a custom verb follows the value.
            var close = pattern.IndexOf('}', StringComparison.Ordinal);
            var suffix = pattern[(close + 1)..];
            var value = Uri.UnescapeDataString(path[i]);
            if (!value.EndsWith(suffix, StringComparison.Ordinal) || value.Length == suffix.Length)
            {
                return null;
            }

            values[pattern[1..close]] = value[..^suffix.Length];
        }

        return values;
    }
}
