using GmailMcp.Mail.Composing;
using MimeKit;

namespace GmailMcp.Tests.Mail.Composing;

public sealed class ComposedAttachmentTests
{
    [Theory]
    [InlineData("report.pdf")]
    [InlineData("Rückgabe & Beleg; \"neu\".pdf")]
    [InlineData("日本語のとても長いファイル名日本語のとても長いファイル名日本語のとても長いファイル名.docx")]
    [InlineData("100%41 'quoted'.txt")]
    [InlineData("back\\slash.txt")]
    public void Names_arrive_as_they_are(string fileName)
    {
        var part = OnlyAttachment(SomeOutgoing.File(fileName, [1, 2, 3]));

        Assert.Equal(fileName, part.FileName);
        Assert.Equal(fileName, part.ContentType.Name);
        Assert.True(part.IsAttachment);
    }

    [Fact]
    public void Bytes_arrive_as_they_are()
    {
        var bytes = Enumerable.Range(0, 70_000).Select(i => (byte)(i * 7)).ToArray();

        var part = OnlyAttachment(SomeOutgoing.File("notes.txt", bytes));

        Assert.Equal(bytes, SomeOutgoing.Content(part));
    }

    [Theory]
    [InlineData("report.pdf", null, "application/pdf")]
    [InlineData("report.pdf", "image/x-custom", "image/x-custom")]
    [InlineData("picture", null, "image/png")]
    [InlineData("a.txt", "text/plain; charset=koi8-r; name=other.txt", "text/plain")]
    [InlineData("mail.eml", null, "application/octet-stream")]
    [InlineData("a.bin", "message/rfc822", "application/octet-stream")]
    public void Types_are_the_stated_or_go_by_name_and_content(string fileName, string? stated, string expected)
    {
        byte[] png = [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8];

        Assert.Equal(expected, OnlyAttachment(SomeOutgoing.File(fileName, png, stated)).ContentType.MimeType);
    }

    [Theory]
    [InlineData("a\r\nb.pdf", "application/pdf")]
    [InlineData("a.pdf", "application/pdf\r\nBcc: x@y.example")]
    [InlineData("a.pdf", "nonsense")]
    [InlineData("", "application/pdf")]
    public void Refuses_names_and_types_that_no_header_holds(string fileName, string mimeType)
    {
        var refusal = Assert.Throws<ComposeException>(
            () => OnlyAttachment(SomeOutgoing.File(fileName, [1], mimeType)));

        Assert.Equal("attachments", refusal.ArgumentName);
    }

    [Theory]
    [InlineData(24_900_000, false)]
    [InlineData(25_100_000, true)]
    public void Up_to_Gmails_limit_are_taken_and_large_ones_marked(long length, bool isMarked)
    {
        using var composed = SomeOutgoing.Compose(WithPattern(length));

        Assert.Equal(isMarked, composed.IsLargerThanManyAccept);
        Assert.InRange(composed.SizeInBytes, length * 4 / 3, MessageSize.MaxMimeBytes);
    }

    [Theory]
    [InlineData(26_900_000)]
    [InlineData(35_100_000)]
    public void Above_Gmails_limit_are_refused_unread_with_all_sizes(long length)
    {
        var mail = SomeOutgoing.Mail() with
        {
            Attachments = [new OutgoingAttachment("big.iso", null, MustNotBeOpened, length)],
        };

        var refusal = Assert.Throws<ComposeException>(() => SomeOutgoing.Compose(mail));

        Assert.Contains($"big.iso {length:#,0} bytes", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("36,700,160", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"{MessageSize.InBase64(length):#,0}", refusal.Message, StringComparison.Ordinal);

        static Stream MustNotBeOpened() => throw new InvalidOperationException("opened");
    }

    [Fact]
    public void A_text_too_large_is_refused_too()
    {
        var refusal = Assert.Throws<ComposeException>(
            () => SomeOutgoing.Compose(SomeOutgoing.Mail(body: new string('x', 37_000_000))));

        Assert.Equal("body", refusal.ArgumentName);
    }

    [Fact]
    public void Are_never_held_in_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        using var composed = SomeOutgoing.Compose(WithPattern(24_000_000));
        composed.WriteTo(Stream.Null, TestContext.Current.CancellationToken);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 2_000_000);
    }

    [Fact]
    public async Task Are_written_alike_each_time_and_closed_after()
    {
        var opened = new List<PatternStream>();
        var attachment = new OutgoingAttachment("a.bin", null, Open, 200_000);
        using var composed = SomeOutgoing.Compose(SomeOutgoing.Mail() with { Attachments = [attachment] });
        using var written = new MemoryStream();

        await composed.WriteToAsync(written, TestContext.Current.CancellationToken);

        Assert.Equal(composed.ToArray(), written.ToArray());
        Assert.All(opened, stream => Assert.True(stream.IsClosed));

        Stream Open()
        {
            opened.Add(new PatternStream(200_000));
            return opened[^1];
        }
    }

    [Theory]
    [InlineData(999)]
    [InlineData(1001)]
    public void A_file_that_changed_since_fails_the_mail(long actualLength)
    {
        var attachment = new OutgoingAttachment("a.bin", "image/png", () => new PatternStream(actualLength), 1000);

        var failure = Assert.Throws<ChangedFileException>(
            () => SomeOutgoing.Compose(SomeOutgoing.Mail() with { Attachments = [attachment] }));

        Assert.Contains("a.bin was changed", failure.Message, StringComparison.Ordinal);
    }

    // What was hashed for the journal and shown to the person is what leaves.
    [Fact]
    public void Other_bytes_of_the_same_length_fail_the_mail_too()
    {
        var content = "The first words."u8.ToArray();
        var attachment = new OutgoingAttachment("a.txt", "text/plain", () => new MemoryStream(content), content.Length);
        using var composed = SomeOutgoing.Compose(SomeOutgoing.Mail() with { Attachments = [attachment] });
        var before = composed.ToArray();

        content[^1] = (byte)'!';
        var failure = Assert.Throws<ChangedFileException>(() => composed.ToArray());

        Assert.NotEmpty(before);
        Assert.Contains("a.txt was changed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_sent_empty()
    {
        Assert.Empty(SomeOutgoing.Content(OnlyAttachment(SomeOutgoing.File("empty.txt", []))));
    }

    private static OutgoingMessage WithPattern(long length) => SomeOutgoing.Mail() with
    {
        Attachments = [new OutgoingAttachment("a.bin", null, () => new PatternStream(length), length)],
    };

    private static MimePart OnlyAttachment(OutgoingAttachment attachment)
    {
        var parsed = SomeOutgoing.Parsed(SomeOutgoing.Mail() with { Attachments = [attachment] });
        return (MimePart)Assert.IsType<Multipart>(parsed.Body)[1];
    }
}
