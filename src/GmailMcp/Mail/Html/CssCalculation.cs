namespace GmailMcp.Mail.Html;

/// <summary>calc(), min(), max() and clamp() over one kind of unit; what mixes units is worked out in pixels.</summary>
internal static class CssCalculation
{
    private const int MostDepth = 8;

    public static bool TryParse(string text, out CssLength length)
    {
        length = default;
        if (!text.EndsWith(')') || !Evaluate(text, 0, out var pixels))
        {
            return false;
        }

        length = new CssLength(pixels, CssLength.Unit.Pixels);
        return true;
    }

    private static bool Evaluate(string text, int depth, out double value)
    {
        value = 0;
        text = text.Trim();
        var open = text.IndexOf('(');
        if (open < 0)
        {
            return text.Length > 0 && text[^1] != ')' && CssLength.TryParse(text, out var length)
                && Take(length, out value);
        }

        if (depth > MostDepth || !text.EndsWith(')'))
        {
            return false;
        }

        var name = text[..open];
        var inside = text[(open + 1)..^1];
        return name switch
        {
            "calc" or "" or "-webkit-calc" => Sum(inside, depth + 1, out value),
            "min" or "max" or "clamp" => Choose(name, inside, depth + 1, out value),
            _ => false,
        };
    }

    private static bool Take(CssLength length, out double value)
    {
        value = length.Pixels(16);
        return true;
    }

    private static bool Choose(string name, string inside, int depth, out double value)
    {
        value = 0;
        var values = new List<double>();
        foreach (var part in CssText.Split(inside, ","))
        {
            if (!Sum(part, depth, out var each))
            {
                return false;
            }

            values.Add(each);
        }

        if (values.Count == 0 || (name == "clamp" && values.Count != 3))
        {
            return false;
        }

        value = name switch
        {
            "min" => values.Min(),
            "max" => values.Max(),
            _ => Math.Max(values[0], Math.Min(values[1], values[2])),
        };
        return true;
    }

    /// <summary>Terms and factors from left to right; operators of a sum stand between spaces.</summary>
    private static bool Sum(string text, int depth, out double sum)
    {
        sum = 0;
        var words = CssText.Words(text.Replace("*", " * ", StringComparison.Ordinal).Replace("/", " / ", StringComparison.Ordinal));
        var term = 0.0;
        var operation = '+';
        for (var i = 0; i < words.Count; i++)
        {
            if (i % 2 == 1)
            {
                operation = words[i] is "+" or "-" or "*" or "/" ? words[i][0] : '?';
                continue;
            }

            if (operation == '?' || !Evaluate(words[i], depth, out var value))
            {
                return false;
            }

            switch (operation)
            {
                case '*':
                    term *= value;
                    break;
                case '/':
                    term = value == 0 ? 0 : term / value;
                    break;
                default:
                    sum += term;
                    term = operation == '-' ? -value : value;
                    break;
            }
        }

        sum += term;
        return words.Count % 2 == 1 && double.IsFinite(sum);
    }
}
