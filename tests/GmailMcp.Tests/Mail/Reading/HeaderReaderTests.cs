using GmailMcp.Mail;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Tests.Mail.Reading;

public sealed class HeaderReaderTests
{
    [Fact]
    public void Finds_headers_in_any_letter_case()
    {
        var headers = HeaderReader.Read(SomeMail.Headers(
            ("SUBJECT", "Lunch"), ("from", "anna@example.com"), ("tO", "ben@example.org"), ("CC", "c@example.org"),
            ("bcc", "d@example.org"), ("REPLY-TO", "e@example.org"), ("message-id", "<1@example.com>")));

        Assert.Equal("Lunch", headers.Subject);
        Assert.Equal("anna@example.com", headers.From);
        Assert.Equal("ben@example.org", headers.To);
        Assert.Equal("c@example.org", headers.Cc);
        Assert.Equal("d@example.org", headers.Bcc);
        Assert.Equal("e@example.org", headers.ReplyTo);
        Assert.Equal("<1@example.com>", headers.MessageId);
    }

    [Fact]
    public void Takes_the_first_subject_and_every_To()
    {
        var headers = HeaderReader.Read(SomeMail.Headers(
            ("Subject", "first"), ("Subject", "second"),
            ("To", "a@example.com"), ("To", "b@example.com, c@example.com")));

        Assert.Equal("first", headers.Subject);
        Assert.Equal("a@example.com, b@example.com, c@example.com", headers.To);
        Assert.Equal(["a@example.com", "b@example.com", "c@example.com"], headers.ToAddresses.Select(a => a.Address));
    }

    [Theory]
    [InlineData("Mon, 02 Nov 2026 09:00:00 +0100 (CET)")]
    [InlineData("yesterday, I think")]
    [InlineData("=?utf-8?Q?heute?=")]
    public void Keeps_the_date_to_the_letter(string date)
    {
        Assert.Equal(date, HeaderReader.Read(SomeMail.Headers(("Date", date))).Date);
    }

    [Fact]
    public void Reads_the_thread()
    {
        var headers = HeaderReader.Read(SomeMail.Headers(
            ("In-Reply-To", "<2@example.com>"), ("References", "<1@example.com>\r\n\t<2@example.com>")));

        Assert.Equal(["<2@example.com>"], headers.InReplyTo);
        Assert.Equal(["<1@example.com>", "<2@example.com>"], headers.References);
    }

    [Fact]
    public void Missing_headers_are_empty()
    {
        var headers = HeaderReader.Read(null);

        Assert.Equal("", headers.Subject + headers.From + headers.To + headers.Cc + headers.Bcc + headers.ReplyTo);
        Assert.Equal("", headers.Date);
        Assert.Null(headers.MessageId);
        Assert.Empty(headers.FromAddresses);
        Assert.Empty(headers.References);
    }

    [Fact]
    public void A_content_type_of_absurd_length_is_not_read()
    {
        var names = Enumerable.Range(0, 10_000).Select(i => $"; name*{i}=a");
        var value = "text/html; charset=utf-8" + string.Concat(names);
        var part = SomeMail.Text("text/plain", "x", ("Content-Type", value));

        Assert.Equal("", new PartHeaders(part).FileName);
    }

    [Fact]
    public void Parses_the_people()
    {
        var headers = HeaderReader.Read(SomeMail.Headers(
            ("From", "\"Doe, Jane\" <jane@example.com>"), ("Reply-To", "list@example.org")));

        Assert.Equal([new MailAddress("Doe, Jane", "jane@example.com")], headers.FromAddresses);
        Assert.Equal([new MailAddress("", "list@example.org")], headers.ReplyToAddresses);
    }
}
