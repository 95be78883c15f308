namespace GmailMcp.Accounts;

/// <summary>What Google sends back with the browser (RFC 6749 §4.1.2).</summary>
internal sealed record CallbackQuery(string? Code, string? State, string? Error)
{
    /// <summary>The browser's Cookie header; null where it sent none.</summary>
    public string? Cookies { get; init; }

    public static CallbackQuery Parse(string query)
    {
        string? code = null, state = null, error = null;
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? "" : Uri.UnescapeDataString(pair[(equals + 1)..].Replace('+', ' '));

            // RFC 6749 §3.1: a parameter must not come twice. The first one counts, so appending cannot replace it.
            switch (name)
            {
                case "code":
                    code ??= value;
                    break;
                case "state":
                    state ??= value;
                    break;
                case "error":
                    error ??= value;
                    break;
                default:
                    break;
            }
        }

        return new(Empty(code), Empty(state), Empty(error));
    }

    /// <summary>Holds a one-time code.</summary>
    public override string ToString() => "a sign-in callback";

    private static string? Empty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
