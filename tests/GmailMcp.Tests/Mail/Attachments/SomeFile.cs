using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace GmailMcp.Tests.Mail.Attachments;

/// <summary>Small files of every kind, made byte by byte.</summary>
internal static class SomeFile
{
    public const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private const string Word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"" + Relations + "\"";

    public static byte[] Zip(params IEnumerable<(string Name, string Content)> entries) =>
        ZipOf(entries.Select(entry => (entry.Name, Encoding.UTF8.GetBytes(entry.Content))));

    public static byte[] ZipOf(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <param name="body">Inside of w:body.</param>
    /// <param name="more">Further parts.</param>
    public static byte[] Docx(string body, params (string Name, string Content)[] more) => Zip([
        ("_rels/.rels", Rels(("rId1", "officeDocument", "word/document.xml"))),
        ("word/document.xml", $"<w:document {Word}><w:body>{body}</w:body></w:document>"),
        .. more]);

    public static string WordPart(string element, string content) => $"<w:{element} {Word}>{content}</w:{element}>";

    public static byte[] Xlsx(IReadOnlyList<(string Name, string Rows)> sheets, string sharedStrings = "", string styles = "", string workbook = "")
    {
        var numbered = sheets.Select((sheet, index) => (sheet.Name, sheet.Rows, Number: index + 1)).ToList();
        return Zip([
            ("_rels/.rels", Rels(("rId1", "officeDocument", "xl/workbook.xml"))),
            ("xl/workbook.xml", $"<workbook xmlns:r=\"{Relations}\">{workbook}<sheets>"
                + string.Concat(numbered.Select(sheet => $"<sheet name=\"{sheet.Name}\" sheetId=\"{sheet.Number}\" r:id=\"s{sheet.Number}\"/>"))
                + "</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", Rels([
                ("strings", "sharedStrings", "sharedStrings.xml"),
                ("styles", "styles", "/xl/styles.xml"),
                .. numbered.Select(sheet => ($"s{sheet.Number}", "worksheet", $"worksheets/sheet{sheet.Number}.xml"))])),
            ("xl/sharedStrings.xml", $"<sst>{sharedStrings}</sst>"),
            ("xl/styles.xml", $"<styleSheet>{styles}</styleSheet>"),
            .. numbered.Select(sheet => (
                $"xl/worksheets/sheet{sheet.Number}.xml", $"<worksheet><sheetData>{sheet.Rows}</sheetData></worksheet>"))]);
    }

    /// <summary>Slides that are shown in the opposite order of their file names, the first with notes.</summary>
    public static byte[] Pptx(params string[] slides)
    {
        const string Drawing = "xmlns:a=\"urn:a\" xmlns:p=\"urn:p\"";
        return Zip([
            ("_rels/.rels", Rels(("rId1", "officeDocument", "ppt/presentation.xml"))),
            ("ppt/presentation.xml", $"<p:presentation {Drawing} xmlns:r=\"{Relations}\"><p:sldIdLst>"
                + string.Concat(slides.Select((_, index) => $"<p:sldId id=\"{256 + index}\" r:id=\"r{index}\"/>"))
                + "</p:sldIdLst></p:presentation>"),
            ("ppt/_rels/presentation.xml.rels", Rels([.. slides.Select((_, index) =>
                ($"r{index}", "slide", $"slides/slide{slides.Length - index}.xml"))])),
            ($"ppt/slides/_rels/slide{slides.Length}.xml.rels", Rels(("n", "notesSlide", "../notesSlides/notesSlide1.xml"))),
            ("ppt/notesSlides/notesSlide1.xml", $"<p:notes {Drawing}><a:p><a:r><a:t>Breathe.</a:t></a:r></a:p>"
                + "<a:p><a:fld type=\"slidenum\"><a:t>99</a:t></a:fld></a:p></p:notes>"),
            .. slides.Select((text, index) => (
                $"ppt/slides/slide{slides.Length - index}.xml", $"<p:sld {Drawing}>{text}</p:sld>"))]);
    }

    public static byte[] OpenDocument(string body) => Zip(
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", "<manifest/>"),
        ("content.xml", "<office:document-content xmlns:office=\"urn:o\" xmlns:text=\"urn:t\" xmlns:table=\"urn:ta\" xmlns:draw=\"urn:d\">"
            + $"<office:body>{body}</office:body></office:document-content>"));

    /// <summary>A PDF with a page for each text; an empty one draws nothing.</summary>
    public static byte[] Pdf(params string[] pages) => PdfOf([.. pages.Select(text =>
        Encoding.Latin1.GetBytes(text.Length == 0 ? "q Q" : $"BT /F1 12 Tf 50 700 Td ({text}) Tj ET"))]);

    /// <param name="contents">The operators of each page.</param>
    /// <param name="filter">Such as <c>/Filter /FlateDecode</c>.</param>
    public static byte[] PdfOf(IReadOnlyList<byte[]> contents, string filter = "")
    {
        using var file = new MemoryStream();
        var offsets = new List<long>();
        Put(file, "%PDF-1.4\n");
        Object("<< /Type /Catalog /Pages 2 0 R >>");
        var kids = string.Join(' ', contents.Select((_, index) => $"{4 + (2 * index)} 0 R"));
        Object($"<< /Type /Pages /Count {contents.Count} /Kids [{kids}] >>");
        Object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        for (var i = 0; i < contents.Count; i++)
        {
            Object($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + (2 * i)} 0 R >>");
            Object($"<< /Length {contents[i].Length} {filter} >>\nstream\n", contents[i]);
        }

        var table = file.Length;
        Put(file, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        offsets.ForEach(offset => Put(file, string.Create(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n")));
        Put(file, $"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();

        void Object(string text, byte[]? stream = null)
        {
            offsets.Add(file.Length);
            Put(file, $"{offsets.Count} 0 obj\n{text}");
            if (stream is not null)
            {
                file.Write(stream);
                Put(file, "\nendstream");
            }

            Put(file, "\nendobj\n");
        }
    }

    /// <summary>A PDF of half a megabyte that unfolds to so many bytes of text operators.</summary>
    public static byte[] FlateBomb(int unfolded)
    {
        var line = "(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj T*\n"u8;
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write("BT /F1 12 Tf 14 TL 50 700 Td\n"u8);
            for (var written = 0; written < unfolded; written += line.Length)
            {
                zlib.Write(line);
            }

            zlib.Write("ET"u8);
        }

        return PdfOf([packed.ToArray()], "/Filter /FlateDecode");
    }

    public static string Rels(params (string Id, string Type, string Target)[] relations) =>
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(relations.Select(relation =>
            $"<Relationship Id=\"{relation.Id}\" Type=\"{Relations}/{relation.Type}\" Target=\"{relation.Target}\""
            + (relation.Target.Contains("://", StringComparison.Ordinal) ? " TargetMode=\"External\"/>" : "/>")))
        + "</Relationships>";

    private static void Put(Stream file, string text) => file.Write(Encoding.Latin1.GetBytes(text));
}
