using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Gmail.Emulator.Demo;

/// <summary>Makes the files that are attached: small, but each a true one of its kind.</summary>
internal static class Files
{
    private const string XmlOpening = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    private const string OpenXml = "application/vnd.openxmlformats-officedocument.";
    private const string Schemas = "http://schemas.openxmlformats.org/";

    private static readonly DateTimeOffset ZipTime = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A picture of one transparent point.</summary>
    public static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /// <summary>One page of text (PDF 1.4, ISO 32000-1 §7.5: header, objects, cross-reference table,
    /// trailer).</summary>
    public static DemoFile Pdf(string name, params string[] lines)
    {
        var text = new StringBuilder("BT /F1 11 Tf 14 TL 56 780 Td\n");
        foreach (var line in lines)
        {
            var escaped = line.Replace("\\", @"\\", StringComparison.Ordinal)
                .Replace("(", @"\(", StringComparison.Ordinal).Replace(")", @"\)", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"({escaped}) Tj T*\n");
        }

        text.Append("ET");
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> "
                + ">> >>",
            $"<< /Length {text.Length} >>\nstream\n{text}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ];
        var file = new StringBuilder("%PDF-1.4\n");
        var table = new StringBuilder("0000000000 65535 f \n");
        for (var i = 0; i < objects.Length; i++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length:D10} 00000 n \n");
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var start = file.Length;
        file.Append(CultureInfo.InvariantCulture,
            $"xref\n0 {objects.Length + 1}\n{table}trailer\n<< /Size {objects.Length + 1} /Root 1 0 R "
                + $">>\nstartxref\n{start}\n%%EOF\n");
        return new DemoFile(name, "application/pdf", Encoding.Latin1.GetBytes(file.ToString()));
    }

    /// <summary>A document of plain paragraphs (ECMA-376 WordprocessingML).</summary>
    public static DemoFile Docx(string name, params string[] paragraphs)
    {
        var body = string.Concat(paragraphs.Select(text =>
            $"<w:p><w:r><w:t>{SecurityElement.Escape(text)}</w:t></w:r></w:p>"));
        return new DemoFile(name, OpenXml + "wordprocessingml.document", Zip(
            ("[Content_Types].xml", ContentTypes(("/word/document.xml", "wordprocessingml.document.main+xml"))),
            ("_rels/.rels", Relations(("officeDocument", "word/document.xml"))),
            ("word/document.xml", $"{XmlOpening}<w:document xmlns:w=\"{Schemas}wordprocessingml/2006/main\">"
                + $"<w:body>{body}</w:body></w:document>")));
    }

    /// <summary>One sheet; each row's cells between "|"; what is a number becomes one (ECMA-376
    /// SpreadsheetML).</summary>
    public static DemoFile Xlsx(string name, params string[] rows)
    {
        var data = string.Concat(rows.Select(Row));
        return new DemoFile(name, OpenXml + "spreadsheetml.sheet", Zip(
            ("[Content_Types].xml", ContentTypes(
                ("/xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
                ("/xl/worksheets/sheet1.xml", "spreadsheetml.worksheet+xml"))),
            ("_rels/.rels", Relations(("officeDocument", "xl/workbook.xml"))),
            ("xl/_rels/workbook.xml.rels", Relations(("worksheet", "worksheets/sheet1.xml"))),
            ("xl/workbook.xml", $"{XmlOpening}<workbook xmlns=\"{Schemas}spreadsheetml/2006/main\" "
                + $"xmlns:r=\"{Schemas}officeDocument/2006/relationships\">"
                + "<sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
            ("xl/worksheets/sheet1.xml", $"{XmlOpening}<worksheet xmlns=\"{Schemas}spreadsheetml/2006/main\">"
                + $"<sheetData>{data}</sheetData></worksheet>")));
    }

    public static DemoFile ZipOf(string name, params (string Name, string Text)[] entries) =>
        new(name, "application/zip", Zip(entries));

    public static DemoFile Text(string name, string mediaType, string text) =>
        new(name, mediaType, Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")));

    /// <summary>A photograph's size without a photograph: a colour gradient (Windows bitmap, 24 bits, no
    /// compression).</summary>
    public static DemoFile Bitmap(string name, int width, int height)
    {
        var stride = ((width * 3) + 3) / 4 * 4;
        var bytes = new byte[54 + (stride * height)];
        "BM"u8.CopyTo(bytes);
        int[] header = [bytes.Length, 0, 54, 40, width, height, 1 | (24 << 16), 0, stride * height, 2835, 2835, 0, 0];
        for (var i = 0; i < header.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(2 + (i * 4)), header[i]);
        }

        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = 54 + (y * stride) + (x * 3);
                bytes[at] = (byte)(120 + (y * 100 / height));
                bytes[at + 1] = (byte)(x * 160 / width);
                bytes[at + 2] = (byte)(y * 90 / height);
            }
        }

        return new DemoFile(name, "image/bmp", bytes);
    }

    private static string Row(string cells, int at)
    {
        var row = cells.Split('|').Select((cell, column) => Cell(cell, $"{(char)('A' + column)}{at + 1}"));
        return $"<row r=\"{at + 1}\">{string.Concat(row)}</row>";
    }

    private static string Cell(string text, string place) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? $"<c r=\"{place}\"><v>{text}</v></c>"
            : $"<c r=\"{place}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>";

    private static string ContentTypes(params (string Part, string Type)[] parts)
    {
        var overrides = parts.Select(part =>
            $"<Override PartName=\"{part.Part}\" ContentType=\"{OpenXml}{part.Type}\"/>");
        return $"{XmlOpening}<Types xmlns=\"{Schemas}package/2006/content-types\"><Default Extension=\"rels\" "
            + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + $"{string.Concat(overrides)}</Types>";
    }

    private static string Relations(params (string Kind, string Target)[] relations)
    {
        var each = relations.Select((relation, at) => $"<Relationship Id=\"rId{at + 1}\" "
            + $"Type=\"{Schemas}officeDocument/2006/relationships/{relation.Kind}\" Target=\"{relation.Target}\"/>");
        return $"{XmlOpening}<Relationships xmlns=\"{Schemas}package/2006/relationships\">"
            + $"{string.Concat(each)}</Relationships>";
    }

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                var entry = archive.CreateEntry(name);
                entry.LastWriteTime = ZipTime;
                using var content = entry.Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }
}
