using FsCheck.Xunit;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Tests.Mail.Reading;

public sealed class FlowedTextTests
{
    [Theory]
    [InlineData("one \ntwo", "one two")]
    [InlineData("one \n\ntwo", "one \r\ntwo")]
    [InlineData("one\ntwo", "one\r\ntwo")]
    [InlineData("> one \n> two", "> one two")]
    [InlineData(">> one \n> two", ">> one \r\n> two")]
    [InlineData("one \n> two", "one \r\n> two")]
    [InlineData("text \n-- \nAnn", "text \r\n-- \r\nAnn")]
    [InlineData(" From\n >no quote", "From\r\n>no quote")]
    [InlineData("", "")]
    public void Joins_lines_that_end_in_a_space(string flowed, string text) =>
        Assert.Equal(text, FlowedText.Unwrap(flowed, deletesSpace: false));

    [Fact]
    public void Drops_the_space_where_DelSp_says_so() =>
        Assert.Equal("これは続く", FlowedText.Unwrap("これは \n続く", deletesSpace: true));

    [Property]
    public bool Never_throws(string text) => FlowedText.Unwrap(text ?? "", deletesSpace: true) is not null;
}
