using GmailMcp.Accounts;

namespace GmailMcp.Authorization;

/// <summary>One line that was read.</summary>
/// <param name="Hash">SHA-256 of the key, in upper case.</param>
/// <param name="Caller">Who has that key.</param>
/// <param name="Place">Where it stands, for sentences.</param>
internal sealed record CallerKeyLine(string Hash, CallerKey Caller, string Place)
{
    private const int LongestName = 64;
    private const int LongestAddress = 254; // RFC 5321 §4.5.3.1.3, without the angle brackets
    private const int HashLength = 64;
    private const string LocalName = "local";

    // What `printf %s "$KEY" | sha256sum` prints when KEY is not set.
    private const string HashOfNothing = "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855";

    private const string Shape =
        "A line is name:HASH, where HASH is what this prints for the caller's key: printf %s KEY | sha256sum.";

    /// <summary>Reads one line; null for an empty one and a comment.</summary>
    /// <exception cref="AccountException">It is no such line. The message never repeats it: it may hold a
    /// key.</exception>
    public static CallerKeyLine? Parse(string text, string place)
    {
        var words = WithoutComment(text).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return null;
        }

        var colon = words[0].IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            throw Wrong(place, "has no colon", Shape);
        }

        var name = words[0][..colon];
        if (name.Length is 0 or > LongestName || !name.All(IsNameLetter))
        {
            throw Wrong(place, "has no good name before its colon", "A name has 1 to 64 letters, digits, dots, "
                + "dashes and underscores.");
        }

        var owner = name == LocalName ? Owner.Local : Owner.OfKey(name);
        var hash = ReadHash(words[0][(colon + 1)..], place);
        return new(hash, new(name, owner, ReadDelegate(words[1..], owner, place)), place);
    }

    /// <summary>The name is the local owner's, in whatever case.</summary>
    public static bool LooksLocal(string name) => name.Equals(LocalName, StringComparison.OrdinalIgnoreCase);

    private static string WithoutComment(string text)
    {
        var trimmed = text.Trim();
        for (var at = 0; at < trimmed.Length; at++)
        {
            // An address may hold a '#' (RFC 5322 §3.2.3), so only one after a space begins a comment.
            if (trimmed[at] == '#' && (at == 0 || char.IsWhiteSpace(trimmed[at - 1])))
            {
                return trimmed[..at];
            }
        }

        return trimmed;
    }

    private static string ReadHash(string hash, string place)
    {
        if (hash.Length != HashLength || !hash.All(char.IsAsciiHexDigit))
        {
            throw Wrong(
                place,
                "has no SHA-256 hash (64 hex digits) after its colon; if it is the key itself, write its hash instead",
                Shape);
        }

        var upper = hash.ToUpperInvariant();
        return upper != HashOfNothing
            ? upper
            : throw Wrong(place, "has the hash of an empty text, which would be everybody's key", Shape);
    }

    private static string? ReadDelegate(string[] words, Owner owner, string place)
    {
        const string Name = "delegate=";
        if (words.Length == 0)
        {
            return null;
        }

        if (words.Length > 1 || !words[0].StartsWith(Name, StringComparison.Ordinal))
        {
            throw Wrong(place, "has something other than delegate=USER after its hash", Shape);
        }

        if (owner == Owner.Local)
        {
            throw Wrong(place, "names a delegate for the local owner", "Use --delegate USER for that.");
        }

        var user = words[0][Name.Length..];
        return user.Length <= LongestAddress
            && user.Split('@') is [{ Length: > 0 }, { Length: > 0 }]
            && !user.Any(char.IsControl)
                ? user
                : throw Wrong(place, "names a delegate that is no mail address", "Write delegate=USER@DOMAIN.");
    }

    private static bool IsNameLetter(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-';

    private static AccountException Wrong(string place, string what, string repair) => new($"{place} {what}.", repair);
}
