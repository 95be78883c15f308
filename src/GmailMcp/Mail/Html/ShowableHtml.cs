using AngleSharp.Dom;

namespace GmailMcp.Mail.Html;

/// <summary>HTML of somebody else's mail, to be passed on inside one of ours: what runs, loads frames or sends forms is taken
/// out, what shows stays.</summary>
internal static class ShowableHtml
{
    private static readonly HashSet<string> Removed = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "meta", "link", "form", "input", "button",
        "select", "textarea", "noscript", "template", "portal", "title",
    };

    private static readonly string[] Addresses = ["href", "src", "background", "action", "formaction", "poster", "xlink:href"];

    /// <summary>The styles and the body, without the document around them; null where the HTML is too deep or long to read.</summary>
    public static string? Of(string html, CancellationToken cancellationToken)
    {
        if (html.Length > HtmlOptions.Outgoing.MaxCharacters)
        {
            return null;
        }

        using var document = HtmlToMarkdown.Parse(html, HtmlOptions.Outgoing, cancellationToken);
        if (document is null)
        {
            return null;
        }

        foreach (var element in document.All.ToList())
        {
            if (Removed.Contains(element.LocalName))
            {
                element.Remove();
                continue;
            }

            foreach (var attribute in element.Attributes.Where(IsActive).ToList())
            {
                element.RemoveAttribute(attribute.Name);
            }
        }

        var styles = string.Concat(document.Head?.QuerySelectorAll("style").Select(style => style.OuterHtml) ?? []);
        return styles + document.Body?.InnerHtml;
    }

    private static bool IsActive(IAttr attribute)
    {
        if (attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name is "srcdoc")
        {
            return true;
        }

        // Blanks and control characters inside a scheme are ignored by browsers.
        var target = string.Concat(attribute.Value.Where(letter => letter > ' ')).ToLowerInvariant();
        return Addresses.Contains(attribute.Name, StringComparer.OrdinalIgnoreCase)
            && (target.StartsWith("javascript:", StringComparison.Ordinal) || target.StartsWith("vbscript:", StringComparison.Ordinal)
                || (target.StartsWith("data:", StringComparison.Ordinal)
                    && !target.StartsWith("data:image/", StringComparison.Ordinal)));
    }
}
