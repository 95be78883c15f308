using AngleSharp.Css;
using AngleSharp.Css.Dom;

namespace GmailMcp.Mail.Html;

/// <summary>One selector with what it sets. Later in the sheet wins among equals; layers lose against what stands in
/// none.</summary>
internal sealed record StyleRule(ISelector Selector, Priority Specificity, bool InLayer, int Order, List<Declaration> Declarations)
{
    /// <summary>What a comparison costs beside one: long selectors walk the tree.</summary>
    public int Cost { get; } = (Selector.Text.Length / 32) + (Selector.Text.AsSpan().ContainsAny(':', '~') ? 20 : 0);

    public static int Compare(StyleRule left, StyleRule right)
    {
        var byLayer = right.InLayer.CompareTo(left.InLayer);
        var bySpecificity = byLayer != 0 ? byLayer : left.Specificity.CompareTo(right.Specificity);
        return bySpecificity != 0 ? bySpecificity : left.Order.CompareTo(right.Order);
    }
}
