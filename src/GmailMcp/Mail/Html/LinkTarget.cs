using System.Text;

namespace GmailMcp.Mail.Html;

/// <summary>Targets of links: made inert, unwrapped, and compared with what the text says.</summary>
internal static class LinkTarget
{
    private static readonly string[] SecondLevels = ["co", "com", "org", "net", "ac", "gov", "edu", "gob", "or", "ne", "go"];

    /// <summary>The target as it may be shown; null for scripts, data, anchors inside the mail and what is no
    /// address.</summary>
    public static string? Of(string href, Uri? baseAddress)
    {
        var text = Clean(href);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon > 0 ? text[..colon].ToLowerInvariant() : "";
        switch (scheme)
        {
            case "mailto" or "tel" or "sms":
                return text.Length > colon + 1 ? scheme + ":" + Encode(text[(colon + 1)..]) : null;
            case "http" or "https":
                break;
            default:
                if (baseAddress is null && !text.StartsWith("//", StringComparison.Ordinal)
                    || text.StartsWith('#')
                    || (scheme.Length > 0 && scheme.All(char.IsAsciiLetterOrDigit)))
                {
                    return null;
                }

                break;
        }

        if (!Uri.TryCreate(baseAddress ?? new Uri("https://relative.invalid"), text, out var uri)
            || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            return null;
        }

        return Shown(TrackingRedirect.Unwrap(uri));
    }

    /// <summary>The host whose name the text is, such as "paypal.com" or "https://paypal.com/login"; null for other
    /// texts.</summary>
    public static string? HostNamedBy(string text)
    {
        var word = text.Trim().TrimEnd('.', '/', '!', '›', '»', '→', ' ');
        if (word.Length is < 4 or > 300 || word.AsSpan().IndexOfAny(" \t\n@") >= 0)
        {
            // "Log in at https://paypal.com" names a host as well.
            var at = word.IndexOf("http", StringComparison.OrdinalIgnoreCase);
            if (at < 0 || word.Length > 300)
            {
                return null;
            }

            var end = word.AsSpan(at).IndexOfAny(" \t\n)>");
            word = end < 0 ? word[at..] : word.Substring(at, end);
        }

        var hasScheme = word.Contains("://", StringComparison.Ordinal);
        if (!Uri.TryCreate(hasScheme ? word : "https://" + word, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https"))
        {
            return null;
        }

        var host = NameOf(uri);
        var last = host[(host.LastIndexOf('.') + 1)..];
        var isName = host.Contains('.') && last.Length >= 2 && last.All(c => char.IsAsciiLetter(c) || c == '-' || char.IsAsciiDigit(c))
            && !last.All(char.IsAsciiDigit);
        return isName && (hasScheme || host.StartsWith("www.", StringComparison.Ordinal) || TopLevels.IsKnown(last)) ? host : null;
    }

    public static bool IsDeceptive(string? named, string target) =>
        Uri.TryCreate(target, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && (uri.UserInfo.Length > 0 || (named is not null && Site(named) != Site(NameOf(uri))));

    /// <summary>True when the text is the target itself, up to scheme, www and a last slash.</summary>
    public static bool Says(string text, string target) =>
        string.Equals(Bare(text), Bare(target), StringComparison.OrdinalIgnoreCase);

    public static string HostOf(string target) =>
        Uri.TryCreate(target, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? NameOf(uri)
        : target.Length > 40 ? target[..40] : target;

    /// <summary>The host as resolvers see it: letters of other scripts that look like Latin ones are told
    /// apart.</summary>
    public static string NameOf(Uri uri)
    {
        try
        {
            return uri.IdnHost;
        }
        catch (UriFormatException)
        {
            // A name that cannot be resolved: nothing answers there.
            return uri.Host;
        }
    }

    private static string Shown(Uri uri)
    {
        var user = uri.UserInfo.Length > 0 ? uri.UserInfo + "@" : "";
        var port = uri.IsDefaultPort ? "" : ":" + uri.Port;
        var path = uri.AbsolutePath == "/" && uri.Query.Length == 0 && uri.Fragment.Length == 0 ? "" : uri.PathAndQuery;
        return Encode($"{uri.Scheme}://{user}{NameOf(uri)}{port}{path}{uri.Fragment}");
    }

    private static string Bare(string text)
    {
        var bare = text.Trim();
        foreach (var start in (ReadOnlySpan<string>)["mailto:", "tel:", "https://", "http://", "www."])
        {
            bare = bare.StartsWith(start, StringComparison.OrdinalIgnoreCase) ? bare[start.Length..] : bare;
        }

        return bare.TrimEnd('/');
    }

    /// <summary>The part of a host that one owner registers, nearly: no list of public suffixes is at hand.</summary>
    private static string Site(string host)
    {
        var labels = host.TrimEnd('.').ToLowerInvariant().Split('.');
        var count = labels.Length > 2 && labels[^1].Length == 2 && SecondLevels.Contains(labels[^2]) ? 3 : 2;
        return string.Join('.', labels.TakeLast(count));
    }

    /// <summary>Browsers drop line ends and tabs inside addresses, and take a backslash for a slash.</summary>
    private static string Clean(string href)
    {
        var (text, _) = InvisibleText.Strip(href);
        var clean = new StringBuilder(text.Length);
        foreach (var c in text.Trim())
        {
            if (c is not ('\t' or '\n' or '\r'))
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }

    private static string Encode(string target)
    {
        var text = new StringBuilder(target.Length);
        foreach (var c in target)
        {
            text.Append(c switch
            {
                ' ' => "%20",
                '(' => "%28",
                ')' => "%29",
                '<' => "%3C",
                '>' => "%3E",
                '|' => "%7C",
                < ' ' => "",
                _ => c.ToString(),
            });
        }

        return text.ToString();
    }
}
