using System.Globalization;

namespace GmailMcp.Mail.Html;

/// <summary>Whether a browser would take a value; one it does not take leaves the earlier declaration in
/// force.</summary>
internal static class CssValue
{
    public static bool IsValid(CssProperty property, string value)
    {
        if (value is "inherit" or "initial" or "unset" or "revert" or "revert-layer"
            || value.Contains("var(", StringComparison.Ordinal))
        {
            return true;
        }

        return property switch
        {
            CssProperty.Display => IsDisplay(value),
            CssProperty.Visibility => value is "visible" or "hidden" or "collapse",
            CssProperty.Opacity => TryNumber(value, out _),
            CssProperty.FontSize => FontSizes.IsKeyword(value) || (IsLength(value) && value[0] != '-'),
            CssProperty.LineHeight => value == "normal" || CssLength.TryParse(value, out _),
            CssProperty.Color or CssProperty.TextFillColor or CssProperty.BackgroundColor =>
                value == "currentcolor" || CssColor.TryParse(value, out _),
            CssProperty.BackgroundImage => true,
            CssProperty.OverflowX or CssProperty.OverflowY => value is "visible" or "hidden" or "clip" or "scroll" or "auto",
            CssProperty.Width or CssProperty.Height or CssProperty.MinWidth or CssProperty.MinHeight
                or CssProperty.MaxWidth or CssProperty.MaxHeight =>
                (IsLength(value) && value[0] != '-') || value is "auto" or "none" || value.Contains("content", StringComparison.Ordinal),
            CssProperty.Position => value is "static" or "relative" or "absolute" or "fixed" or "sticky",
            CssProperty.Left or CssProperty.Right or CssProperty.Top or CssProperty.Bottom
                or CssProperty.MarginLeft or CssProperty.MarginTop => value == "auto" || IsLength(value),
            CssProperty.TextIndent => IsLength(value),
            CssProperty.ContentVisibility => value is "visible" or "hidden" or "auto",
            _ => true,
        };
    }

    public static bool TryNumber(string value, out double number)
    {
        var isPercent = value.EndsWith('%');
        var text = isPercent ? value.AsSpan(0, value.Length - 1) : value.AsSpan();
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) || !double.IsFinite(number))
        {
            number = 0;
            return CssCalculation.TryParse(value, out var calculated) && (number = calculated.Number) is var _;
        }

        number = isPercent ? number / 100 : number;
        return true;
    }

    /// <summary>Lengths need a unit, except 0.</summary>
    private static bool IsLength(string value) =>
        CssLength.TryParse(value, out var length) && (length.Kind != CssLength.Unit.Plain || length.IsZero);

    private static bool IsDisplay(string value) => value is "none" or "block" or "inline" or "inline-block" or "table"
        or "inline-table" or "table-row" or "table-cell" or "table-row-group" or "table-header-group"
        or "table-footer-group" or "table-column" or "table-column-group" or "table-caption" or "list-item" or "flex"
        or "inline-flex" or "grid" or "inline-grid" or "contents" or "flow-root" or "-webkit-box" or "-webkit-inline-box";
}
