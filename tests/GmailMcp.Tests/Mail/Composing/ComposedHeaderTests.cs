using FsCheck.Xunit;
using GmailMcp.Mail;
using GmailMcp.Mail.Composing;
using MimeKit;

namespace GmailMcp.Tests.Mail.Composing;

/// <summary>Whatever is put into a header, one reader of another make gets it back, and nothing else.</summary>
[Properties(Arbitrary = [typeof(HostileText)], MaxTest = 300)]
public sealed class ComposedHeaderTests
{
    [Property]
    public void Any_subject_arrives(HostileText subject)
    {
        // The parser trims what it has decoded; EncodedWordsTests see to the blanks at the ends.
        Assert.Equal(subject.Value.Trim(), SomeOutgoing.Parsed(SomeOutgoing.Mail(subject.Value)).Subject?.Trim());
    }

    [Property]
    public void Any_name_arrives_with_the_one_address_it_was_given(HostileText name)
    {
        var expected = HeaderValue.Decode(name.Value);
        var mail = SomeOutgoing.Mail() with { To = [new MailAddress(name.Value, "ben@example.org").ToString()] };

        var recipient = Assert.Single(SomeOutgoing.Parsed(mail).To.Mailboxes);

        Assert.Equal("ben@example.org", recipient.Address);
        Assert.Equal(expected, recipient.Name ?? "");
    }

    [Property]
    public void Any_file_name_arrives(HostileText name)
    {
        var fileName = name.Value.Trim() + ".txt";
        var mail = SomeOutgoing.Mail() with { Attachments = [SomeOutgoing.File(fileName, [1])] };

        var part = (MimePart)Assert.IsType<Multipart>(SomeOutgoing.Parsed(mail).Body)[1];

        Assert.Equal(fileName, part.FileName);
        Assert.Equal(fileName, part.ContentType.Name);
    }

    [Property]
    public void No_line_is_too_long_and_no_header_is_added(HostileText first, HostileText second)
    {
        var mail = SomeOutgoing.Mail(first.Value, second.Value) with
        {
            To = [new MailAddress(second.Value, "ben@example.org").ToString()],
            Cc = [new MailAddress(first.Value, "carl@example.org").ToString()],
            Attachments = [SomeOutgoing.File("x" + first.Value, [1])],
        };

        var raw = SomeOutgoing.Raw(mail);

        Assert.All(raw.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
        Assert.All(SomeOutgoing.HeaderLines(raw), line => Assert.InRange(line.Length, 1, 76));
        var names = SomeOutgoing.Parsed(mail).Headers.Select(header => header.Field);
        Assert.Equal(["To", "Cc", "Subject", "Date", "MIME-Version"], names);
    }

    [Property]
    public void A_line_break_anywhere_is_refused_by_name(HostileText before, HostileText after)
    {
        var value = before.Value + "\r\n" + after.Value;

        Assert.Equal("subject", RefusedArgument(SomeOutgoing.Mail(value)));
        Assert.Equal("to", RefusedArgument(SomeOutgoing.Mail() with { To = [$"\"{value}\" <ben@example.org>"] }));
        Assert.Equal("cc", RefusedArgument(SomeOutgoing.Mail() with { Cc = [value + "@example.org"] }));
        Assert.Equal("bcc", RefusedArgument(SomeOutgoing.Mail() with { Bcc = [value] }));
        Assert.Equal("from", RefusedArgument(SomeOutgoing.Mail() with { From = value + "x" }));
        Assert.Equal("inReplyTo", RefusedArgument(SomeOutgoing.Mail() with { InReplyTo = value + "x" }));
        Assert.Equal(
            "attachments",
            RefusedArgument(SomeOutgoing.Mail() with { Attachments = [SomeOutgoing.File(value, [1])] }));
    }

    [Property]
    public void References_of_others_cannot_break_a_line(HostileText id)
    {
        var mail = SomeOutgoing.Mail() with
        {
            References = [$"<{id.Value}\r\nBcc: x@y.example>", id.Value + "\r\nX: y"],
        };

        var names = SomeOutgoing.Parsed(mail).Headers.Select(header => header.Field).ToList();

        names.Remove("References");
        Assert.Equal(["To", "Subject", "Date", "MIME-Version"], names);
    }

    [Fact]
    public void Many_recipients_are_folded_and_all_arrive()
    {
        var recipients = Enumerable.Range(0, 300).Select(i => $"Persönlich Nr. {i} <person{i}@example.org>").ToArray();

        var raw = SomeOutgoing.Raw(SomeOutgoing.Mail() with { To = recipients });
        var parsed = SomeOutgoing.Parsed(SomeOutgoing.Mail() with { To = recipients });

        Assert.All(raw.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
        Assert.Equal(recipients, parsed.To.Mailboxes.Select(m => $"{m.Name} <{m.Address}>"));
    }

    private static string RefusedArgument(OutgoingMessage mail) =>
        Assert.ThrowsAny<ComposeException>(() => SomeOutgoing.Compose(mail)).ArgumentName;
}
