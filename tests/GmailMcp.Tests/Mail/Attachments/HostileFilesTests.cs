using System.Diagnostics;
using GmailMcp.Mail.Attachments;

namespace GmailMcp.Tests.Mail.Attachments;

/// <summary>Files made to harm their reader end in a sentence.</summary>
public class HostileFilesTests
{
    [Fact]
    public void A_zip_bomb_is_stopped_by_what_it_unpacks_to()
    {
        var file = SomeFile.Docx($"<w:p><w:r><w:t>{new string(' ', 80_000_000)}</w:t></w:r></w:p>");
        Assert.InRange(file.Length, 1, 1_000_000);

        Assert.Equal("It unpacks to more than 64 MB.", Refusal(file));
    }

    [Fact]
    public void Entities_are_not_expanded()
    {
        var bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
            + "<x>&b;&e;</x>";
        var file = SomeFile.Zip(
            ("_rels/.rels", SomeFile.Rels(("r", "officeDocument", "word/document.xml"))), ("word/document.xml", bomb));

        Assert.Equal("It is damaged, or not what it says it is.", Refusal(file));
    }

    [Fact]
    public void Deep_nesting_does_not_overflow_the_stack()
    {
        var deep = string.Concat(Enumerable.Repeat("<w:sdt>", 200_000)) + "<w:p><w:r><w:t>deep</w:t></w:r></w:p>"
            + string.Concat(Enumerable.Repeat("</w:sdt>", 200_000));

        Assert.Equal("deep", AttachmentText.Read(AttachmentKind.Word, SomeFile.Docx(deep)).Text);
    }

    [Fact]
    public void An_encrypted_document_says_so()
    {
        byte[] file = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. System.Text.Encoding.Unicode.GetBytes("EncryptedPackage")];

        Assert.Equal("It is protected by a password.", Refusal(file));
    }

    [Fact]
    public void Mutated_files_end_in_text_or_a_sentence()
    {
        byte[][] seeds =
        [
            SomeFile.Docx("<w:p><w:r><w:t>One</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
            SomeFile.Xlsx([("A", "<row r=\"1\"><c r=\"B1\" t=\"s\"><v>0</v></c></row>")], "<si><t>x</t></si>"),
            SomeFile.Pptx("<a:p><a:r><a:t>x</a:t></a:r></a:p>"),
            SomeFile.OpenDocument("<office:text><text:p>x</text:p></office:text>"),
            SomeFile.Zip(("a", "b")),
            Some.MessageWithAttachment("a.bin", [1, 2, 3]),
        ];
        var random = new Random(20261125);
        var start = Stopwatch.GetTimestamp();
        var rounds = 0;
        while (rounds < 6000 && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20))
        {
            var file = Mutated(seeds[rounds++ % seeds.Length], random);
            Read(file);
        }

        Assert.InRange(rounds, 600, 6000);
    }

    // As damage to the XML itself, which damage to the packed bytes seldom reaches.
    [Fact]
    public void Mutated_parts_end_in_text_or_a_sentence()
    {
        var random = new Random(4);
        for (var round = 0; round < 1000; round++)
        {
            var body = "<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:hyperlink r:id=\"x\"><w:r><w:t>One</w:t></w:r></w:hyperlink></w:p>".ToCharArray();
            for (var i = 0; i < random.Next(1, 4); i++)
            {
                body[random.Next(body.Length)] = (char)random.Next(1, 0x250);
            }

            Read(SomeFile.Docx(new string(body)));
        }
    }

    private static byte[] Mutated(byte[] seed, Random random)
    {
        var file = seed.ToArray();
        for (var i = 0; i < random.Next(1, 6); i++)
        {
            file[random.Next(file.Length)] = (byte)random.Next(256);
        }

        return random.Next(4) == 0 ? file[..random.Next(file.Length)] : file;
    }

    private static void Read(byte[] file)
    {
        try
        {
            AttachmentText.Read(AttachmentKinds.Of(file, "message/rfc822", "a"), file);
        }
        catch (UnreadableException unreadable)
        {
            Assert.EndsWith(".", unreadable.Message, StringComparison.Ordinal);
        }
    }

    private static string Refusal(byte[] file) =>
        Assert.Throws<UnreadableException>(() => AttachmentText.Read(AttachmentKinds.Of(file, "", ""), file)).Message;
}
