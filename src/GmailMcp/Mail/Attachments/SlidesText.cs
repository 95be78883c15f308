using System.Xml;

namespace GmailMcp.Mail.Attachments;

/// <summary>The text of a .pptx, slide by slide in the order of showing, each with the speaker's notes.</summary>
internal static class SlidesText
{
    private const int MostSlides = 5000;

    public static AttachmentReading Read(byte[] content, PageRange pages)
    {
        using var package = OfficePackage.Open(content);
        var slides = Order(package);
        var sink = new TextSink();
        for (var i = 0; i < slides.Count && !sink.IsFull; i++)
        {
            if (pages.Includes(i + 1))
            {
                ReadSlide(package, slides[i], i + 1, sink);
            }
        }

        return sink.ToReading(
            pageCount: slides.Count,
            notes: sink.Length == 0 && slides.Count > 0 ? [$"It has {slides.Count} slides; none of those asked for."] : []);
    }

    private static List<string> Order(OfficePackage package)
    {
        var targets = package.RelationsOf(package.MainPart).Where(relation => relation.IsOf("slide"))
            .DistinctBy(relation => relation.Id).ToDictionary(relation => relation.Id, relation => relation.Target);
        var slides = new List<string>();
        using var reader = package.Read(package.MainPart);
        while (reader.Read() && slides.Count < MostSlides)
        {
            // Two attributes are named id: the one in a namespace names the relation.
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "sldId" } && RelationId(reader) is { } id
                && targets.TryGetValue(id, out var target))
            {
                slides.Add(target);
            }
        }

        return slides;
    }

    private static string? RelationId(XmlReader reader)
    {
        var found = default(string);
        for (var has = reader.MoveToFirstAttribute(); has; has = reader.MoveToNextAttribute())
        {
            found = reader is { LocalName: "id", NamespaceURI.Length: > 0 } ? reader.Value : found;
        }

        reader.MoveToElement();
        return found;
    }

    private static void ReadSlide(OfficePackage package, string part, int number, TextSink sink)
    {
        var text = new TextSink();
        var isHidden = Walk(package, part, text);
        sink.EndParagraph();
        sink.Append($"## Slide {number}{(isHidden ? " (hidden)" : "")}\n\n");
        sink.Append(text.ToString().Trim());
        if (package.RelationsOf(part).FirstOrDefault(relation => relation.IsOf("notesSlide")) is { } relation)
        {
            var notes = new TextSink();
            Walk(package, relation.Target, notes);
            if (notes.ToString().Trim() is { Length: > 0 } spoken)
            {
                sink.EndParagraph();
                sink.Append($"Notes: {spoken}");
            }
        }
    }

    // DrawingML (ISO/IEC 29500-1 §21.1): paragraphs and tables, wherever they are. True for a slide that is not shown.
    private static bool Walk(OfficePackage package, string part, TextSink sink)
    {
        using var reader = package.TryRead(part);
        var isHidden = false;
        var cellDepth = 0;
        var isText = false; // other text is the names of animated properties
        while (!sink.IsFull && reader?.Read() == true)
        {
            var isField = reader is { NodeType: XmlNodeType.Element, LocalName: "fld" }
                && reader.GetAttribute("type")?.StartsWith("slidenum", StringComparison.Ordinal) == true;
            while (isField || reader is { NodeType: XmlNodeType.Element, LocalName: "Fallback" })
            {
                isField = false;
                reader.Skip();
            }

            switch (reader.NodeType, reader.LocalName)
            {
                case (XmlNodeType.Element, "sld"):
                    isHidden = reader.GetAttribute("show") is "0" or "false";
                    break;
                case (XmlNodeType.Element or XmlNodeType.EndElement, "t"):
                    isText = reader is { NodeType: XmlNodeType.Element, IsEmptyElement: false };
                    break;
                case (XmlNodeType.Element, "br"):
                    sink.Append(cellDepth > 0 ? ' ' : '\n');
                    break;
                case (XmlNodeType.Element, "tr"):
                    sink.EndLine();
                    sink.Append('|');
                    break;
                case (XmlNodeType.Element, "tc") when !reader.IsEmptyElement:
                    cellDepth++;
                    sink.Append(' ');
                    break;
                case (XmlNodeType.EndElement, "tc"):
                    cellDepth = Math.Max(0, cellDepth - 1);
                    sink.Append(" |");
                    break;
                case (XmlNodeType.EndElement, "p") when cellDepth == 0:
                case (XmlNodeType.EndElement, "tr"):
                    sink.EndLine();
                    break;
                case (XmlNodeType.EndElement, "p"):
                    sink.Append(' ');
                    break;
                case (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace, _) when isText:
                    sink.Append(reader.Value);
                    break;
            }
        }

        return isHidden;
    }
}
