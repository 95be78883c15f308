using AngleSharp.Dom;

namespace GmailMcp.Mail.Html;

internal sealed partial class MarkdownRenderer
{
    /// <summary>Text longer than this is no link's name: the link stands after it.</summary>
    private const int LongestLinkText = 300;

    private void Link(IElement anchor, ComputedStyle style, Flow flow)
    {
        if (_inLink || links.TargetOf(anchor.GetAttribute("href")) is not { } target)
        {
            Plain(anchor, style, flow);
            return;
        }

        _inLink = true;
        var inner = new Flow(isInline: true);
        inner.Space();
        Children(anchor, style, inner);
        _inLink = false;
        var text = inner.Finish();
        var isBlock = !style.Display.StartsWith("inline", StringComparison.Ordinal);
        if (isBlock)
        {
            flow.Break(1);
        }
        else if (StartsWithSpace(anchor))
        {
            flow.Space();
        }

        if (text.Length > LongestLinkText || text.Contains("\n\n", StringComparison.Ordinal))
        {
            flow.Block(text, 1);
            flow.Raw(links.Show("link", target));
        }
        else if (text.Length > 0)
        {
            flow.Raw(links.Show(OneLine(text), target));
        }
        else if (style.PaintsBoxes && !links.IsKnown(target) && anchor.QuerySelectorAll("img").Any(IsPicture))
        {
            flow.Raw(links.Show("image", target));
        }

        if (isBlock)
        {
            flow.Break(1);
        }
        else if (EndsWithSpace(anchor))
        {
            flow.Space();
        }
    }

    private static bool IsPicture(IElement image) =>
        !(int.TryParse(image.GetAttribute("width"), out var width) && width <= 2)
        && !(int.TryParse(image.GetAttribute("height"), out var height) && height <= 2);

    private static bool StartsWithSpace(IElement anchor) =>
        anchor.FirstChild is IText { Data: { Length: > 0 } text } && char.IsWhiteSpace(text[0]);

    private static bool EndsWithSpace(IElement anchor) =>
        anchor.LastChild is IText { Data: { Length: > 0 } text } && char.IsWhiteSpace(text[^1]);
}
