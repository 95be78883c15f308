namespace GmailMcp.Mail.Html;

/// <summary>Reads the inside of a rule or of a style attribute: shorthands are taken apart, invalid values
/// dropped.</summary>
internal static class DeclarationReader
{
    private const int MostDeclarations = 500;

    private static readonly Dictionary<string, CssProperty> Names = new(StringComparer.Ordinal)
    {
        ["display"] = CssProperty.Display,
        ["visibility"] = CssProperty.Visibility,
        ["opacity"] = CssProperty.Opacity,
        ["font-size"] = CssProperty.FontSize,
        ["line-height"] = CssProperty.LineHeight,
        ["color"] = CssProperty.Color,
        ["-webkit-text-fill-color"] = CssProperty.TextFillColor,
        ["background-color"] = CssProperty.BackgroundColor,
        ["background-image"] = CssProperty.BackgroundImage,
        ["overflow-x"] = CssProperty.OverflowX,
        ["overflow-y"] = CssProperty.OverflowY,
        ["width"] = CssProperty.Width,
        ["inline-size"] = CssProperty.Width,
        ["height"] = CssProperty.Height,
        ["block-size"] = CssProperty.Height,
        ["min-width"] = CssProperty.MinWidth,
        ["min-height"] = CssProperty.MinHeight,
        ["max-width"] = CssProperty.MaxWidth,
        ["max-height"] = CssProperty.MaxHeight,
        ["padding"] = CssProperty.Padding,
        ["padding-top"] = CssProperty.Padding,
        ["padding-bottom"] = CssProperty.Padding,
        ["position"] = CssProperty.Position,
        ["left"] = CssProperty.Left,
        ["right"] = CssProperty.Right,
        ["top"] = CssProperty.Top,
        ["bottom"] = CssProperty.Bottom,
        ["clip"] = CssProperty.Clip,
        ["clip-path"] = CssProperty.ClipPath,
        ["-webkit-clip-path"] = CssProperty.ClipPath,
        ["transform"] = CssProperty.Transform,
        ["-webkit-transform"] = CssProperty.Transform,
        ["scale"] = CssProperty.Scale,
        ["translate"] = CssProperty.Translate,
        ["rotate"] = CssProperty.Rotate,
        ["margin-left"] = CssProperty.MarginLeft,
        ["margin-top"] = CssProperty.MarginTop,
        ["text-indent"] = CssProperty.TextIndent,
        ["white-space"] = CssProperty.WhiteSpace,
        ["filter"] = CssProperty.Filter,
        ["-webkit-filter"] = CssProperty.Filter,
        ["content-visibility"] = CssProperty.ContentVisibility,
    };

    public static List<Declaration> Read(string block)
    {
        var found = new List<Declaration>();
        var at = 0;
        while (at < block.Length && found.Count < MostDeclarations)
        {
            var end = CssText.EndOf(block, at, ";");
            Add(found, block.AsSpan(at, end - at));
            at = end + 1;
        }

        return found;
    }

    private static void Add(List<Declaration> found, ReadOnlySpan<char> declaration)
    {
        var colon = declaration.IndexOf(':');
        if (colon <= 0)
        {
            return;
        }

        var name = CssText.Unescape(declaration[..colon].Trim()).ToLowerInvariant();
        var value = CssText.Unescape(declaration[(colon + 1)..].Trim()).ToLowerInvariant();
        var important = false;
        var mark = value.LastIndexOf('!');
        if (mark >= 0)
        {
            if (!value.AsSpan(mark + 1).Trim().SequenceEqual("important"))
            {
                return;
            }

            important = true;
            value = value[..mark].TrimEnd();
        }

        if (value.Length is 0 or > 2_000)
        {
            return;
        }

        Expand(found, name, value, important);
    }

    private static void Expand(List<Declaration> found, string name, string value, bool important)
    {
        void Set(CssProperty property, string part)
        {
            if (CssValue.IsValid(property, part))
            {
                found.Add(new Declaration(property, part, important));
            }
        }

        if (Names.TryGetValue(name, out var known))
        {
            Set(known, value);
            return;
        }

        var parts = name is "background" or "font" or "margin" or "overflow" or "inset" ? CssText.Words(value) : [];
        switch (name)
        {
            case "background":
                Background(Set, value, parts);
                break;
            case "font":
                Font(Set, parts);
                break;
            case "margin" when parts.Count is > 0 and <= 4:
                Set(CssProperty.MarginTop, parts[0]);
                Set(CssProperty.MarginLeft, parts[parts.Count == 4 ? 3 : Math.Min(1, parts.Count - 1)]);
                break;
            case "overflow" when parts.Count is 1 or 2:
                Set(CssProperty.OverflowX, parts[0]);
                Set(CssProperty.OverflowY, parts[^1]);
                break;
            case "inset" when parts.Count is > 0 and <= 4:
                Set(CssProperty.Top, parts[0]);
                Set(CssProperty.Left, parts[parts.Count == 4 ? 3 : Math.Min(1, parts.Count - 1)]);
                break;
        }
    }

    private static void Background(Action<CssProperty, string> set, string value, List<string> parts)
    {
        var isImage = value.Contains("url(", StringComparison.Ordinal) || value.Contains("gradient(", StringComparison.Ordinal);
        var color = parts.FindLast(part => CssColor.TryParse(part, out _) || part == "currentcolor");
        if (!isImage && color is null && !parts.TrueForAll(BackgroundWord))
        {
            return;
        }

        set(CssProperty.BackgroundImage, isImage ? "url()" : parts.Contains("inherit") ? "inherit" : "none");
        set(CssProperty.BackgroundColor, color ?? (parts.Contains("inherit") ? "inherit" : "transparent"));
    }

    private static bool BackgroundWord(string word) => word is "none" or "initial" or "inherit" or "unset" or "repeat"
        or "no-repeat" or "repeat-x" or "repeat-y" or "scroll" or "fixed" or "center" or "top" or "left" or "right"
        or "bottom" or "/" or "cover" or "contain" or "auto" || CssLength.TryParse(word, out _);

    /// <summary>font: style? weight? size[/line-height] family.</summary>
    private static void Font(Action<CssProperty, string> set, List<string> parts)
    {
        for (var i = 0; i < parts.Count - 1; i++)
        {
            var slash = parts[i].IndexOf('/');
            var size = slash > 0 ? parts[i][..slash] : parts[i];
            var isWeight = slash < 0 && int.TryParse(size, out var number) && number >= 1;
            if (!isWeight && size != "normal" && CssValue.IsValid(CssProperty.FontSize, size))
            {
                set(CssProperty.FontSize, size);
                if (slash > 0)
                {
                    set(CssProperty.LineHeight, parts[i][(slash + 1)..]);
                }

                return;
            }
        }
    }
}
