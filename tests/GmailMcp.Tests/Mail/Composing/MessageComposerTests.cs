using System.Text.RegularExpressions;
using GmailMcp.Mail.Composing;
using MimeKit;
using Testing;

namespace GmailMcp.Tests.Mail.Composing;

public sealed partial class MessageComposerTests
{
    [Fact]
    public void Writes_a_plain_mail()
    {
        Golden.Matches("MessageComposer.plain.txt", SomeOutgoing.Raw(SomeOutgoing.Mail()));
    }

    [Fact]
    public void Writes_everything_at_once()
    {
        var mail = new OutgoingMessage
        {
            From = "Anna Arn <anna@example.com>",
            To = ["ben@example.org", "\"Çelik, Ayşe\" <ayse@example.org>", "Carl <carl@müller.example>"],
            Cc = ["日本 太郎 <taro@example.net>"],
            Bcc = ["dora@example.org"],
            Subject = "Angebot für die Renovierung des Treppenhauses, Stand November, mit Änderungen",
            Body = "Grüße\naus Köln",
            HtmlBody = "<p>Grüße<br>aus Köln</p>",
            InReplyTo = "<2@example.org>",
            References = ["<1@example.org>"],
            Attachments =
            [
                SomeOutgoing.File("Übersicht.pdf", "%PDF-1.7"u8.ToArray()),
                SomeOutgoing.File("a.csv", "a;b"u8.ToArray()),
            ],
        };

        var raw = SomeOutgoing.Raw(mail);

        Golden.Matches("MessageComposer.everything.txt", Boundary().Replace(raw, "=-BOUNDARY=="));
    }

    [Fact]
    public void Ends_every_line_with_CRLF_and_stays_in_ASCII()
    {
        var raw = SomeOutgoing.Raw(SomeOutgoing.Mail("Grüße", "eins\nzwei\rdrei\r\nvier ü\n"));

        Assert.DoesNotContain('\n', raw.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain('\r', raw.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(raw, c => Assert.InRange(c, '\t', '~'));
    }

    [Fact]
    public void Leaves_From_and_Message_ID_to_Gmail()
    {
        var names = SomeOutgoing.Parsed(SomeOutgoing.Mail()).Headers.Select(header => header.Field);

        Assert.Equal(["To", "Subject", "Date", "MIME-Version"], names);
    }

    [Fact]
    public void Sends_plain_text_and_HTML_together_whatever_type_is_asked_for()
    {
        foreach (var type in new[] { OutgoingBody.Plain, OutgoingBody.Html, OutgoingBody.Alternative })
        {
            var mail = SomeOutgoing.Mail() with { HtmlBody = "<p>At noon?</p>", MimeType = type };

            var body = Assert.IsType<MultipartAlternative>(SomeOutgoing.Parsed(mail).Body);

            Assert.Equal(["text/plain", "text/html"], body.Select(part => part.ContentType.MimeType));
            Assert.Equal("At noon?", SomeOutgoing.TextOf(body[0]));
            Assert.Equal("<p>At noon?</p>", SomeOutgoing.TextOf(body[1]));
        }
    }

    [Theory]
    [InlineData("text/plain", "text/plain")]
    [InlineData("text/html", "text/html")]
    [InlineData("multipart/alternative", "multipart/alternative")]
    public void Without_HTML_the_body_is_of_the_type_asked_for(string mimeType, string expected)
    {
        var parsed = SomeOutgoing.Parsed(SomeOutgoing.Mail(body: "a < b\n  c") with { MimeType = mimeType });

        Assert.Equal(expected, parsed.Body?.ContentType.MimeType);
        if (parsed.Body is MultipartAlternative alternative)
        {
            Assert.Equal("a < b\r\n  c", SomeOutgoing.TextOf(alternative[0]));
            var html = SomeOutgoing.TextOf(alternative[1]);
            Assert.Contains("a &lt; b<br>\r\n&nbsp;&nbsp;c", html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("multipart/alternative")]
    public void HTML_without_text_gets_a_text_made_from_it(string mimeType)
    {
        var mail = SomeOutgoing.Mail(body: "") with
        {
            HtmlBody = "<p>Hi, see <a href=\"https://example.org/a\">this</a></p>",
            MimeType = mimeType,
        };

        var parsed = SomeOutgoing.Parsed(mail);

        Assert.Equal("multipart/alternative", parsed.Body?.ContentType.MimeType);
        Assert.Equal("Hi, see [this](https://example.org/a)", parsed.TextBody?.TrimEnd());
        Assert.StartsWith("<p>Hi", parsed.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_the_type_of_the_text_when_there_are_attachments()
    {
        var mail = SomeOutgoing.Mail(body: "<b>Hi</b>") with
        {
            MimeType = "text/html",
            Attachments = [SomeOutgoing.File("a.txt", "x"u8.ToArray())],
        };

        var mixed = Assert.IsType<Multipart>(SomeOutgoing.Parsed(mail).Body);

        Assert.Equal("multipart/mixed", mixed.ContentType.MimeType);
        Assert.Equal("text/html", mixed[0].ContentType.MimeType);
    }

    [Fact]
    public void Refuses_another_type()
    {
        var refusal = Assert.Throws<ComposeException>(
            () => SomeOutgoing.Compose(SomeOutgoing.Mail() with { MimeType = "text/markdown" }));

        Assert.Equal("mimeType", refusal.ArgumentName);
    }

    [Theory]
    [InlineData("Hello")]
    [InlineData("Grüße aus Köln")]
    [InlineData("日本語のテキスト")]
    [InlineData("From here on\r\n.\r\n..\r\n--=-x\r\n")]
    [InlineData("trailing blanks   \r\nand\ttabs\t")]
    [InlineData("nul\0and\u0001control\u000C")]
    [InlineData("separator\u2028stays")]
    public void The_text_arrives_as_written(string text)
    {
        var parsed = SomeOutgoing.Parsed(SomeOutgoing.Mail(body: text));

        Assert.Equal(text.TrimEnd('\r', '\n'), SomeOutgoing.TextOf(parsed.Body));
    }

    [Fact]
    public void Long_lines_arrive_whole_in_short_ones()
    {
        var text = string.Concat(Enumerable.Repeat("word ", 1000)) + new string('x', 5000);

        var raw = SomeOutgoing.Raw(SomeOutgoing.Mail(body: text));

        Assert.All(raw.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
        Assert.Equal(text, SomeOutgoing.TextOf(SomeOutgoing.Parsed(SomeOutgoing.Mail(body: text)).Body));
    }

    [Fact]
    public void Threads_by_the_Message_ID_and_adds_it_to_the_references()
    {
        var mail = SomeOutgoing.Mail() with { InReplyTo = "2@example.com", References = ["<1@example.com>"] };

        var parsed = SomeOutgoing.Parsed(mail);

        Assert.Equal("2@example.com", parsed.InReplyTo);
        Assert.Equal(["1@example.com", "2@example.com"], parsed.References);
    }

    [Theory]
    [InlineData("18c2f0a1b2c3d4e5")]
    [InlineData("<a@example.com> <b@example.com>")]
    [InlineData("<ä@example.com>")]
    [InlineData("<a@example.com>\r\nBcc: x@y.example")]
    public void Refuses_an_inReplyTo_that_is_no_Message_ID(string value)
    {
        var refusal = Assert.Throws<ComposeException>(
            () => SomeOutgoing.Compose(SomeOutgoing.Mail() with { InReplyTo = value }));

        Assert.Equal("inReplyTo", refusal.ArgumentName);
    }

    [Fact]
    public void Names_who_gets_the_mail()
    {
        using var composed = SomeOutgoing.Compose(SomeOutgoing.Mail() with
        {
            Cc = ["Carl <carl@example.net>"],
            Bcc = ["dora@example.org"],
        });

        Assert.Equal(
            ["ben@example.org", "carl@example.net", "dora@example.org"], composed.Recipients.Select(r => r.Address));
        Assert.Null(composed.From);
    }

    [Fact]
    public void Writes_no_more_than_500_recipients()
    {
        var many = Enumerable.Range(0, 499).Select(i => $"p{i}@example.org").ToArray();

        Assert.Equal(500, SomeOutgoing.Parsed(SomeOutgoing.Mail() with { Bcc = many }).GetRecipients().Count);
        var refusal = Assert.Throws<ComposeException>(
            () => SomeOutgoing.Compose(SomeOutgoing.Mail() with { Bcc = [.. many, "one@example.org"] }));
        Assert.Contains("501", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_its_exact_size()
    {
        using var composed = SomeOutgoing.Compose(
            SomeOutgoing.Mail() with { Attachments = [SomeOutgoing.File("a.bin", new byte[100_001])] });
        using var written = new MemoryStream();

        composed.WriteTo(written, TestContext.Current.CancellationToken);

        Assert.Equal(composed.SizeInBytes, written.Length);
    }

    [GeneratedRegex("=-[A-Za-z0-9+/]+==")]
    private static partial Regex Boundary();
}
