using AngleSharp.Dom;

namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>The marks that clients leave on elements.</summary>
internal static class HtmlRoles
{
    private static readonly Dictionary<string, HtmlRole> Classes = new(StringComparer.Ordinal)
    {
        ["gmail_quote"] = HtmlRole.QuoteContainer,
        ["gmail_attr"] = HtmlRole.Introduction,
        ["protonmail_quote"] = HtmlRole.QuoteContainer,
        ["moz-cite-prefix"] = HtmlRole.Introduction,
        ["yahoo_quoted"] = HtmlRole.History,
        ["OutlookMessageHeader"] = HtmlRole.HistoryStart,
        ["gmail_signature"] = HtmlRole.Signature,
        ["gmail_signature_prefix"] = HtmlRole.Signature,
        ["moz-signature"] = HtmlRole.Signature,
        ["protonmail_signature_block"] = HtmlRole.Signature,
    };

    private static readonly Dictionary<string, HtmlRole> Ids = new(StringComparer.Ordinal)
    {
        ["appendonsend"] = HtmlRole.HistoryStart,
        ["divRplyFwdMsg"] = HtmlRole.HistoryStart,
        ["x_divRplyFwdMsg"] = HtmlRole.HistoryStart,
        ["stopSpelling"] = HtmlRole.HistoryStart,
        ["zwchr"] = HtmlRole.HistoryStart,
        ["OLK_SRC_BODY_SECTION"] = HtmlRole.HistoryStart,
        ["mail-editor-reference-message-container"] = HtmlRole.HistoryStart,
        ["reply-intro"] = HtmlRole.Introduction,
        ["Signature"] = HtmlRole.Signature,
        ["signature"] = HtmlRole.Signature,
        ["ms-outlook-mobile-signature"] = HtmlRole.Signature,
        ["AppleMailSignature"] = HtmlRole.Signature,
        ["ymail_android_signature"] = HtmlRole.Signature,
        ["ymail_ios_signature"] = HtmlRole.Signature,
    };

    // Outlook 2010, 2016 and Windows Mail.
    private static readonly string[] HeaderColours = ["#b5c4df", "#e1e1e1", "rgb(229,229,229)", "#e5e5e5"];

    public static HtmlRole Of(IElement element)
    {
        if (element.LocalName == "blockquote")
        {
            return OfBlockquote(element);
        }

        if (element.Id is { Length: > 0 } id && Ids.TryGetValue(id, out var byId))
        {
            return byId;
        }

        if (element.ClassName is { Length: > 0 and < 1000 } names)
        {
            foreach (var name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (Classes.TryGetValue(name, out var byClass))
                {
                    return byClass;
                }
            }
        }

        return element.LocalName == "div" && HasHeaderLine(element) ? HtmlRole.OutlookHeader
            : element.HasAttribute("data-signatureblock") ? HtmlRole.Signature
            : HtmlRole.None;
    }

    private static HtmlRole OfBlockquote(IElement element)
    {
        var style = StyleOf(element);
        var isMarked = string.Equals(element.GetAttribute("type"), "cite", StringComparison.OrdinalIgnoreCase)
            || element.HasAttribute("cite")
            || element.ClassName?.Contains("quote", StringComparison.OrdinalIgnoreCase) == true
            || style.Contains("border-left:", StringComparison.Ordinal);

        // Gmail and Outlook Express indent with blockquotes.
        return isMarked ? HtmlRole.Quote
            : style.Contains("border:none", StringComparison.Ordinal) ? HtmlRole.None
            : HtmlRole.WeakQuote;
    }

    private static bool HasHeaderLine(IElement element)
    {
        var style = StyleOf(element);
        return style.Contains("border-top", StringComparison.Ordinal)
            && Array.Exists(HeaderColours, colour => style.Contains(colour, StringComparison.Ordinal));
    }

    private static string StyleOf(IElement element) => element.GetAttribute("style") is { Length: > 0 and < 2000 } style
        ? style.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()
        : "";
}
