using System.Xml;

namespace GmailMcp.Mail.Attachments;

/// <summary>The text of a .docx: headings and lists as in Markdown, tables as rows, links with their targets, notes at
/// the end.</summary>
internal static class WordText
{
    public static AttachmentReading Read(byte[] content)
    {
        using var package = OfficePackage.Open(content);
        var headings = ReadHeadings(package);
        var sink = new TextSink();
        var hidden = 0;
        hidden += Walk(package, package.MainPart, headings, sink);
        foreach (var relation in package.RelationsOf(package.MainPart).Where(IsAside).DistinctBy(one => one.Target))
        {
            hidden += ReadAside(package, relation, headings, sink);
        }

        return sink.ToReading(notes: hidden > 0 ? [$"{hidden:N0} characters of hidden text were left out."] : []);
    }

    private static bool IsAside(OfficePackage.Relation relation) =>
        relation.IsOf("footnotes") || relation.IsOf("endnotes") || relation.IsOf("header") || relation.IsOf("footer");

    private static int ReadAside(
        OfficePackage package, OfficePackage.Relation relation, Dictionary<string, int> headings, TextSink sink)
    {
        var aside = new TextSink();
        var hidden = Walk(package, relation.Target, headings, aside);
        var text = aside.ToString().Trim();
        if (text.Length > 0)
        {
            sink.EndParagraph();
            sink.Append(relation.IsOf("header") ? "Page header: " : relation.IsOf("footer") ? "Page footer: " : "");
            sink.Append(text);
        }

        return hidden;
    }

    private static int Walk(OfficePackage package, string part, Dictionary<string, int> headings, TextSink sink)
    {
        var links = package.RelationsOf(part).Where(relation => relation.IsExternal)
            .DistinctBy(relation => relation.Id).ToDictionary(relation => relation.Id, relation => relation.Target);
        using var reader = package.TryRead(part);
        if (reader is null)
        {
            return 0;
        }

        var walk = new WordWalk(reader, sink, headings, links);
        walk.Run();
        return walk.HiddenChars;
    }

    // Style id → level. A style is a heading by its built-in name, in whatever language Word speaks, or by its level.
    private static Dictionary<string, int> ReadHeadings(OfficePackage package)
    {
        var headings = new Dictionary<string, int>();
        var part = package.RelationsOf(package.MainPart).FirstOrDefault(relation => relation.IsOf("styles"))?.Target;
        using var reader = part is null ? null : package.TryRead(part);
        var style = "";
        while (reader?.Read() == true)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "style":
                    style = WordWalk.Attribute(reader, "styleId") ?? "";
                    break;
                case "name" when WordWalk.Attribute(reader, "val") is { } name:
                    if (name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase)
                        && int.TryParse(name.AsSpan(8), out var level) && level is >= 1 and <= 9)
                    {
                        headings[style] = level;
                    }
                    else if (name.Equals("Title", StringComparison.OrdinalIgnoreCase))
                    {
                        headings[style] = 1;
                    }

                    break;
                case "outlineLvl" when int.TryParse(WordWalk.Attribute(reader, "val"), out var outline) && outline is >= 0 and < 9:
                    headings.TryAdd(style, outline + 1);
                    break;
            }
        }

        return headings;
    }
}
