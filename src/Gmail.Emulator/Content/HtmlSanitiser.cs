using MimeKit.Text;

namespace Gmail.Emulator.Content;

/// <summary>"Gmail will sanitize the HTML before saving it" (signatures, vacation replies): scripts, frames, handlers
/// and script addresses go.</summary>
internal static class HtmlSanitiser
{
    private static readonly HashSet<string> Dropped = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "iframe", "object", "embed", "form", "input", "meta", "link", "base",
    };

    private static readonly HashSet<string> DroppedWithContent = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "iframe", "object",
    };

    public static string Clean(string html)
    {
        using var output = new StringWriter();
        var tokens = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = false };
        string? inside = null;
        while (tokens.ReadNextToken(out var token))
        {
            if (inside is not null)
            {
                inside = token is HtmlTagToken { IsEndTag: true } end && Same(end.Name, inside) ? null : inside;
                continue;
            }

            switch (token)
            {
                case HtmlTagToken tag when Dropped.Contains(tag.Name):
                    inside = tag is { IsEndTag: false, IsEmptyElement: false } && DroppedWithContent.Contains(tag.Name)
                        ? tag.Name
                        : null;
                    break;
                case HtmlTagToken tag:
                    WriteTag(tag, output);
                    break;
                case HtmlDataToken data:
                    output.Write(data.Data);
                    break;
            }
        }

        return output.ToString();
    }

    private static void WriteTag(HtmlTagToken tag, StringWriter output)
    {
        output.Write(tag.IsEndTag ? "</" : "<");
        output.Write(tag.Name);
        foreach (var attribute in tag.Attributes)
        {
            var value = attribute.Value ?? "";
            var isHandler = attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase);
            if (isHandler || value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            output.Write($" {attribute.Name}=\"{value.Replace("\"", "&quot;", StringComparison.Ordinal)}\"");
        }

        output.Write(tag.IsEmptyElement ? "/>" : ">");
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
