using FsCheck.Xunit;
using GmailMcp.Mail;

namespace GmailMcp.Tests.Mail;

public sealed class HeaderValueTests
{
    [Theory]
    [InlineData("=?UTF-8?B?R3LDvMOfZQ==?=", "Grüße")]
    [InlineData("=?utf-8?q?Gr=C3=BC=C3=9Fe?= =?utf-8?q?_aus_K=C3=B6ln?=", "Grüße aus Köln")]
    [InlineData("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本")]
    [InlineData("=?koi8-r?B?8NLJ18XU?=", "Привет")]
    [InlineData("Re: =?windows-1252?Q?=80_5?= due", "Re: € 5 due")]
    [InlineData("Grüße", "Grüße")]
    [InlineData("2 + 2 =? 4", "2 + 2 =? 4")]
    [InlineData("=?^Ólafur? 日本", "=?^Ólafur? 日本")]
    [InlineData("Grüße =? =?utf-8?Q?K=C3=B6ln?= =? ü", "Grüße =? Köln =? ü")]
    [InlineData("=?utf-8?Q?Grüße?= aus", "Grüße aus")]
    public void Decodes_encoded_words(string value, string text)
    {
        Assert.Equal(text, HeaderValue.Decode(value));
    }

    [Theory]
    [InlineData("=?utf-8?B?R3LDvMOfZ")]
    [InlineData("=?no-such-charset?Q?abc?=")]
    [InlineData("=?utf-8?X?abc?=")]
    [InlineData("=?utf-8?Q?=ZZ=C3?=")]
    [InlineData("=??=?=")]
    public void Shows_something_for_a_broken_encoded_word(string value)
    {
        Assert.NotEmpty(HeaderValue.Decode(value));
    }

    [Fact]
    public void Unfolds_to_one_line()
    {
        Assert.Equal("one two  three", HeaderValue.Decode(" one\r\n\t two  three\r\n"));
    }

    [Fact]
    public void An_encoded_line_break_starts_no_line()
    {
        Assert.Equal("Hi From: boss@example.com", HeaderValue.Decode("=?utf-8?Q?Hi=0D=0AFrom:_boss=40example.com?="));
    }

    [Property(MaxTest = 500)]
    public bool Is_one_line_whatever_comes_in(string? value)
    {
        var text = HeaderValue.Decode(value);
        return !text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029') && text == text.Trim();
    }
}
