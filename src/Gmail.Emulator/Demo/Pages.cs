using System.Net;

namespace Gmail.Emulator.Demo;

/// <summary>HTML as senders of bulk mail write it: tables in tables, style blocks, hidden preheaders, counting
/// pixels.</summary>
internal static class Pages
{
    /// <summary>A newsletter. Each line of <paramref name="items"/> is "title | text | link".</summary>
    public static string Newsletter(string brand, string colour, string preheader, string items, string site) => $$"""
        <!DOCTYPE html>
        <html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <style type="text/css">
          body { margin: 0; padding: 0; background: #f2f2f2; }
          .preheader { display: none !important; max-height: 0; overflow: hidden; }
          .card td { font: 15px/22px Arial, sans-serif; color: #333333; }
          @media only screen and (max-width: 600px) { .card { width: 100% !important; } }
        </style></head>
        <body>
        <div class="preheader" style="display:none;font-size:1px;color:#f2f2f2">{{Encoded(preheader)}}
        &#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;</div>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
        <table class="card" role="presentation" width="600" cellpadding="0" cellspacing="0" bgcolor="#ffffff">
        <tr><td bgcolor="{{colour}}" style="padding:24px"><h1 style="color:#ffffff">{{Encoded(brand)}}</h1></td></tr>
        {{string.Join('\n', Rows(items).Select(cells => Article(cells, site)))}}
        <tr><td style="padding:16px 24px;font-size:11px;color:#999999">{{Encoded(brand)}}, 1 Example Street.
        <a href="https://{{site}}/unsubscribe">Unsubscribe</a> or
        <a href="https://{{site}}/view">view in browser</a>.</td></tr>
        </table></td></tr></table>
        <img src="https://track.{{site}}/open.gif?r=robin" width="1" height="1" alt="" style="display:block">
        </body></html>
        """;

    /// <summary>The plain alternative of the same.</summary>
    public static string Plain(string items) =>
        string.Join("\n\n", Rows(items).Select(cells => string.Join('\n', cells)));

    /// <summary>A receipt: a line of text, a table of items ("what | how much" on each line), a line of text.</summary>
    public static string Receipt(string shop, string opening, string items, string closing) => $"""
        <html><body style="font-family:Helvetica,Arial"><h2>{Encoded(shop)}</h2><p>{Encoded(opening)}</p>
        <table border="0" cellpadding="6">
        <tr><th align="left">Item</th><th align="right">Price</th></tr>
        {string.Join('\n', Rows(items).Select(cells =>
            $"<tr><td>{Encoded(cells[0])}</td><td align=\"right\">{Encoded(cells[1])}</td></tr>"))}
        </table>
        <p>{Encoded(closing)}</p></body></html>
        """;

    /// <summary>Paragraphs, as a person's mail program writes them.</summary>
    public static string Letter(string text)
    {
        var paragraphs = text.Split("\n\n").Select(Encoded);
        return $"<div dir=\"ltr\">{string.Join("<br><br>", paragraphs).ReplaceLineEndings("<br>")}</div>";
    }

    private static string Article(string[] cells, string site)
    {
        var article = $"<tr><td style=\"padding:16px 24px\"><h2>{Encoded(cells[0])}</h2><p>{Encoded(cells[1])}</p>";
        return cells.Length < 3 ? article + "</td></tr>" : $"""
            {article}<table role="presentation"><tr><td bgcolor="#eeeeee" style="padding:8px 16px">
            <a href="https://click.{site}/r?u={Uri.EscapeDataString(cells[2])}&amp;c=4711">Read on</a>
            </td></tr></table></td></tr>
            """;
    }

    private static IEnumerable<string[]> Rows(string items) =>
        items.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries));

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
