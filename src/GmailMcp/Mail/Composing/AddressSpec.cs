using System.Buffers;
using System.Globalization;

namespace GmailMcp.Mail.Composing;

/// <summary>The bare address, <c>local@domain</c> (RFC 5322 §3.4.1 without its obsolete forms).</summary>
internal static class AddressSpec
{
    /// <summary>RFC 5321 §4.5.3.1.</summary>
    private const int MaxLocalLength = 64;

    /// <summary>RFC 5321 §4.5.3.1.3: a path of 256 with its angle brackets.</summary>
    private const int MaxLength = 254;

    /// <summary>RFC 5322 §3.2.3: what may stand before '@' only in quotes.</summary>
    private static readonly SearchValues<char> Specials = SearchValues.Create("()<>[]:;@\\,\"");

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <exception cref="FormatException">It is no address; the message is a sentence about what is wrong.</exception>
    public static string Parse(string text)
    {
        var at = text.LastIndexOf('@');
        if (at < 0)
        {
            throw new FormatException("It has no '@'; write an address such as anna@example.com.");
        }

        var local = text[..at];
        CheckLocal(local);
        var domain = ToAscii(text[(at + 1)..]);
        var address = $"{local}@{domain}";
        return address.Length <= MaxLength
            ? address
            : throw new FormatException("It is longer than the 254 characters that an address may have.");
    }

    private static void CheckLocal(string local)
    {
        if (local.Length is 0 or > MaxLocalLength)
        {
            throw new FormatException("The part before '@' must have 1 to 64 characters.");
        }

        if (local.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            // RFC 6531: other letters need SMTPUTF8, which Gmail's send does not offer.
            throw new FormatException(
                "The part before '@' may hold only ASCII letters, digits and signs, and no blanks.");
        }

        var encoded = local.IndexOf("=?", StringComparison.Ordinal);
        if (encoded >= 0 && local.IndexOf("?=", encoded + 2, StringComparison.Ordinal) >= 0)
        {
            // RFC 2047 §5 forbids to decode it here; readers that do it all the same would see another person's address.
            throw new FormatException("The part before '@' holds \"=?…?=\", which some mail programs decode into another address.");
        }

        if (local.StartsWith('"'))
        {
            CheckQuoted(local);
        }
        else if (local.Split('.').Any(atom => atom.Length == 0) || local.AsSpan().ContainsAny(Specials))
        {
            throw new FormatException(
                "The part before '@' has a dot or a sign where none may be; check for typing errors.");
        }
    }

    private static void CheckQuoted(string local)
    {
        var inner = local.Length > 2 && local.EndsWith('"') ? local[1..^1] : "\"";
        if (inner.AsSpan().IndexOfAny('"', '\\') >= 0)
        {
            throw new FormatException("The quoted part before '@' is not closed or holds a quote.");
        }
    }

    /// <summary>The domain in lower case, other letters as Punycode (RFC 5891).</summary>
    private static string ToAscii(string domain)
    {
        // Without ICU nothing composes letters: u with a separate diaeresis would silently become another domain than
        // ü.
        if (domain.Any(c => c is (>= '\u0300' and <= '\u036F') or (>= '\uFF00' and <= '\uFFEF')))
        {
            throw new FormatException(
                "The domain has separate accents or full-width letters; write it in ordinary letters.");
        }

        try
        {
            var ascii = Idn.GetAscii(domain.ToLowerInvariant());
            var labels = ascii.Split('.');
            if (labels.Length < 2 || labels[^1].All(char.IsAsciiDigit))
            {
                throw new FormatException("The domain after '@' is not complete; write it whole, such as example.com.");
            }

            return ascii;
        }
        catch (ArgumentException)
        {
            // GetAscii: an empty or overlong label, or a character that no domain has.
            throw new FormatException("The domain after '@' is not a domain name; check for blanks and typing errors.");
        }
    }
}
