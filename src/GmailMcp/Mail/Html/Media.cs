namespace GmailMcp.Mail.Html;

/// <summary>Media queries, answered for one screen: a desktop window of 1024 × 768, light, with a mouse, not
/// print.</summary>
internal static class Media
{
    public const int Width = 1024;
    public const int Height = 768;

    public static bool Applies(string queries)
    {
        var all = CssText.Split(queries.ToLowerInvariant(), ",");
        return all.Count == 0 || all.Exists(One);
    }

    private static bool One(string query)
    {
        var words = CssText.Words(query.Replace(")and", ") and", StringComparison.Ordinal));
        var isNot = words[0] == "not";
        var holds = true;
        foreach (var word in words.Skip(isNot || words[0] == "only" ? 1 : 0))
        {
            if (word is "or")
            {
                if (holds)
                {
                    break;
                }

                holds = true;
            }
            else if (word is not ("and" or "all" or "screen"))
            {
                holds &= word.StartsWith('(') && Feature(word.Trim('(', ')'));
            }
        }

        return holds != isNot;
    }

    private static bool Feature(string feature)
    {
        var colon = feature.IndexOf(':');
        if (colon < 0)
        {
            return feature is "color" or "hover" or "pointer" or "width" || Range(feature);
        }

        var name = feature[..colon].Trim();
        var value = feature[(colon + 1)..].Trim();
        switch (name)
        {
            case "prefers-color-scheme":
                return value == "light";
            case "orientation":
                return value == "landscape";
            case "hover" or "any-hover":
                return value == "hover";
            case "pointer" or "any-pointer":
                return value == "fine";
            case "-webkit-min-device-pixel-ratio" or "min-resolution" or "min-device-pixel-ratio":
                return double.TryParse(value.Replace("dppx", "", StringComparison.Ordinal), out var ratio) && ratio <= 1;
            case "prefers-reduced-motion":
                return value == "no-preference";
        }

        if (!CssLength.TryParse(value, out var length))
        {
            return false;
        }

        var limit = length.Pixels(16);
        return name switch
        {
            "min-width" or "min-device-width" => Width >= limit,
            "max-width" or "max-device-width" => Width <= limit,
            "width" or "device-width" => limit == Width,
            "min-height" or "min-device-height" => Height >= limit,
            "max-height" or "max-device-height" => Height <= limit,
            _ => false,
        };
    }

    /// <summary>width &gt;= 600px, or 400px &lt;= width.</summary>
    private static bool Range(string feature)
    {
        var at = feature.AsSpan().IndexOfAny('<', '>');
        if (at < 0)
        {
            return false;
        }

        var left = feature[..at].Trim();
        var right = feature[(at + 1)..].TrimStart('=').Trim();
        var isSwapped = right is "width" or "height";
        var name = isSwapped ? right : left;
        if (name is not ("width" or "height") || !CssLength.TryParse(isSwapped ? left : right, out var length))
        {
            return false;
        }

        var actual = name == "width" ? Width : Height;
        return (feature[at] == '>') != isSwapped ? actual >= length.Pixels(16) : actual <= length.Pixels(16);
    }
}
