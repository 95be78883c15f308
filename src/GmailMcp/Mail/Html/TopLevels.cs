using System.Collections.Frozen;

namespace GmailMcp.Mail.Html;

/// <summary>Endings that make a bare word a host in a reader's eyes: "paypal.com" is one, "report.final" is
/// not.</summary>
internal static class TopLevels
{
    private static readonly FrozenSet<string> Known = new[]
    {
        "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "app", "dev", "shop", "online", "site", "store",
        "bank", "cloud", "tech", "xyz", "example", "test", "news", "email", "link", "live", "me", "club", "world",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Two letters are a country's, except those that end file names.</summary>
    public static bool IsKnown(string last) =>
        Known.Contains(last) || last.StartsWith("xn--", StringComparison.OrdinalIgnoreCase)
        || (last.Length == 2 && last.ToLowerInvariant() is not
            ("md" or "py" or "rs" or "sh" or "ps" or "cs" or "js" or "ts" or "pl" or "gz"));
}
