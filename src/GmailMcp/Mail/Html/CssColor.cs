using System.Globalization;

namespace GmailMcp.Mail.Html;

/// <summary>A colour with its share of cover; unknown ones (a function not read here) hide nothing.</summary>
internal readonly record struct CssColor(double Red, double Green, double Blue, double Alpha, bool IsUnknown = false)
{
    public static readonly CssColor White = new(255, 255, 255, 1);
    public static readonly CssColor Black = new(0, 0, 0, 1);
    public static readonly CssColor Transparent = new(0, 0, 0, 0);
    public static readonly CssColor Unknown = new(0, 0, 0, 1, true);

    public static bool TryParse(string text, out CssColor color)
    {
        color = Transparent;
        if (text.StartsWith('#'))
        {
            return TryHex(text.AsSpan(1), out color);
        }

        var open = text.IndexOf('(');
        if (open > 0)
        {
            return text.EndsWith(')') && TryFunction(text[..open], text[(open + 1)..^1], out color);
        }

        return CssColorNames.TryFind(text, out color);
    }

    /// <summary>The rules for colours in old attributes (HTML §2.3.6), without the odd lengths.</summary>
    public static bool TryLegacy(string text, out CssColor color)
    {
        text = text.Trim().ToLowerInvariant();
        return TryParse(text, out color) || (text.Length is 3 or 6 && TryHex(text, out color));
    }

    public CssColor Over(CssColor below) => IsUnknown || below.IsUnknown
        ? (IsUnknown || Alpha < 1 ? Unknown : this)
        : new CssColor(
            (Red * Alpha) + (below.Red * (1 - Alpha)),
            (Green * Alpha) + (below.Green * (1 - Alpha)),
            (Blue * Alpha) + (below.Blue * (1 - Alpha)),
            1);

    /// <summary>WCAG 2.2 contrast ratio of this text colour on an opaque ground: 1 to 21.</summary>
    public double ContrastOn(CssColor ground)
    {
        if (IsUnknown || ground.IsUnknown)
        {
            return 21;
        }

        var text = Over(ground).Luminance();
        var under = ground.Luminance();
        return (Math.Max(text, under) + 0.05) / (Math.Min(text, under) + 0.05);
    }

    private double Luminance() => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(double part)
    {
        var share = part / 255;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }

    private static bool TryHex(ReadOnlySpan<char> digits, out CssColor color)
    {
        color = Transparent;
        if (digits.Length is not (3 or 4 or 6 or 8)
            || !uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        var isShort = digits.Length <= 4;
        var parts = isShort ? digits.Length : digits.Length / 2;
        Span<double> found = [0, 0, 0, 255];
        for (var i = parts - 1; i >= 0; i--)
        {
            found[i] = isShort ? (value & 15) * 17 : value & 255;
            value >>= isShort ? 4 : 8;
        }

        color = new CssColor(found[0], found[1], found[2], found[3] / 255);
        return true;
    }

    private static bool TryFunction(string name, string inside, out CssColor color)
    {
        color = Unknown;
        if (name is not ("rgb" or "rgba" or "hsl" or "hsla"))
        {
            return name is "lab" or "lch" or "oklab" or "oklch" or "hwb" or "color" or "color-mix" or "light-dark";
        }

        var parts = CssText.Split(inside, ", /\t\n");
        if (parts.Count is < 3 or > 4)
        {
            return false;
        }

        Span<double> values = [0, 0, 0, 1];
        for (var i = 0; i < parts.Count; i++)
        {
            var isPercent = parts[i].EndsWith('%');
            var text = parts[i].Replace("deg", "", StringComparison.Ordinal);
            if (!CssValue.TryNumber(text == "none" ? "0" : text, out var number))
            {
                return parts[i].Contains('(');
            }

            values[i] = i < 3 && name[0] == 'r' && isPercent ? number * 255 : number;
        }

        var alpha = Math.Clamp(values[3], 0, 1);
        color = name[0] == 'r'
            ? new CssColor(Channel(values[0]), Channel(values[1]), Channel(values[2]), alpha)
            : FromHsl(values[0], Math.Clamp(values[1], 0, 1), Math.Clamp(values[2], 0, 1), alpha);
        return true;
    }

    private static double Channel(double value) => Math.Clamp(Math.Round(value), 0, 255);

    private static CssColor FromHsl(double hue, double saturation, double lightness, double alpha)
    {
        double Part(double n)
        {
            var k = (n + (((hue % 360) + 360) % 360 / 30)) % 12;
            var a = saturation * Math.Min(lightness, 1 - lightness);
            return 255 * (lightness - (a * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1))));
        }

        return new CssColor(Part(0), Part(8), Part(4), alpha);
    }
}
