namespace GmailMcp.Mail.Html;

/// <summary>What a browser does with elements before any style sheet.</summary>
internal static class Tags
{
    public static string DisplayOf(string tag) => tag switch
    {
        "html" or "body" or "div" or "p" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "ul" or "ol" or "dl" or "dt"
            or "dd" or "blockquote" or "pre" or "form" or "fieldset" or "legend" or "hr" or "address" or "article"
            or "aside" or "section" or "header" or "footer" or "main" or "nav" or "figure" or "figcaption" or "center"
            or "details" or "summary" or "menu" or "dir" or "dialog" or "listing" or "xmp" or "hgroup" or "search"
            or "optgroup" or "option" => "block",
        "li" => "list-item",
        "table" => "table",
        "caption" => "table-caption",
        "thead" or "tbody" or "tfoot" => "table-row-group",
        "tr" => "table-row",
        "td" or "th" => "table-cell",
        _ => "inline",
    };

    /// <summary>Paragraphs and the like stand apart by an empty line.</summary>
    public static bool StandsApart(string tag) => tag is "p" or "ul" or "ol" or "dl" or "blockquote" or "figure" or "menu";

    public static bool IsNeverPainted(string tag) => tag is "head" or "title" or "style" or "script" or "template" or "meta"
        or "link" or "base" or "datalist" or "rp" or "noembed" or "noframes" or "param" or "source" or "track" or "area"
        or "audio" or "video" or "canvas" or "iframe" or "progress" or "meter" or "frame" or "frameset" or "col" or "colgroup";

    /// <summary>What is inside is no text: it is not counted as hidden.</summary>
    public static bool HoldsNoText(string tag) => tag is "style" or "script" or "title" or "head" or "noframes" or "noembed"
        or "iframe" or "meta" or "link";

    public static int HeadingLevel(string tag) => tag.Length == 2 && tag[0] == 'h' && tag[1] is >= '1' and <= '6' ? tag[1] - '0' : 0;
}
