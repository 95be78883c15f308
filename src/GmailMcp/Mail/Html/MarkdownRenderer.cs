using AngleSharp.Dom;

namespace GmailMcp.Mail.Html;

/// <summary>Walks the document once, in its order, and writes what is painted.</summary>
internal sealed partial class MarkdownRenderer(
    Cascade cascade, LinkList links, HtmlOptions options, CancellationToken cancellationToken)
{
    /// <summary>Quotes and lists in each other: each level lengthens every line, which would grow without
    /// end.</summary>
    private const int MostIndents = 12;

    private const int LongestAlt = 150;
    private const int LongestFence = 20;

    private int _nodes;
    private int _indents;
    private bool _inLink;

    public IReadOnlyList<HtmlLink> Links => links.All;

    public int HiddenCharacters { get; private set; }

    /// <summary>True when the document has more nodes than are read.</summary>
    public bool Cut { get; private set; }

    public string Render(IDocument document)
    {
        var flow = new Flow();
        if (document.DocumentElement is { } root)
        {
            Element(root, ComputedStyle.Root with { Variables = cascade.Variables }, flow);
        }

        return flow.Finish();
    }

    private void Children(INode parent, ComputedStyle style, Flow flow)
    {
        foreach (var child in parent.ChildNodes)
        {
            if (++_nodes > options.MaxNodes)
            {
                Cut = true;
                return;
            }

            if (_nodes % 512 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (child is IText text)
            {
                Text(text.Data, style, flow);
            }
            else if (child is IElement element)
            {
                Element(element, style, flow);
            }
        }
    }

    private string Inside(INode parent, ComputedStyle style, bool isInline = false)
    {
        var flow = new Flow(isInline);
        Children(parent, style, flow);
        return flow.Finish();
    }

    private void Text(string data, ComputedStyle style, Flow flow)
    {
        if (style.PaintsText)
        {
            var (text, removed) = InvisibleText.Strip(data);
            HiddenCharacters += removed;
            flow.Text(text, style.KeepsLines);
            return;
        }

        HiddenCharacters += Letters(data);
        if (data.Length > 0 && char.IsWhiteSpace(data[0]))
        {
            flow.Space();
        }
    }

    private void Element(IElement element, ComputedStyle parent, Flow flow)
    {
        var style = cascade.Of(element, parent);
        if (style.IsGone)
        {
            HiddenCharacters += Tags.HoldsNoText(element.LocalName) ? 0 : Letters(TextOf(element));
            return;
        }

        if (!Replaced(element, style, flow))
        {
            Structured(element, style, flow);
        }
    }

    private static string TextOf(IElement element) =>
        element is AngleSharp.Html.Dom.IHtmlTemplateElement template ? template.Content.TextContent : element.TextContent;

    private static int Letters(string text) => text.Count(c => !char.IsWhiteSpace(c));

    /// <summary>Elements that are shown by what their attributes say.</summary>
    private bool Replaced(IElement element, ComputedStyle style, Flow flow)
    {
        switch (element.LocalName)
        {
            case "br":
                flow.NewLine();
                return true;
            case "wbr":
                return true;
            case "hr":
                flow.Block(style.PaintsBoxes && !flow.IsEmpty ? "---" : "", 2);
                return true;
            case "img":
                if (style.PaintsBoxes && AltOf(element) is { Length: > 0 } alt)
                {
                    flow.Raw(_inLink ? alt : $"[image: {alt}]");
                }

                return true;
            case "input":
                Input(element, style, flow);
                return true;
            case "select":
                var chosen = element.QuerySelector("option[selected]") ?? element.QuerySelector("option");
                Text(chosen?.TextContent ?? "", style, flow);
                return true;
            default:
                return false;
        }
    }

    private static string AltOf(IElement image)
    {
        bool IsPixel(string name) => CssLength.TryParse(image.GetAttribute(name)?.Trim() ?? "", out var size) && size.Number <= 2
            && size.Kind is not CssLength.Unit.Percent;
        if (IsPixel("width") || IsPixel("height"))
        {
            return "";
        }

        var (alt, _) = InvisibleText.Strip(image.GetAttribute("alt") ?? "");
        var flow = new Flow(isInline: true);
        flow.Text(alt.Length > LongestAlt ? alt[..LongestAlt] + "…" : alt, keepsLines: false);
        return flow.Finish();
    }

    private void Input(IElement input, ComputedStyle style, Flow flow)
    {
        var type = input.GetAttribute("type")?.Trim().ToLowerInvariant();
        if (type is "checkbox" or "radio")
        {
            flow.Raw(!style.PaintsBoxes ? "" : input.HasAttribute("checked") ? "[x]" : "[ ]");
            flow.Space();
            return;
        }

        var text = type switch
        {
            "password" or "image" or "file" or "color" or "range" => "",
            "submit" => input.GetAttribute("value") ?? "Submit",
            "reset" => input.GetAttribute("value") ?? "Reset",
            _ => input.GetAttribute("value") ?? "",
        };
        if (text.Length > 0)
        {
            flow.Space();
            Text(text, style, flow);
            flow.Space();
        }
    }

    private void Structured(IElement element, ComputedStyle style, Flow flow)
    {
        var tag = element.LocalName;
        if (Indents(tag) && _indents >= MostIndents)
        {
            Plain(element, style, flow);
            return;
        }

        _indents += Indents(tag) ? 1 : 0;
        Structure(tag, element, style, flow);
        _indents -= Indents(tag) ? 1 : 0;
    }

    private static bool Indents(string tag) => tag is "blockquote" or "ul" or "ol" or "menu" or "dir" or "li";

    private void Structure(string tag, IElement element, ComputedStyle style, Flow flow)
    {
        switch (tag)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                var heading = OneLine(Inside(element, style, isInline: true));
                flow.Block(heading.Length == 0 ? "" : $"{new string('#', Tags.HeadingLevel(tag))} {heading}", 2);
                break;
            case "ul" or "ol" or "menu" or "dir":
                flow.Block(List(element, style), element.ParentElement?.LocalName == "li" ? 1 : 2);
                break;
            case "li":
                flow.Block(Item(element, style, "- "), 1);
                break;
            case "blockquote":
                flow.Block(Prefixed(Inside(element, style), "> ", "> "), 2);
                break;
            case "pre" or "listing" or "xmp":
                Preformatted(element, style, flow);
                break;
            case "code" or "kbd" or "samp" or "tt":
                flow.Raw(Code(Inside(element, style, isInline: true)));
                break;
            case "s" or "strike" or "del":
                var struck = Inside(element, style, isInline: true);
                flow.Raw(struck.Length == 0 || struck.Contains('\n') ? struck : $"~~{struck}~~");
                break;
            case "a":
                Link(element, style, flow);
                break;
            case "table":
                Table(element, style, flow);
                break;
            default:
                Plain(element, style, flow);
                break;
        }
    }

    private void Plain(IElement element, ComputedStyle style, Flow flow)
    {
        var isInline = style.Display.StartsWith("inline", StringComparison.Ordinal) || style.Display == "contents";
        if (isInline)
        {
            Children(element, style, flow);
            return;
        }

        if (style.Display == "table-cell")
        {
            flow.Space();
            Children(element, style, flow);
            flow.Space();
            return;
        }

        var lines = Tags.StandsApart(element.LocalName) ? 2 : 1;
        flow.Break(lines);
        Children(element, style, flow);
        flow.Break(lines);
    }

    private string List(IElement list, ComputedStyle style)
    {
        var flow = new Flow();
        var isOrdered = list.LocalName == "ol";
        var number = int.TryParse(list.GetAttribute("start"), out var start) ? start : 1;
        foreach (var child in list.ChildNodes)
        {
            if (child is IElement { LocalName: "li" } item)
            {
                var itemStyle = cascade.Of(item, style);
                if (itemStyle.IsGone)
                {
                    HiddenCharacters += Letters(item.TextContent);
                    continue;
                }

                number = int.TryParse(item.GetAttribute("value"), out var value) ? value : number;
                var text = Prefixed(Inside(item, itemStyle), isOrdered ? $"{number}. " : "- ", isOrdered ? "   " : "  ");
                number += text.Length > 0 ? 1 : 0;
                flow.Block(text, 1);
            }
            else if (child is IElement other)
            {
                Element(other, style, flow);
            }
            else if (child is IText text)
            {
                Text(text.Data, style, flow);
            }
        }

        return flow.Finish();
    }

    private string Item(IElement item, ComputedStyle style, string mark) =>
        style.Display == "list-item" ? Prefixed(Inside(item, style), mark, "  ") : Inside(item, style);

    private void Preformatted(IElement element, ComputedStyle style, Flow flow)
    {
        var text = style.PaintsText && LongestRun(element.TextContent, '`') <= LongestFence
            && element.QuerySelector("a[href],[style],[hidden],[class],img,table,font") is null
            ? element.TextContent.Trim('\n').TrimEnd()
            : "";
        if (text.Length == 0)
        {
            Plain(element, style, flow);
            return;
        }

        var (plain, removed) = InvisibleText.Strip(text);
        HiddenCharacters += removed;
        var fence = new string('`', Math.Max(3, LongestRun(plain, '`') + 1));
        flow.Block($"{fence}\n{plain.ReplaceLineEndings("\n")}\n{fence}", 2);
    }

    private static string Code(string text)
    {
        if (text.Length == 0 || text.Contains('\n') || text.Contains("](", StringComparison.Ordinal))
        {
            return text;
        }

        var fence = new string('`', LongestRun(text, '`') + 1);
        return fence.Length == 1 ? $"`{text}`" : $"{fence} {text} {fence}";
    }

    private static int LongestRun(string text, char of)
    {
        var longest = 0;
        var run = 0;
        foreach (var c in text)
        {
            run = c == of ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static string Prefixed(string text, string first, string others)
    {
        if (text.Length == 0)
        {
            return "";
        }

        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = ((i == 0 ? first : others) + lines[i]).TrimEnd();
        }

        return string.Join('\n', lines);
    }

    private static string OneLine(string text) =>
        text.Contains('\n') ? string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries)) : text;
}
