using System.Net;
using System.Text;

namespace Gmail.Emulator.Demo;

/// <summary>HTML as senders of bulk mail write it: tables in tables, style blocks, hidden preheaders, counting pixels.</summary>
internal static class Pages
{
    /// <summary>A newsletter. Each line of <paramref name="items"/> is "title | text | link".</summary>
    public static string Newsletter(string brand, string colour, string preheader, string items, string site)
    {
        var page = new StringBuilder()
            .Append("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\n")
            .Append("<style type=\"text/css\">\n  body { margin: 0; padding: 0; background: #f2f2f2; }\n")
            .Append("  .preheader { display: none !important; max-height: 0; overflow: hidden; }\n")
            .Append("  .card td { font: 15px/22px Arial, sans-serif; color: #333333; }\n")
            .Append("  @media only screen and (max-width: 600px) { .card { width: 100% !important; } }\n</style></head>\n")
            .Append($"<body><div class=\"preheader\" style=\"display:none;font-size:1px;color:#f2f2f2\">{Encoded(preheader)}")
            .Append("&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;</div>\n")
            .Append("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\"><tr><td align=\"center\">\n")
            .Append("<table class=\"card\" role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\" bgcolor=\"#ffffff\">\n")
            .Append($"<tr><td bgcolor=\"{colour}\" style=\"padding:24px\"><h1 style=\"color:#ffffff\">{Encoded(brand)}</h1></td></tr>\n");
        foreach (var parts in items.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)))
        {
            page.Append($"<tr><td style=\"padding:16px 24px\"><h2>{Encoded(parts[0])}</h2><p>{Encoded(parts[1])}</p>");
            if (parts.Length > 2)
            {
                page.Append("<table role=\"presentation\"><tr><td bgcolor=\"#eeeeee\" style=\"padding:8px 16px\">")
                    .Append($"<a href=\"https://click.{site}/r?u={Uri.EscapeDataString(parts[2])}&amp;c=4711\">Read on</a></td></tr></table>");
            }

            page.Append("</td></tr>\n");
        }

        return page
            .Append($"<tr><td style=\"padding:16px 24px;font-size:11px;color:#999999\">{Encoded(brand)}, 1 Example Street. ")
            .Append($"<a href=\"https://{site}/unsubscribe\">Unsubscribe</a> or <a href=\"https://{site}/view\">view in browser</a>.</td></tr>\n")
            .Append("</table></td></tr></table>\n")
            .Append($"<img src=\"https://track.{site}/open.gif?r=robin\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block\">\n</body></html>")
            .ToString();
    }

    /// <summary>The plain alternative of the same.</summary>
    public static string Plain(string items) => string.Join("\n\n", items.Split('\n').Select(line =>
        string.Join("\n", line.Split('|', StringSplitOptions.TrimEntries))));

    /// <summary>A receipt: a line of text, a table of items ("what | how much" on each line), a line of text.</summary>
    public static string Receipt(string shop, string opening, string items, string closing) =>
        $"<html><body style=\"font-family:Helvetica,Arial\"><h2>{Encoded(shop)}</h2><p>{Encoded(opening)}</p>\n"
        + "<table border=\"0\" cellpadding=\"6\">\n<tr><th align=\"left\">Item</th><th align=\"right\">Price</th></tr>\n"
        + string.Concat(items.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Select(cells =>
            $"<tr><td>{Encoded(cells[0])}</td><td align=\"right\">{Encoded(cells[1])}</td></tr>\n"))
        + $"</table>\n<p>{Encoded(closing)}</p></body></html>";

    /// <summary>Paragraphs, as a person's mail program writes them.</summary>
    public static string Letter(string text) =>
        $"<div dir=\"ltr\">{string.Join("<br><br>", text.Split("\n\n").Select(Encoded)).Replace("\n", "<br>", StringComparison.Ordinal)}</div>";

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
