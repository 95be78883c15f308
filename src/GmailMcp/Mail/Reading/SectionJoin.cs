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

    /// <summary>Outlook sends its winmail.dat beside a plain text of the same letter: what it holds becomes the other form
    /// of that text.</summary>
    /// <returns>False where it is another text, or one that says more.</returns>
    public static bool TryAddAsAlternative(List<ReadableSection> sections, IReadOnlyList<ReadableSection> inside)
    {
        var at = sections.FindLastIndex(section => section.Kind == SectionKind.Body && !section.IsEmpty);
        if (at < 0 || inside is not [{ Kind: SectionKind.Body } other] || sections[at].PlainText is not { } plain
            || sections[at].AttachedMessagePartId != other.AttachedMessagePartId)
        {
            return false;
        }

        var isSame = other.Html is { } html
            ? !PlainPlaceholder.SaysMuchMore(html, plain)
            : (other.PlainText ?? "").Trim().Length <= plain.Trim().Length * 1.2;
        if (isSame)
        {
            sections[at] = sections[at] with { Html = sections[at].Html ?? other.Html };
        }

        return isSame;
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
