using System.Globalization;

namespace GmailMcp.Mail;

/// <summary>One form for all ways to write the same mailbox, to compare addresses with lists and with each other; never to send
/// to.</summary>
internal static class CanonicalAddress
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>In lower case, an international domain as Punycode, needless quotes gone; at Gmail without dots and without what
    /// follows '+', which lead to the same mailbox (https://support.google.com/mail/answer/7436150).</summary>
    public static string Of(string address)
    {
        var text = address.Trim();
        var at = text.LastIndexOf('@');
        if (at < 0)
        {
            return text.ToLowerInvariant();
        }

        var local = text[..at].ToLowerInvariant();
        if (local.Length > 1 && local.StartsWith('"') && local.EndsWith('"'))
        {
            local = local[1..^1].Replace("\\", "", StringComparison.Ordinal);
        }

        var domain = SameDomain(ToAscii(text[(at + 1)..]));
        if (domain == "gmail.com")
        {
            var plus = local.IndexOf('+', StringComparison.Ordinal);
            local = (plus > 0 ? local[..plus] : local).Replace(".", "", StringComparison.Ordinal);
        }

        return $"{local}@{domain}";
    }

    /// <summary>The same address with its domain as Punycode: what a person is shown, so that no letter looks like another.</summary>
    public static string InAscii(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 0 ? address : $"{address[..at]}@{ToAscii(address[(at + 1)..])}";
    }

    /// <summary>What stands after the last '@'; empty where there is none.</summary>
    public static string DomainOf(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 0 ? "" : address[(at + 1)..];
    }

    /// <summary>Google's two names of its own domain are one.</summary>
    public static string SameDomain(string domain) => domain == "googlemail.com" ? "gmail.com" : domain;

    private static string ToAscii(string domain)
    {
        var text = domain.ToLowerInvariant().TrimEnd('.');
        try
        {
            return text.Length == 0 ? text : Idn.GetAscii(text).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return text; // no domain: equal only to itself
        }
    }
}
