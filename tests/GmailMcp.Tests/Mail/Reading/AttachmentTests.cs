using Gmail.Messages;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Tests.Mail.Reading;

public sealed class AttachmentTests
{
    [Fact]
    public void Lists_large_small_inline_and_unnamed_ones_and_attached_messages()
    {
        var message = SomeMail.Message(SomeMail.Multipart("mixed",
            SomeMail.Multipart("related",
                SomeMail.Text("text/html", "<img src=cid:logo>"),
                SomeMail.Leaf("image/png", [1, 2, 3], ("Content-ID", "<logo>")) with { PartId = "0.1" }),
            SomeMail.File("1", "report.pdf", "application/pdf", "ANGjdJ1", 123_456),
            SomeMail.Leaf("text/csv", "a;b"u8.ToArray()) with { Filename = "data.csv" },
            SomeMail.Multipart("mixed", SomeMail.Text("text/plain", "inner")) with { MimeType = "message/rfc822" }));

        var attachments = MessageReader.Read(message).Attachments;

        Assert.Equal(
            [
                new ReadableAttachment("0.1", "attachment-0.1", "image/png", 3, null, true, "logo", "AQID"),
                new ReadableAttachment("1", "report.pdf", "application/pdf", 123_456, "ANGjdJ1", false, null, null),
                new ReadableAttachment("2", "data.csv", "text/csv", 3, null, false, null, "YTti"),
                new ReadableAttachment("3", "attachment-3", "message/rfc822", 5, null, false, null, null),
            ],
            attachments);
        Assert.True(attachments[2].HasInlineData);
        Assert.Equal("a;b"u8.ToArray(), attachments[2].DecodeInlineData());
        Assert.False(attachments[1].HasInlineData);
    }

    [Fact]
    public void A_message_that_is_nothing_but_a_file_has_part_0()
    {
        var message = SomeMail.Message(SomeMail.File("", "scan.pdf", "application/pdf", "ANGjdJ1", 10));

        Assert.Equal("0", Assert.Single(MessageReader.Read(message).Attachments).PartId);
        Assert.NotNull(MessageReader.FindAttachment(message, "0").Found);
    }

    [Fact]
    public void Takes_the_name_from_the_headers_where_the_server_states_none()
    {
        var part = SomeMail.File("", "", "application/pdf", "ANGjdJ1", 10) with
        {
            Headers = SomeMail.Headers(("Content-Disposition", "attachment; filename*=utf-8''R%C3%BCckgabe.pdf")),
        };

        Assert.Equal("Rückgabe.pdf", MessageReader.Read(SomeMail.Message(part)).Attachments[0].FileName);
    }

    [Fact]
    public void A_name_is_one_line()
    {
        var part = SomeMail.File("1", "a\r\nID: forged.pdf", "application/pdf", "ANGjdJ1", 10);

        Assert.Equal("a ID: forged.pdf", MessageReader.Read(SomeMail.Message(part)).Attachments[0].FileName);
    }

    [Fact]
    public void The_same_text_for_watches_is_no_file()
    {
        var message = SomeMail.Message(SomeMail.Multipart("alternative",
            SomeMail.Text("text/plain", "plain"), SomeMail.Text("text/x-amp-html", "<html amp>")));

        Assert.Empty(MessageReader.Read(message).Attachments);
    }

    [Theory]
    [InlineData("ANGjdJ2", "1")]
    [InlineData("1", "1")]
    [InlineData("plan.pdf", "1")]
    [InlineData("PLAN.pdf", "1")]
    [InlineData(" plan.pdf ", "1")]
    [InlineData("attachment-3", "3")]
    public void Is_found_by_Gmails_id_by_part_and_by_name(string reference, string partId)
    {
        var lookup = MessageReader.FindAttachment(WithFiles(), reference);

        Assert.Equal(partId, lookup.Found?.PartId);
        Assert.False(lookup.IsAmbiguous);
    }

    [Fact]
    public void Of_two_with_the_same_name_the_parts_are_named()
    {
        var lookup = MessageReader.FindAttachment(WithFiles(), "image.png");

        Assert.Null(lookup.Found);
        Assert.Equal(["0", "2"], lookup.AmbiguousPartIds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ANGjdJ-of-another-fetch")]
    [InlineData("other.pdf")]
    public void Is_not_found_where_nothing_matches(string reference)
    {
        Assert.Equal(AttachmentLookup.NotFound, MessageReader.FindAttachment(WithFiles(), reference));
    }

    private static Message WithFiles() => SomeMail.Message(SomeMail.Multipart("mixed",
        SomeMail.File("0", "image.png", "image/png", "ANGjdJ1", 10),
        SomeMail.File("1", "plan.pdf", "application/pdf", "ANGjdJ2", 10),
        SomeMail.File("2", "image.png", "image/png", "ANGjdJ3", 10),
        SomeMail.File("3", "", "application/octet-stream", "ANGjdJ4", 10)));
}
