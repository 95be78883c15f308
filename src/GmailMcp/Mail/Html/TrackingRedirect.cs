using System.Text;

namespace GmailMcp.Mail.Html;

/// <summary>Takes well-known wrappers off a link where the true target is written in the link itself.</summary>
internal static class TrackingRedirect
{
    private const int MostWrappers = 4;

    private static readonly string[] Parameters =
    [
        "q", "url", "u", "target", "redirect", "redirect_url", "redirect_uri", "dest", "destination", "to", "link", "goto",
    ];

    public static Uri Unwrap(Uri uri)
    {
        for (var i = 0; i < MostWrappers; i++)
        {
            var inner = Inner(uri);
            if (inner is null || !Uri.TryCreate(inner, UriKind.Absolute, out var found)
                || found.Scheme is not ("http" or "https") || found.Host.Length == 0)
            {
                return uri;
            }

            uri = found;
        }

        return uri;
    }

    private static string? Inner(Uri uri)
    {
        var host = LinkTarget.NameOf(uri);
        if (host == "urldefense.com" || host == "urldefense.proofpoint.com")
        {
            return UrlDefense(uri);
        }

        return IsWrapper(host, uri.AbsolutePath)
            ? Parameters.Select(name => Parameter(uri, name)).FirstOrDefault(IsAddress)
            : null;
    }

    private static bool IsAddress(string? value) =>
        value is not null && (value.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || value.StartsWith("https://", StringComparison.OrdinalIgnoreCase));

    private static bool IsWrapper(string host, string path) => host switch
    {
        "google.com" or "www.google.com" => path == "/url",
        "l.facebook.com" or "lm.facebook.com" or "l.instagram.com" or "out.reddit.com" or "t.umblr.com"
            or "exit.sc" or "vk.com" or "steamcommunity.com" or "slack-redir.net" => true,
        "www.linkedin.com" => path.Contains("redir", StringComparison.Ordinal),
        "www.youtube.com" => path == "/redirect",
        "linkprotect.cudasvc.com" or "protect.checkpoint.com" or "click.pstmrk.it" or "track.hubspot.com" => true,
        _ => host.EndsWith(".safelinks.protection.outlook.com", StringComparison.Ordinal)
            || (host.EndsWith(".mandrillapp.com", StringComparison.Ordinal) && path.StartsWith("/track", StringComparison.Ordinal))
            || (host.EndsWith(".sendgrid.net", StringComparison.Ordinal) && path.Contains("/click", StringComparison.Ordinal))
            || host.EndsWith(".list-manage.com", StringComparison.Ordinal)
            || host.EndsWith(".doubleclick.net", StringComparison.Ordinal),
    };

    private static string? Parameter(Uri uri, string name)
    {
        foreach (var pair in uri.Query.TrimStart('?').Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && pair.AsSpan(0, equals).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return Uri.UnescapeDataString(pair[(equals + 1)..].Replace('+', ' '));
            }
        }

        return null;
    }

    /// <summary>Proofpoint's three ways of writing: v1 percent, v2 with - for % and _ for /, v3 plain between __ and
    /// __;.</summary>
    private static string? UrlDefense(Uri uri)
    {
        var path = uri.AbsolutePath;
        if (path.StartsWith("/v1/", StringComparison.Ordinal))
        {
            return Parameter(uri, "u");
        }

        if (path.StartsWith("/v2/", StringComparison.Ordinal))
        {
            return Parameter(uri, "u") is { } coded ? Uri.UnescapeDataString(coded.Replace('-', '%').Replace('_', '/')) : null;
        }

        var whole = uri.OriginalString;
        var start = whole.IndexOf("/v3/__", StringComparison.Ordinal);
        var end = start < 0 ? -1 : whole.IndexOf("__;", start + 6, StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        var target = whole[(start + 6)..end];
        var stop = whole.IndexOf("!!", end, StringComparison.Ordinal);
        var replaced = Replaced(stop < 0 ? "" : whole[(end + 3)..stop]);
        return WithReplaced(FixSlashes(target), replaced);
    }

    private static string FixSlashes(string target) =>
        target.Contains(":/", StringComparison.Ordinal) && !target.Contains("://", StringComparison.Ordinal)
            ? target.Replace(":/", "://", StringComparison.Ordinal)
            : target;

    /// <summary>The characters that v3 took out of the target, base64url of UTF-8.</summary>
    private static string Replaced(string coded)
    {
        var text = coded.Replace('-', '+').Replace('_', '/');
        var buffer = new byte[text.Length + 4];
        return Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), buffer, out var length)
            ? Encoding.UTF8.GetString(buffer, 0, length)
            : "";
    }

    private static string WithReplaced(string target, string characters)
    {
        var text = new StringBuilder(target.Length);
        var next = 0;
        foreach (var c in target)
        {
            text.Append(c == '*' && next < characters.Length ? characters[next++] : c);
        }

        return text.ToString();
    }
}
