using GmailMcp.Mail.Attachments;

namespace GmailMcp.Tests.Mail.Attachments;

public class OfficeTextTests
{
    [Fact]
    public void Shows_headings_lists_tabs_links_and_tables_of_a_document()
    {
        var file = SomeFile.Docx(
            "<w:p><w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr><w:r><w:t>Lease</w:t></w:r></w:p>"
            + "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>Rent</w:t><w:tab/><w:t>1,580</w:t><w:br/><w:t>a month</w:t></w:r></w:p>"
            + "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>keys</w:t></w:r></w:p>"
            + "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>two</w:t></w:r></w:p>"
            + "<w:p><w:r><w:t xml:space=\"preserve\">See </w:t></w:r><w:hyperlink r:id=\"rL\"><w:r><w:t>the page</w:t></w:r></w:hyperlink></w:p>"
            + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Item</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Sum</w:t></w:r></w:p></w:tc></w:tr>"
            + "<w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>End</w:t></w:r></w:p>",
            ("word/styles.xml", SomeFile.WordPart("styles", "<w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style>")),
            ("word/_rels/document.xml.rels", SomeFile.Rels(("rS", "styles", "styles.xml"), ("rL", "hyperlink", "https://example.org/lease"))));

        var text = Read(file).Text;

        Assert.Equal(
            "# Lease\n\nRent\t1,580\na month\n\n- keys\n  - two\nSee [the page](https://example.org/lease)\n\n"
            + "| Item  | Sum  |\n|  | 12  |\n\nEnd",
            text);
    }

    [Fact]
    public void Leaves_out_deleted_and_hidden_text_and_counts_what_is_hidden()
    {
        var reading = Read(SomeFile.Docx(
            "<w:p><w:del><w:r><w:delText>old</w:delText><w:t>older</w:t></w:r></w:del><w:r><w:t>new</w:t></w:r>"
            + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>obey me</w:t></w:r><w:r><w:t> text</w:t></w:r></w:p>"));

        Assert.Equal("new text", reading.Text);
        Assert.Equal(["7 characters of hidden text were left out."], reading.Notes);
    }

    [Fact]
    public void Puts_footnotes_and_page_headers_at_the_end()
    {
        var file = SomeFile.Docx(
            "<w:p><w:r><w:t>Fact</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
            ("word/_rels/document.xml.rels", SomeFile.Rels(("f", "footnotes", "footnotes.xml"), ("h", "header", "header1.xml"))),
            ("word/header1.xml", SomeFile.WordPart("hdr", "<w:p><w:r><w:t>Acme Ltd</w:t></w:r></w:p>")),
            ("word/footnotes.xml", SomeFile.WordPart("footnotes",
                "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:t>Proof</w:t></w:r></w:p></w:footnote>")));

        Assert.Equal("Fact[^2]\n\n[^2]: Proof\n\nPage header: Acme Ltd", Read(file).Text);
    }

    [Fact]
    public void Shows_the_cells_of_a_sheet_as_Excel_would()
    {
        const string Rows =
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>inline</t></is></c></row>"
            + "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>46000</v></c><c r=\"B2\" s=\"2\"><v>46000.5</v></c><c r=\"C2\" t=\"b\"><v>1</v></c>"
            + "<c r=\"D2\" s=\"3\"><v>0.075</v></c><c r=\"E2\"><v>0.30000000000000004</v></c><c r=\"F2\"><f>A1+1</f></c>"
            + "<c r=\"XFD2\" t=\"str\"><v>far</v></c></row>";
        var file = SomeFile.Xlsx(
            [("Costs", Rows), ("Notes", "<row><c t=\"str\"><v>second</v></c></row>")],
            "<si><r><t>sha</t></r><r><t>red</t></r><rPh><t>reading</t></rPh></si>",
            "<numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy\\-mm\\-dd hh:mm\"/></numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>"
            + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"10\"/></cellXfs>");

        var reading = Read(file);

        Assert.Equal(
            "## Sheet: Costs\n\nshared\t\tinline\n2025-12-09\t2025-12-09 12:00:00\tTRUE\t7.5%\t0.3\t=A1+1\t[XFD2] far\n\n"
            + "## Sheet: Notes\n\nsecond",
            reading.Text);
        Assert.Equal(["Costs", "Notes"], reading.Sheets);
    }

    [Fact]
    public void Counts_days_from_1904_where_the_workbook_says_so() => Assert.EndsWith(
        "1904-01-02",
        Read(SomeFile.Xlsx(
            [("A", "<row><c s=\"0\"><v>1</v></c></row>")], styles: "<cellXfs><xf numFmtId=\"14\"/></cellXfs>", workbook: "<workbookPr date1904=\"1\"/>")).Text,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("notes")]
    [InlineData("2")]
    public void Reads_one_sheet_by_name_or_number(string sheet)
    {
        var file = SomeFile.Xlsx([("Costs", "<row><c><v>1</v></c></row>"), ("Notes", "<row><c><v>2</v></c></row>")]);

        Assert.Equal("## Sheet: Notes\n\n2", AttachmentText.Read(AttachmentKind.Spreadsheet, file, sheet: sheet).Text);
    }

    [Fact]
    public void Names_the_sheets_when_there_is_no_such() => Assert.Equal(
        "It has no such sheet. Its 2 sheets are: Costs, Notes.",
        Assert.Throws<UnreadableException>(() => AttachmentText.Read(
            AttachmentKind.Spreadsheet, SomeFile.Xlsx([("Costs", ""), ("Notes", "")]), sheet: "3")).Message);

    [Fact]
    public void Reads_slides_in_the_order_of_showing_with_their_notes()
    {
        var file = SomeFile.Pptx(
            "<a:p><a:r><a:t>Welcome</a:t></a:r></a:p><p:timing><p:attrName>style.visibility</p:attrName></p:timing>",
            "<a:p><a:r><a:t>Agenda</a:t></a:r><a:br/><a:r><a:t>Lunch</a:t></a:r></a:p>");

        var reading = Read(file);

        Assert.Equal("## Slide 1\n\nWelcome\n\nNotes: Breathe.\n\n## Slide 2\n\nAgenda\nLunch", reading.Text);
        Assert.Equal(2, reading.PageCount);
        Assert.Equal("## Slide 2\n\nAgenda\nLunch", AttachmentText.Read(AttachmentKind.Slides, file, pages: "2").Text);
    }

    [Fact]
    public void Reads_an_OpenDocument_text() => Assert.Equal(
        "# Title\n\nOne  two\n\n- first\n- second\n| a | b |",
        Read(SomeFile.OpenDocument(
            "<office:text><text:h text:outline-level=\"1\">Title</text:h><text:p>One<text:s text:c=\"2\"/>two</text:p>"
            + "<text:list><text:list-item><text:p>first</text:p></text:list-item><text:list-item><text:p>second</text:p></text:list-item></text:list>"
            + "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
            + "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table></office:text>")).Text
            .Replace("  |", " |", StringComparison.Ordinal));

    [Fact]
    public void Reads_an_OpenDocument_sheet_with_repeated_cells()
    {
        var reading = Read(SomeFile.OpenDocument(
            "<office:spreadsheet><table:table table:name=\"First\"><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
            + "<table:table-cell table:number-columns-repeated=\"1000000\"/></table:table-row></table:table></office:spreadsheet>"));

        Assert.StartsWith("## Sheet: First\n\na", reading.Text, StringComparison.Ordinal);
        Assert.InRange(reading.Text.Length, 1, 100);
        Assert.Equal(["First"], reading.Sheets);
    }

    private static AttachmentReading Read(byte[] file) => AttachmentText.Read(AttachmentKinds.Of(file, "application/octet-stream", "a.bin"), file);
}
