using GmailMcp.Mail.Attachments;

namespace GmailMcp.Tests.Mail.Attachments;

public class PdfTextTests
{
    [Fact]
    public void Reads_pages_with_their_numbers()
    {
        var reading = Read(SomeFile.Pdf("Order 55-2210", "Closed on Mondays"));

        Assert.Equal("[Page 1]\nOrder 55-2210\n\n[Page 2]\nClosed on Mondays", reading.Text);
        Assert.Equal(2, reading.PageCount);
        Assert.Equal("[Page 2]\nClosed on Mondays", Read(SomeFile.Pdf("Order 55-2210", "Closed on Mondays"), "2").Text);
    }

    [Fact]
    public void Says_that_scanned_pages_have_no_text()
    {
        Assert.Equal("It has no text: its pages are pictures, such as scans.", Read(SomeFile.Pdf("", "")).Problem);
        Assert.Equal(["1 of 2 pages have no text: they are pictures, such as scans."], Read(SomeFile.Pdf("Cover", "")).Notes);
    }

    [Theory]
    [InlineData("o\uFB03ce \uFB01le", "office file")]
    [InlineData("\u2F47本", "日本")]
    [InlineData("\u05DD\u05D5\u05DC\u05E9", "\u05E9\u05DC\u05D5\u05DD")]
    [InlineData("12.5 \u05DD\u05D5\u05DC\u05E9 (a)", "(a) \u05E9\u05DC\u05D5\u05DD 12.5")]
    [InlineData("\uFEE2\uFEFC\uFEB3", "\u0633\u0644\u0627\u0645")]
    [InlineData("plain (text)", "plain (text)")]
    [InlineData("say \u05DD\u05D5\u05DC\u05E9 \u05DF\u05DB here, now", "say \u05DB\u05DF \u05E9\u05DC\u05D5\u05DD here, now")]
    public void Makes_drawn_letters_into_written_ones(string drawn, string written) => Assert.Equal(written, PdfLetters.Readable(drawn, isDrawnFromTheLeft: true));

    [Fact]
    public void Leaves_text_that_came_in_its_order_of_reading() =>
        Assert.Equal("\u05E9\u05DC\u05D5\u05DD", PdfLetters.Readable("\u05E9\u05DC\u05D5\u05DD", isDrawnFromTheLeft: false));

    // Made by Chromium: a heading, Hebrew and Arabic with numbers and Latin words, Cyrillic, Greek, a table.
    [Fact]
    public void Reads_a_page_that_a_browser_printed() => Assert.Equal(
        "[Page 1]\nThe office file\n\n\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD 12.5 (\u05DB\u05DF) end\n\n"
        + "\u0627\u0644\u0633\u0644\u0627\u0645 \u0639\u0644\u064A\u0643\u0645 \u0648\u0631\u062D\u0645\u0629 \u0627\u0644\u0644\u0647 2026\n\n"
        + "\u041F\u0440\u0438\u0432\u0435\u0442 \u0395\u03BB\u03BB\u03B7\u03BD\u03B9\u03BA\u03AC\n\n"
        + "Two words, mixed \u05E9\u05DC\u05D5\u05DD here.\n\na b\nc d",
        Read(File.ReadAllBytes(Path.Combine(Testing.Repository.Root, "tests", "GmailMcp.Tests", "Mail", "Attachments", "printed.pdf"))).Text);

    private static AttachmentReading Read(byte[] file, string? pages = null) =>
        PdfText.Read(file, PageRange.Parse(pages), TextSink.DefaultMostChars, TimeProvider.System);
}
