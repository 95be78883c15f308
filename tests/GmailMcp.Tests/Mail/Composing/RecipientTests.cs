using GmailMcp.Mail;
using GmailMcp.Mail.Composing;

namespace GmailMcp.Tests.Mail.Composing;

public sealed class RecipientTests
{
    [Theory]
    [InlineData("anna@example.com", "", "anna@example.com")]
    [InlineData("  anna@example.com ", "", "anna@example.com")]
    [InlineData("<anna@example.com>", "", "anna@example.com")]
    [InlineData("Anna Arn <anna@example.com>", "Anna Arn", "anna@example.com")]
    [InlineData("\"Arn, Anna\" <anna@example.com>", "Arn, Anna", "anna@example.com")]
    [InlineData("\"The \\\"Boss\\\"\" <anna@example.com>", "The \"Boss\"", "anna@example.com")]
    [InlineData("Anna (Sales) <anna@example.com>", "Anna (Sales)", "anna@example.com")]
    [InlineData("Jürgen Groß <jg@example.com>", "Jürgen Groß", "jg@example.com")]
    [InlineData("=?utf-8?Q?J=C3=BCrgen?= <jg@example.com>", "Jürgen", "jg@example.com")]
    [InlineData("日本 太郎 <taro@example.co.jp>", "日本 太郎", "taro@example.co.jp")]
    [InlineData("first.last+tag@sub.example.com", "", "first.last+tag@sub.example.com")]
    [InlineData("o'brien@EXAMPLE.com", "", "o'brien@example.com")]
    [InlineData("!#$%&'*+-/=?^_`{|}~@example.com", "", "!#$%&'*+-/=?^_`{|}~@example.com")]
    [InlineData("info@münchen.example", "", "info@xn--mnchen-3ya.example")]
    [InlineData("info@MÜNCHEN.example", "", "info@xn--mnchen-3ya.example")]
    [InlineData("info@例え.example", "", "info@xn--r8jz45g.example")]
    public void Reads_one_address(string text, string name, string address)
    {
        Assert.Equal(new MailAddress(name, address), Recipient.Parse("to", text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("anna")]
    [InlineData("anna@")]
    [InlineData("@example.com")]
    [InlineData("anna@localhost")]
    [InlineData("anna@example..com")]
    [InlineData("anna@example.com.")]
    [InlineData("anna@1.2.3.4")]
    [InlineData("anna@[1.2.3.4]")]
    [InlineData("anna@exa mple.com")]
    [InlineData("an na@example.com")]
    [InlineData(".anna@example.com")]
    [InlineData("anna.@example.com")]
    [InlineData("an..na@example.com")]
    [InlineData("an(x)na@example.com")]
    [InlineData("anna@example.com (Anna)")]
    [InlineData("ännä@example.com")]
    [InlineData("=?utf-8?Q?ben?=@example.com")]
    [InlineData("Anna <=?utf-8?Q?ben?=1@example.com>")]
    [InlineData("\"=?utf-8?Q?ben?=\"@example.com")]
    [InlineData("anna@mu\u0308nchen.example")]
    [InlineData("anna@ｅxample.com")]
    [InlineData("Anna anna@example.com>")]
    [InlineData("Anna <anna@example.com")]
    [InlineData("Anna <anna@example.com> <ben@example.org>")]
    [InlineData("\"Anna <anna@example.com>")]
    [InlineData("\"Anna\" Arn\" <anna@example.com>")]
    [InlineData("ben@example.org <anna@example.com>, carl@example.net")]
    public void Refuses_what_is_no_address_with_the_old_words(string text)
    {
        var refusal = Assert.Throws<InvalidAddressException>(() => Recipient.Parse("to", text));

        Assert.Equal($"Recipient email address is invalid: {text}", refusal.Message);
        Assert.Equal("to", refusal.ArgumentName);
        Assert.EndsWith(".", refusal.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anna@example.com, ben@example.org")]
    [InlineData("anna@example.com; ben@example.org")]
    [InlineData("Arn, Anna <anna@example.com>")]
    [InlineData("anna@example.com,")]
    public void Refuses_more_than_one_in_an_entry(string text)
    {
        var refusal = Assert.Throws<InvalidAddressException>(() => Recipient.Parse("cc", text));

        Assert.Contains("one in each entry", refusal.Reason, StringComparison.Ordinal);
        Assert.Equal("cc", refusal.ArgumentName);
    }

    [Theory]
    [InlineData("Team: anna@example.com, ben@example.org;")]
    [InlineData("undisclosed-recipients:;")]
    public void Refuses_groups(string text)
    {
        var refusal = Assert.Throws<InvalidAddressException>(() => Recipient.Parse("to", text));

        Assert.Contains("Groups", refusal.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anna@example.com\r\nBcc: thief@evil.example")]
    [InlineData("Anna\n <anna@example.com>")]
    [InlineData("anna@example.com\0")]
    [InlineData("Anna\u2028 <anna@example.com>")]
    public void Refuses_more_than_one_line(string text)
    {
        var refusal = Assert.Throws<ComposeException>(() => Recipient.Parse("bcc", text));

        Assert.Equal("bcc", refusal.ArgumentName);
        Assert.StartsWith("bcc must be one line", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_parts_that_are_too_long()
    {
        Assert.Throws<InvalidAddressException>(() => Recipient.Parse("to", new string('a', 65) + "@example.com"));
        Assert.Throws<InvalidAddressException>(() => Recipient.Parse("to", $"a@{new string('b', 64)}.example"));
        var longDomain = string.Join('.', Enumerable.Repeat(new string('b', 60), 5));
        Assert.Throws<InvalidAddressException>(() => Recipient.Parse("to", $"a@{longDomain}"));
    }

    [Fact]
    public void Calls_the_sender_by_his_role()
    {
        var refusal = Assert.Throws<InvalidAddressException>(() => Recipient.Parse("from", "me"));

        Assert.Equal("Sender email address is invalid: me", refusal.Message);
    }
}
