using AngleSharp.Dom;

namespace GmailMcp.Mail.Html;

/// <summary>From the winning declarations of an element and its parent's style to its own.</summary>
internal static class Computation
{
    public static ComputedStyle Of(IElement element, string?[] values, ComputedStyle parent)
    {
        string? Value(CssProperty property)
        {
            var value = values[(int)property];
            return value is not null && value.Contains("var(", StringComparison.Ordinal)
                ? Substitute(property, value, parent.Variables)
                : value;
        }

        var fontSize = Value(CssProperty.FontSize) is { } size ? FontSizes.Of(size, parent.FontSize) : parent.FontSize;
        var color = Color(Value(CssProperty.Color), parent.Color, CssColor.Black, parent.Color);
        var box = new Box(Value, fontSize, parent.FontSize);
        var display = Display(Value(CssProperty.Display), element, parent);
        var isBlock = !display.StartsWith("inline", StringComparison.Ordinal) && display != "contents";
        var lineHeight = LineHeight(Value(CssProperty.LineHeight), fontSize, parent.LineHeight);
        return new ComputedStyle
        {
            Display = display,
            IsGone = display == "none" || HidesAll(element) || box.HidesAll(isBlock, lineHeight),
            IsInvisible = Value(CssProperty.Visibility) switch
            {
                null or "inherit" or "unset" => parent.IsInvisible,
                "hidden" or "collapse" => true,
                _ => false,
            },
            Opacity = parent.Opacity * box.Opacity,
            FontSize = fontSize,
            Color = color,
            TextFill = Value(CssProperty.TextFillColor) switch
            {
                null or "inherit" or "unset" => parent.TextFill,
                "currentcolor" or "initial" => null,
                var fill => Color(fill, color, color, color),
            },
            Ground = Ground(Value, color, parent),
            TextIndent = Indent(Value(CssProperty.TextIndent), fontSize, parent.TextIndent),
            LineHeight = lineHeight,
            KeepsLines = Value(CssProperty.WhiteSpace) switch
            {
                null or "inherit" or "unset" => parent.KeepsLines,
                var space => space.StartsWith("pre", StringComparison.Ordinal) || space == "break-spaces",
            },
            Variables = Variables(element, parent.Variables),
        };
    }

    private static string Display(string? value, IElement element, ComputedStyle parent) => value switch
    {
        null or "initial" or "unset" or "revert" => Tags.DisplayOf(element.LocalName),
        "inherit" => parent.Display,
        _ => value,
    };

    /// <summary>Elements that no style sheet brings into view, or that do so only when opened.</summary>
    private static bool HidesAll(IElement element) =>
        Tags.IsNeverPainted(element.LocalName)
        || (element.LocalName == "dialog" && !element.HasAttribute("open"))
        || (element.LocalName == "input" && element.GetAttribute("type")?.Trim().ToLowerInvariant() == "hidden")
        || (element.HasAttribute("popover"))
        || (element.ParentElement is { LocalName: "details" } details && !details.HasAttribute("open")
            && !(element.LocalName == "summary" && details.Children.FirstOrDefault(c => c.LocalName == "summary") == element))
        || (element.NamespaceUri == "http://www.w3.org/2000/svg" && element.LocalName is "title" or "desc" or "defs" or "metadata");

    private static CssColor Color(string? value, CssColor inherited, CssColor initial, CssColor current) => value switch
    {
        null or "inherit" or "unset" => inherited,
        "initial" or "revert" or "revert-layer" => initial,
        "currentcolor" => current,
        _ => CssColor.TryParse(value, out var color) ? color : CssColor.Unknown,
    };

    private static CssColor Ground(Func<CssProperty, string?> value, CssColor color, ComputedStyle parent)
    {
        var image = value(CssProperty.BackgroundImage);
        if (image is not null && (image.Contains("url(", StringComparison.Ordinal) || image.Contains("gradient(", StringComparison.Ordinal)
            || image.Contains("image", StringComparison.Ordinal)))
        {
            return CssColor.Unknown;
        }

        var own = value(CssProperty.BackgroundColor);
        return own is null or "unset" or "inherit"
            ? parent.Ground
            : Color(own, parent.Ground, CssColor.Transparent, color).Over(parent.Ground);
    }

    private static double Indent(string? value, double fontSize, double inherited) =>
        value is null or "inherit" or "unset" ? inherited
        : CssLength.TryParse(CssText.Words(value)[0], out var length) ? length.Pixels(fontSize)
        : 0;

    private static double LineHeight(string? value, double fontSize, double inherited)
    {
        switch (value)
        {
            case null or "inherit" or "unset":
                return inherited < 0 ? -inherited * fontSize : inherited;
        }

        if (!CssLength.TryParse(value, out var length))
        {
            return double.NaN;
        }

        return length.Kind is CssLength.Unit.Plain ? length.Number * fontSize
            : length.Kind is CssLength.Unit.Percent ? length.Number / 100 * fontSize
            : length.Pixels(fontSize);
    }

    private static IReadOnlyDictionary<string, string> Variables(
        IElement element, IReadOnlyDictionary<string, string> inherited)
    {
        var style = element.GetAttribute("style");
        if (style is null || !style.Contains("--", StringComparison.Ordinal))
        {
            return inherited;
        }

        var all = new Dictionary<string, string>(inherited, StringComparer.Ordinal);
        CssVariables.Read(CssText.WithoutComments(style), all);
        return all;
    }

    /// <summary>var(--x, fallback) as a whole value; anything more is not known, and what is not known hides
    /// nothing.</summary>
    private static string? Substitute(CssProperty property, string value, IReadOnlyDictionary<string, string> variables)
    {
        if (!value.StartsWith("var(", StringComparison.Ordinal) || !value.EndsWith(')'))
        {
            return null;
        }

        var parts = CssText.Split(value[4..^1], ",");
        var found = parts.Count == 0 ? null : variables.TryGetValue(parts[0], out var set) ? set : parts.ElementAtOrDefault(1);
        return found is not null && !found.Contains("var(", StringComparison.Ordinal) && CssValue.IsValid(property, found)
            ? found
            : property is CssProperty.Color or CssProperty.BackgroundColor ? "unset" : null;
    }
}
