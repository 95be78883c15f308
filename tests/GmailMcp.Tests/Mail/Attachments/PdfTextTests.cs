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
    public void Makes_drawn_letters_into_written_ones(string drawn, string written) => Assert.Equal(written, PdfLetters.Readable(drawn));

    private static AttachmentReading Read(byte[] file, string? pages = null) =>
        PdfText.Read(file, PageRange.Parse(pages), TextSink.DefaultMostChars, TimeProvider.System);
}
