using System.Text;
using Gmail.Messages;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Tests.Mail.Reading;

public sealed class MessageReaderTests
{
    [Fact]
    public void Prefers_the_plain_part_when_both_exist()
    {
        var message = SomeMail.Message(SomeMail.Multipart("alternative",
            SomeMail.Text("text/plain", "plain"), SomeMail.Text("text/html", "<p>html</p>")));

        var readable = MessageReader.Read(message);

        Assert.Equal("plain", readable.Body);
        Assert.False(readable.IsHtmlOnly);
        Assert.Equal("<p>html</p>", readable.Html);
        Assert.Empty(readable.Attachments);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" \r\n ")]
    public void Shows_the_HTML_where_there_is_no_plain_text(string? plain)
    {
        var html = SomeMail.Text("text/html", "<p>html</p>");
        var message = SomeMail.Message(plain is null
            ? html
            : SomeMail.Multipart("alternative", SomeMail.Text("text/plain", plain), html));

        var readable = MessageReader.Read(message);

        Assert.Equal("<p>html</p>", readable.Body);
        Assert.True(readable.IsHtmlOnly);
    }

    [Fact]
    public void Joins_the_plain_parts_but_not_the_text_files()
    {
        var message = SomeMail.Message(SomeMail.Multipart("mixed",
            SomeMail.Multipart("related", SomeMail.Text("text/plain", "first")),
            SomeMail.Text("text/plain", "a file", ("Content-Disposition", "attachment; filename=notes.txt")),
            SomeMail.Text("text/plain", "also a file", ("content-type", "text/plain; name=\"log.txt\"")),
            SomeMail.Text("text/plain", "second", ("Content-Disposition", "inline"))));

        var readable = MessageReader.Read(message);

        Assert.Equal("first\r\nsecond", readable.Body);
        Assert.Equal(["notes.txt", "log.txt"], readable.Attachments.Select(a => a.FileName));
    }

    [Fact]
    public void Reads_a_message_without_a_payload()
    {
        var readable = MessageReader.Read(new Message());

        Assert.Equal("", readable.Body);
        Assert.Equal("", readable.Headers.Subject);
        Assert.Empty(readable.Attachments);
        Assert.Null(readable.InternalDate);
    }

    [Fact]
    public void Reads_text_in_the_charset_it_is_in()
    {
        var bytes = Encoding.GetEncoding("iso-2022-jp").GetBytes("こんにちは");
        var part = SomeMail.Leaf("text/plain", bytes, ("Content-Type", "text/plain; charset=ISO-2022-JP"));

        Assert.Equal("こんにちは", MessageReader.Read(SomeMail.Message(part)).Body);
    }

    [Fact]
    public void Names_the_text_that_Gmail_left_out_and_takes_it_when_fetched()
    {
        var large = SomeMail.Text("text/plain", "") with
        {
            Body = new MessagePartBody { AttachmentId = "ANGjdJ9", Size = 3_000_000 },
        };
        var message = SomeMail.Message(SomeMail.Multipart("mixed", large, SomeMail.Text("text/plain", "footer")));

        var before = MessageReader.Read(message);
        var after = MessageReader.Read(
            message, new Dictionary<string, ReadOnlyMemory<byte>> { ["0"] = Encoding.UTF8.GetBytes("long text\n") });

        Assert.Equal([new BodyPartToFetch("0", "ANGjdJ9", "text/plain", 3_000_000)], before.BodyPartsToFetch);
        Assert.Empty(before.Attachments);
        Assert.Equal("long text\nfooter", after.Body);
        Assert.Empty(after.BodyPartsToFetch);
    }

    [Fact]
    public void Does_not_take_the_text_of_an_attached_message_for_its_own()
    {
        var inner = SomeMail.Text("text/plain", "inner");
        var forwarded = SomeMail.Multipart("mixed", inner) with { MimeType = "message/rfc822" };
        var both = SomeMail.Message(SomeMail.Multipart("mixed", SomeMail.Text("text/plain", "outer"), forwarded));
        var alone = SomeMail.Message(SomeMail.Multipart("mixed", forwarded));

        Assert.Equal("outer", MessageReader.Read(both).Body);
        Assert.Equal(ReadingNotes.None, MessageReader.Read(both).Notes);
        Assert.Equal("inner", MessageReader.Read(alone).Body);
        Assert.Equal(ReadingNotes.TextOfAttachedMessage, MessageReader.Read(alone).Notes);
    }

    [Fact]
    public void Reads_the_text_of_a_multipart_whose_boundary_nobody_found()
    {
        var message = SomeMail.Message(SomeMail.Text("multipart/mixed", "the only text"));

        Assert.Equal("the only text", MessageReader.Read(message).Body);
    }

    [Fact]
    public void Leaves_out_what_is_nested_too_deep()
    {
        var part = SomeMail.Text("text/plain", "bottom");
        for (var i = 0; i < 5000; i++)
        {
            part = SomeMail.Multipart("mixed", part);
        }

        var readable = MessageReader.Read(SomeMail.Message(part));

        Assert.Equal(ReadingNotes.TooDeep, readable.Notes);
        Assert.Equal("", readable.Body);
    }

    [Fact]
    public void Leaves_out_the_parts_after_a_thousand()
    {
        var parts = Enumerable.Range(0, 100_000).Select(_ => SomeMail.Text("text/plain", "x\n")).ToArray();

        var readable = MessageReader.Read(SomeMail.Message(SomeMail.Multipart("mixed", parts)));

        Assert.Equal(ReadingNotes.TooManyParts, readable.Notes);
        Assert.Equal(PartTree.MaxParts - 1, readable.Body.Count(c => c == 'x'));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void An_impossible_internal_date_is_none(long milliseconds)
    {
        Assert.Null(MessageReader.Read(new Message { InternalDate = milliseconds }).InternalDate);
    }

    [Fact]
    public void Summarizes_a_message_for_a_list()
    {
        var message = SomeMail.WithHeaders(
            ("SUBJECT", "=?utf-8?Q?Gr=C3=BC=C3=9Fe?="), ("from", "Anna <anna@example.com>"), ("TO", "ben@example.org"),
            ("date", "Mon, 2 Nov 2026 09:00:00 +0100")) with
        {
            Snippet = "Tom &amp; Jerry&#39;s &lt;b&gt;",
        };

        var summary = MessageReader.Summarize(message);

        Assert.Equal("Grüße", summary.Subject);
        Assert.Equal("Anna <anna@example.com>", summary.From);
        Assert.Equal("ben@example.org", summary.To);
        Assert.Equal("Mon, 2 Nov 2026 09:00:00 +0100", summary.Date);
        Assert.Equal("Tom & Jerry's <b>", summary.Snippet);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000), summary.InternalDate);
        Assert.Equal(["INBOX", "UNREAD"], summary.LabelIds);
    }
}
