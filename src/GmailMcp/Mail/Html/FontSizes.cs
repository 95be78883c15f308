namespace GmailMcp.Mail.Html;

/// <summary>Computed font sizes, as Chromium works them out.</summary>
internal static class FontSizes
{
    /// <summary>Sizes given relative to another are painted at no less than this (Chromium's minimum logical font
    /// size), and 0
    /// stays 0.</summary>
    private const double SmallestRelative = 6;

    public static bool IsKeyword(string value) => Keyword(value) > 0 || value is "smaller" or "larger";

    public static double Of(string value, double parent)
    {
        if (Keyword(value) is > 0 and var size)
        {
            return size;
        }

        switch (value)
        {
            case "smaller":
                return parent / 1.2;
            case "larger":
                return parent * 1.2;
            case "inherit" or "unset":
                return parent;
        }

        if (!CssLength.TryParse(value, out var length))
        {
            return parent;
        }

        var isRelative = length.Kind is CssLength.Unit.Em or CssLength.Unit.Rem or CssLength.Unit.Percent;
        var pixels = length.Kind == CssLength.Unit.Percent ? length.Number / 100 * parent : length.Pixels(parent);
        return isRelative && pixels is > 0 and < SmallestRelative ? Math.Min(SmallestRelative, Math.Max(parent, pixels)) : pixels;
    }

    private static double Keyword(string value) => value switch
    {
        "xx-small" => 9,
        "x-small" => 10,
        "small" => 13,
        "medium" or "initial" => 16,
        "large" => 18,
        "x-large" => 24,
        "xx-large" => 32,
        "xxx-large" => 48,
        _ => 0,
    };
}
