namespace GmailMcp.Mail.Html;

/// <summary>Whether an element's box leaves anything of its inside in view: no size, clipped, moved off the
/// page.</summary>
internal sealed class Box(Func<CssProperty, string?> value, double fontSize, double parentFontSize)
{
    /// <summary>Right of this nobody scrolls: three windows.</summary>
    private const double FarRight = 3 * Media.Width;

    private static readonly string[] Scalings = ["scale", "scalex", "scaley", "scale3d"];
    private static readonly string[] Rotations = ["rotatex", "rotatey"];

    public double Opacity { get; } = OpacityOf(value(CssProperty.Opacity)) * FilterOpacity(value(CssProperty.Filter));

    public bool HidesAll(bool isBlock, double lineHeight) =>
        value(CssProperty.ContentVisibility) == "hidden"
        || IsClippedAway()
        || IsMovedAway()
        || IsScaledAway()
        || (isBlock && HasNoRoom(lineHeight));

    private static double OpacityOf(string? opacity) =>
        opacity is not null && CssValue.TryNumber(opacity, out var number) ? Math.Clamp(number, 0, 1) : 1;

    private static double FilterOpacity(string? filter) =>
        filter is not null && Argument(filter, "opacity") is { } share && CssValue.TryNumber(share, out var number) ? number : 1;

    /// <summary>No width or height, and what sticks out is cut off.</summary>
    private bool HasNoRoom(double lineHeight)
    {
        var clipsX = value(CssProperty.OverflowX) is not (null or "visible" or "initial" or "unset");
        var clipsY = value(CssProperty.OverflowY) is not (null or "visible" or "initial" or "unset");
        if (!clipsX && !clipsY)
        {
            return false;
        }

        var padding = value(CssProperty.Padding) is { } set && CssText.Words(set).Exists(word => !IsTiny(word));
        if (padding)
        {
            return false;
        }

        var noWidth = IsTiny(value(CssProperty.MaxWidth))
            || (IsTiny(value(CssProperty.Width)) && !IsLarge(value(CssProperty.MinWidth)));
        var height = value(CssProperty.Height);
        var noLine = lineHeight <= 1 && (height is null or "auto");
        var noHeight = (IsTiny(value(CssProperty.MaxHeight)) || IsTiny(height) || noLine) && !IsLarge(value(CssProperty.MinHeight));
        return noWidth || noHeight;
    }

    private bool IsClippedAway()
    {
        if (value(CssProperty.Clip) is { } clip && value(CssProperty.Position) is "absolute" or "fixed"
            && Argument(clip, "rect") is { } edges)
        {
            var parts = CssText.Split(edges, ", ");
            return parts.Count == 4 && ((Pixels(parts[2]) is { } bottom && bottom - (Pixels(parts[0]) ?? 0) <= 1)
                || (Pixels(parts[1]) is { } right && right - (Pixels(parts[3]) ?? 0) <= 1));
        }

        if (value(CssProperty.ClipPath) is not { } path)
        {
            return false;
        }

        if (Argument(path, "inset") is { } inset)
        {
            var sides = CssText.Words(inset).TakeWhile(word => word != "round").ToList();
            double Share(int side) => sides[side].EndsWith('%') && CssValue.TryNumber(sides[side], out var share) ? share : 0;
            return sides.Count switch
            {
                1 => Share(0) >= 0.5,
                2 => Share(0) >= 0.5 || Share(1) >= 0.5,
                3 => Share(0) + Share(2) >= 1 || Share(1) >= 0.5,
                4 => Share(0) + Share(2) >= 1 || Share(1) + Share(3) >= 1,
                _ => false,
            };
        }

        var radius = Argument(path, "circle") ?? Argument(path, "ellipse");
        return radius is not null ? CssText.Words(radius) is [var first, ..] && IsTiny(first)
            : Argument(path, "polygon") is { } corners
                && CssText.Split(corners, ",").Select(c => string.Join(' ', CssText.Words(c))).Distinct().Count() < 3;
    }

    private bool IsMovedAway()
    {
        if (Pixels(value(CssProperty.MarginLeft)) < ComputedStyle.OffScreen || Pixels(value(CssProperty.MarginTop)) < -2_000)
        {
            return true;
        }

        if (value(CssProperty.Position) is not ("absolute" or "fixed" or "relative"))
        {
            return false;
        }

        var isOutOfFlow = value(CssProperty.Position) != "relative";
        var left = Pixels(value(CssProperty.Left));
        var top = Pixels(value(CssProperty.Top));
        return left <= ComputedStyle.OffScreen || left >= FarRight
            || (left is null && Pixels(value(CssProperty.Right)) >= (isOutOfFlow ? Media.Width : FarRight))
            || top <= (isOutOfFlow ? ComputedStyle.OffScreen : -2_000)
            || (top is null && Pixels(value(CssProperty.Bottom)) >= (isOutOfFlow ? 2 * Media.Height : 2_000));
    }

    private bool IsScaledAway()
    {
        if (CssText.Words(value(CssProperty.Scale) ?? "").Take(2).Any(IsNil)
            || IsMoved(value(CssProperty.Translate)?.Replace(' ', ',')))
        {
            return true;
        }

        if (value(CssProperty.Transform) is not { } transform || transform == "none")
        {
            return false;
        }

        return Scalings.Any(
                name => Argument(transform, name) is { } factors && CssText.Split(factors, ", ").Take(2).Any(IsNil))
            || Rotations.Any(name => Argument(transform, name) is "90deg" or "-90deg" or "270deg" or "0.25turn")
            || (Argument(transform, "matrix") is { } matrix && CssText.Split(matrix, ", ") is { Count: 6 } cells
                && ((IsNil(cells[0]) && IsNil(cells[1])) || (IsNil(cells[2]) && IsNil(cells[3]))))
            || IsMoved(Argument(transform, "translate") ?? Argument(transform, "translate3d") ?? Argument(transform, "translatex"))
            || (Argument(transform, "translatey") is { } y && Pixels(y) < -2_000);
    }

    private bool IsMoved(string? offsets)
    {
        var parts = CssText.Split(offsets ?? "", ",");
        return parts.Count > 0 && parts[0] != "none"
            && (Pixels(parts[0]) < ComputedStyle.OffScreen || Pixels(parts[0]) > FarRight
                || (parts.Count > 1 && Pixels(parts[1]) < -2_000));
    }

    private static bool IsNil(string factor) => CssValue.TryNumber(factor, out var number) && Math.Abs(number) < 0.05;

    private double? Pixels(string? length) =>
        length is not null && CssLength.TryParse(length, out var found) ? found.Pixels(fontSize) : null;

    /// <summary>1 px or less: nothing of a letter is to be seen.</summary>
    private bool IsTiny(string? length) =>
        length is not null && CssLength.TryParse(length, out var found)
        && (found.Kind == CssLength.Unit.Percent ? found.IsZero : found.Pixels(Math.Min(fontSize, parentFontSize)) <= 1);

    private bool IsLarge(string? length) => length is not null && Pixels(length) > 1;

    /// <summary>What stands in the brackets of the function <paramref name="name"/>.</summary>
    private static string? Argument(string text, string name)
    {
        var at = text.IndexOf(name + "(", StringComparison.Ordinal);
        if (at < 0 || (at > 0 && char.IsAsciiLetter(text[at - 1])))
        {
            return null;
        }

        var start = at + name.Length + 1;
        var close = text.IndexOf(')', start);
        return close < 0 ? null : text[start..close].Trim();
    }
}
