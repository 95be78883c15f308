using System.Globalization;
using System.Text;
using System.Xml;

namespace GmailMcp.Mail.Attachments;

/// <summary>The text of an .xlsx: each sheet as rows of cells with tabs between them, as the values are shown.</summary>
internal static class SpreadsheetText
{
    private const int MostSheets = 1000;
    private const int MostSharedStrings = 1_000_000;

    public static AttachmentReading Read(byte[] content, string? wanted)
    {
        using var package = OfficePackage.Open(content);
        var relations = package.RelationsOf(package.MainPart);
        var (sheets, from1904) = ReadWorkbook(package, relations);
        var chosen = Choose([.. sheets.Select(sheet => sheet.Name)], wanted);
        var cells = new SheetCells(
            ReadSharedStrings(package, PartOf(relations, "sharedStrings")),
            SheetFormats.Read(package, PartOf(relations, "styles")),
            from1904);
        var sink = new TextSink();
        foreach (var sheet in chosen.Select(index => sheets[index]).TakeWhile(_ => !sink.IsFull))
        {
            sink.EndParagraph();
            sink.Append($"## Sheet: {sheet.Name}{(sheet.IsHidden ? " (hidden)" : "")}\n\n");
            using var reader = package.TryRead(sheet.Part);
            if (reader is not null)
            {
                cells.Write(reader, sink);
            }
        }

        return sink.ToReading(sheets: [.. sheets.Select(sheet => sheet.Name)]);
    }

    /// <summary>The indexes of the sheets meant by a name or a number from 1; all for null.</summary>
    /// <exception cref="UnreadableException">There is none such.</exception>
    public static IReadOnlyList<int> Choose(IReadOnlyList<string> names, string? wanted)
    {
        if (string.IsNullOrWhiteSpace(wanted))
        {
            return [.. Enumerable.Range(0, names.Count)];
        }

        var byName = names.ToList().FindIndex(name => name.Equals(wanted.Trim(), StringComparison.OrdinalIgnoreCase));
        if (byName >= 0)
        {
            return [byName];
        }

        return int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1 && number <= names.Count
                ? [number - 1]
                : throw new UnreadableException(
                    $"It has no such sheet. Its {names.Count} sheets are: {string.Join(", ", names.Take(50))}.")
                {
                    IsAboutRequest = true,
                };
    }

    private static string? PartOf(IReadOnlyList<OfficePackage.Relation> relations, string purpose) =>
        relations.FirstOrDefault(relation => relation.IsOf(purpose))?.Target;

    private static (List<Sheet> Sheets, bool From1904) ReadWorkbook(
        OfficePackage package, IReadOnlyList<OfficePackage.Relation> relations)
    {
        var sheets = new List<Sheet>();
        var from1904 = false;
        using var reader = package.Read(package.MainPart);
        while (reader.Read() && sheets.Count < MostSheets)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
            {
                from1904 = reader.GetAttribute("date1904") is "1" or "true";
            }
            else if (reader is { NodeType: XmlNodeType.Element, LocalName: "sheet" })
            {
                var id = WordWalk.Attribute(reader, "id");
                var part = relations.FirstOrDefault(relation => relation.Id == id)?.Target ?? "";
                var isHidden = reader.GetAttribute("state") is "hidden" or "veryHidden";
                sheets.Add(new Sheet(ShownName.Of(reader.GetAttribute("name")), part, isHidden));
            }
        }

        return (sheets, from1904);
    }

    private static List<string> ReadSharedStrings(OfficePackage package, string? part)
    {
        var strings = new List<string>();
        using var reader = part is null ? null : package.TryRead(part);
        while (strings.Count < MostSharedStrings && reader?.Read() == true)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                strings.Add(ReadRuns(reader));
            }
        }

        return strings;
    }

    /// <summary>The text of a string element (si, is) on which the reader stands, which it leaves at its end.</summary>
    public static string ReadRuns(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var text = new StringBuilder();
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            // rPh says how to pronounce the rest (ISO/IEC 29500-1 §18.4.6): no part of the text.
            while (reader is { NodeType: XmlNodeType.Element, LocalName: "rPh" })
            {
                reader.Skip();
            }

            if (reader.Depth <= depth)
            {
                break;
            }

            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                text.Append(reader.Value);
            }
        }

        return text.ToString();
    }

    private sealed record Sheet(string Name, string Part, bool IsHidden);
}
