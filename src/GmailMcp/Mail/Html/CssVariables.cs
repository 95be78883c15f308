namespace GmailMcp.Mail.Html;

/// <summary>Custom properties of a declaration block.</summary>
internal static class CssVariables
{
    private const int MostVariables = 100;
    private const int LongestValue = 200;

    public static void Read(string block, Dictionary<string, string> into)
    {
        if (!block.Contains("--", StringComparison.Ordinal))
        {
            return;
        }

        foreach (var part in CssText.Split(block, ";"))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            if (into.Count < MostVariables && part.Length < LongestValue && colon > 2
                && part.StartsWith("--", StringComparison.Ordinal))
            {
                into[part[..colon].Trim()] = part[(colon + 1)..].Trim().ToLowerInvariant();
            }
        }
    }
}
