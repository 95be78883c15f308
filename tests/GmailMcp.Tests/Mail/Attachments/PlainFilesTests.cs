using System.Text;
using GmailMcp.Mail.Attachments;

namespace GmailMcp.Tests.Mail.Attachments;

public class PlainFilesTests
{
    public static TheoryData<byte[], string, string, string> Kinds { get; } = new()
    {
        { "a,b\n1,2\n"u8.ToArray(), "application/vnd.ms-excel", "a.csv", nameof(AttachmentKind.PlainText) },
        { "%PDF-1.7 "u8.ToArray(), "text/plain", "a.txt", nameof(AttachmentKind.Pdf) },
        { "<!DOCTYPE html><p>x"u8.ToArray(), "application/octet-stream", "page", nameof(AttachmentKind.Html) },
        { "BEGIN:VCALENDAR\r\n"u8.ToArray(), "application/octet-stream", "invite", nameof(AttachmentKind.Calendar) },
        { "From: a@example.org\r\n\r\nHi"u8.ToArray(), "message/rfc822", "", nameof(AttachmentKind.Mail) },
        { [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], "application/msword", "a.doc", nameof(AttachmentKind.OldOffice) },
        { [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "text/plain", "a.txt", nameof(AttachmentKind.Image) },
        { [1, 0, 2, 0, 3], "text/plain", "a.txt", nameof(AttachmentKind.Other) },
        { [], "text/plain", "a.txt", nameof(AttachmentKind.PlainText) },
        { SomeFile.Zip(("a.txt", "x")), "text/plain", "a.txt", nameof(AttachmentKind.Zip) },
        { SomeFile.Docx(""), "application/zip", "a.zip", nameof(AttachmentKind.Word) },
        { SomeFile.Xlsx([("A", "")]), "application/zip", "a.zip", nameof(AttachmentKind.Spreadsheet) },
        { SomeFile.Pptx("<a:p/>"), "application/zip", "a.zip", nameof(AttachmentKind.Slides) },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Content_decides_what_a_file_is(byte[] content, string mimeType, string fileName, string expected) =>
        Assert.Equal(expected, AttachmentKinds.Of(content, mimeType, fileName).ToString());

    [Fact]
    public void Decodes_text_by_its_bytes()
    {
        Assert.Equal("Grüße", Text([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("Grüße")]));
        Assert.Equal("Grüße", Text([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("Grüße")]));
        Assert.Equal("Grüße", Text(Encoding.UTF8.GetBytes("\uFEFFGrüße")));
        Assert.Equal("Grüße", Text(Encoding.Latin1.GetBytes("Grüße")));
    }

    [Fact]
    public void Shows_an_attached_mail_with_its_headers_and_the_names_of_its_files()
    {
        var mail = Some.MessageWithAttachment("plan.bin", [1, 2]);

        var text = AttachmentText.Read(AttachmentKind.Mail, mail).Text;

        Assert.StartsWith("From: Ann Example <ann@example.org>\nTo: owner@example.com\nDate: ", text, StringComparison.Ordinal);
        Assert.EndsWith("Subject: With a file\n\nSee the file.\n\nAttachments (1):\n- plan.bin (application/octet-stream)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_an_archive_with_names_made_safe()
    {
        var reading = AttachmentText.Read(AttachmentKind.Zip, SomeFile.Zip(("a/b.txt", "12345"), ("x\u202Egpj.exe\n\u0007", "")));

        Assert.Equal("- a/b.txt (5 bytes)\n- xgpj.exe (0 bytes)", reading.Text);
        Assert.Equal(["An archive of 2 entries. None was opened."], reading.Notes);
    }

    [Fact]
    public void Says_how_many_entries_of_a_large_archive_it_does_not_list()
    {
        var reading = AttachmentText.Read(AttachmentKind.Zip, SomeFile.Zip(Enumerable.Range(0, 1001).Select(i => ($"{i}", ""))));

        Assert.Equal(1000, reading.Text.Split('\n').Length);
        Assert.Equal(["An archive of 1,001 entries; the first 1,000 are listed. None was opened."], reading.Notes);
    }

    [Fact]
    public void Reads_a_large_text_only_so_far()
    {
        var reading = AttachmentText.Read(AttachmentKind.PlainText, Encoding.ASCII.GetBytes(new string('a', 2_100_000)));

        Assert.Equal(2_000_000, reading.Text.Length);
        Assert.Equal(["Only the first 2,000,000 characters were read."], reading.Notes);
    }

    [Theory]
    [InlineData("1-3,7", "1 2 3 7")]
    [InlineData("9-", "9 10")]
    [InlineData(" 2 ", "2")]
    [InlineData("", "1 2 3 4 5 6 7 8 9 10")]
    public void Takes_ranges_of_pages(string text, string expected) => Assert.Equal(
        expected, string.Join(' ', Enumerable.Range(1, 10).Where(PageRange.Parse(text).Includes)));

    [Theory]
    [InlineData("0")]
    [InlineData("3-1")]
    [InlineData("a")]
    [InlineData("-2")]
    [InlineData("1-2-3")]
    public void Refuses_what_is_no_range(string text) => Assert.Throws<UnreadableException>(() => PageRange.Parse(text));

    private static string Text(byte[] content) => PlainTextFile.Read(content).Text;
}
