using System.Globalization;

namespace GmailMcp.Mail.Html;

/// <summary>A length: pixels, or a share of something that only layout knows.</summary>
internal readonly record struct CssLength(double Number, CssLength.Unit Kind)
{
    internal enum Unit
    {
        Pixels,
        Percent,
        Em,
        Rem,
        Plain,
    }

    public bool IsZero => Number == 0;

    public static bool TryParse(string text, out CssLength length)
    {
        length = default;
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '-' or '+' or 'e'))
        {
            // 1e3 is a number, 1em is not.
            if (text[end] == 'e' && !(end + 1 < text.Length && (char.IsAsciiDigit(text[end + 1]) || text[end + 1] is '-' or '+')))
            {
                break;
            }

            end++;
        }

        if (end == 0)
        {
            return CssCalculation.TryParse(text, out length);
        }

        if (!double.TryParse(text.AsSpan(0, end), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number))
        {
            return false;
        }

        return TryUnit(number, text[end..], out length);
    }

    public double Pixels(double fontSize) => Kind switch
    {
        Unit.Em => Number * fontSize,
        Unit.Rem => Number * 16,
        Unit.Percent => Number / 100 * Media.Width,
        _ => Number,
    };

    private static bool TryUnit(double number, string unit, out CssLength length)
    {
        (double Factor, Unit Kind)? found = unit switch
        {
            "" => (1, Unit.Plain),
            "px" => (1, Unit.Pixels),
            "pt" => (96 / 72.0, Unit.Pixels),
            "pc" => (16, Unit.Pixels),
            "in" => (96, Unit.Pixels),
            "cm" => (96 / 2.54, Unit.Pixels),
            "mm" => (96 / 25.4, Unit.Pixels),
            "q" => (96 / 101.6, Unit.Pixels),
            "em" => (1, Unit.Em),
            "ex" or "ch" => (0.5, Unit.Em),
            "rem" => (1, Unit.Rem),
            "%" => (1, Unit.Percent),
            "vw" or "vmax" or "dvw" or "svw" or "lvw" => (Media.Width / 100.0, Unit.Pixels),
            "vh" or "vmin" or "dvh" or "svh" or "lvh" => (Media.Height / 100.0, Unit.Pixels),
            _ => null,
        };
        length = found is { } unitFound ? new CssLength(number * unitFound.Factor, unitFound.Kind) : default;
        return found is not null;
    }
}
