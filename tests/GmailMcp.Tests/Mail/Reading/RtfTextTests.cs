using System.Text;
using FsCheck.Xunit;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Tests.Mail.Reading;

public sealed class RtfTextTests
{
    [Theory]
    [InlineData(@"{\rtf1 Hello\par there}", "Hello\r\nthere")]
    [InlineData(@"{\rtf1{\fonttbl{\f0 Arial;}}{\*\generator X;}Hello}", "Hello")]
    [InlineData(@"{\rtf1\ansicpg1251 \'cf\'f0\'e8}", "При")]
    [InlineData(@"{\rtf1\uc1\u1055?\u1088?\u8364\'80}", "Пр€")]
    [InlineData(@"{\rtf1\uc2\u1055ab.}", "П.")]
    [InlineData(@"{\rtf1 a\{b\}\\c\~d}", @"a{b}\c d")]
    [InlineData(@"{\rtf1 shown{\v hidden}}", "shown")]
    [InlineData(@"{\rtf1 cut \'", "cut")]
    public void Gives_the_words(string rtf, string text) =>
        Assert.Equal(text, RtfText.ToText(Encoding.ASCII.GetBytes(rtf)));

    [Property]
    public bool Never_throws(byte[] bytes) => RtfText.ToText([.. "{\\rtf1 \\u"u8, .. bytes]) is not null;
}
