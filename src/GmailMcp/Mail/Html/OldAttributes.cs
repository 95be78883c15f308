using AngleSharp.Dom;

namespace GmailMcp.Mail.Html;

/// <summary>Attributes that style, weaker than any rule (HTML §15), and what a browser sets for an element by
/// itself.</summary>
internal static class OldAttributes
{
    public static void Apply(IElement element, string?[] values, bool isQuirky)
    {
        void Set(CssProperty property, string? value)
        {
            if (value is not null && CssValue.IsValid(property, value))
            {
                values[(int)property] = value;
            }
        }

        if (element.HasAttribute("hidden"))
        {
            Set(CssProperty.Display, "none");
        }

        Set(CssProperty.BackgroundColor, Color(element.GetAttribute("bgcolor")));
        if (element.LocalName is "body" or "table" or "td" or "th" or "tr" && element.HasAttribute("background"))
        {
            Set(CssProperty.BackgroundImage, "url()");
        }

        switch (element.LocalName)
        {
            case "body":
                Set(CssProperty.Color, Color(element.GetAttribute("text")));
                break;
            case "font":
                Set(CssProperty.Color, Color(element.GetAttribute("color")));
                Set(CssProperty.FontSize, Size(element.GetAttribute("size")));
                break;
            case "a" when element.HasAttribute("href"):
                Set(CssProperty.Color, Color(element.Closest("body")?.GetAttribute("link")) ?? "#0000ee");
                break;
            case "table" when isQuirky:
                Set(CssProperty.FontSize, "medium");
                Set(CssProperty.LineHeight, "normal");
                break;
            case "pre" or "textarea" or "listing":
                Set(CssProperty.WhiteSpace, "pre");
                break;
            case "mark":
                Set(CssProperty.BackgroundColor, "yellow");
                Set(CssProperty.Color, "black");
                break;
            case "small":
                Set(CssProperty.FontSize, "smaller");
                break;
            case "button" or "input" or "select" or "textarea":
                Set(CssProperty.FontSize, "13.3px");
                Set(CssProperty.Color, "black");
                Set(CssProperty.BackgroundColor, element.LocalName == "button" ? "#efefef" : "white");
                break;
        }
    }

    private static string? Color(string? value) =>
        value is not null && CssColor.TryLegacy(value, out var color)
            ? string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"rgba({color.Red},{color.Green},{color.Blue},{color.Alpha})")
            : null;

    private static string? Size(string? value) => value?.Trim() switch
    {
        "1" => "x-small",
        "2" or "-1" => "small",
        "3" => "medium",
        "4" or "+1" => "large",
        "5" or "+2" => "x-large",
        "6" or "+3" => "xx-large",
        "7" => "xxx-large",
        "0" or "-2" or "-3" => "x-small",
        _ => null,
    };
}
