using System.Text;

namespace GmailMcp.Mail.Reading;

/// <summary>Joins what several sections say.</summary>
internal static class SectionJoin
{
    public static string Plain(IEnumerable<ReadableSection> sections) => Join(sections.Select(one => one.PlainText));

    public static string Html(IEnumerable<ReadableSection> sections) => Join(sections.Select(one => one.Html));

    /// <summary>One section for a multipart/alternative: its plain text and its HTML are the same letter twice.</summary>
    public static ReadableSection Alternatives(string partId, IReadOnlyList<ReadableSection> choices)
    {
        var plain = NullIfEmpty(Plain(choices));
        var html = NullIfEmpty(Html(choices));
        return new ReadableSection
        {
            PartId = choices.Count > 0 ? choices[0].PartId : partId,
            Kind = SectionKind.Body,
            PlainText = plain,
            Html = html,
            PreferHtml = PlainPlaceholder.IsWorseThan(plain, html),
        };
    }

    private static string Join(IEnumerable<string?> texts)
    {
        var joined = new StringBuilder();
        foreach (var text in texts)
        {
            // RFC 2046 §5.1.1: the line break before a boundary is not part of the text, so the next part would go on
            // in its last line.
            if (joined.Length > 0 && joined[^1] != '\n' && !string.IsNullOrEmpty(text))
            {
                joined.Append("\r\n");
            }

            joined.Append(text);
        }

        return joined.ToString();
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
