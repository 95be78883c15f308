using GmailMcp.Mail.Composing;

namespace GmailMcp.Tests.Mail.Composing;

public sealed class HeaderTextTests
{
    [Theory]
    [InlineData("a\rb", "CR")]
    [InlineData("a\nb", "LF")]
    [InlineData("a\0b", "NUL")]
    [InlineData("a\u2028b", "U+2028")]
    [InlineData("a\u2029b", "U+2029")]
    public void Refuses_line_breaks_and_names_argument_and_place(string value, string named)
    {
        var refusal = Assert.Throws<ComposeException>(() => HeaderText.Check("subject", value));

        Assert.Equal("subject", refusal.ArgumentName);
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("character 2", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("one line\twith a tab, ü and 日本")]
    public void Takes_one_line(string? value)
    {
        HeaderText.Check("subject", value);
        Assert.Null(HeaderText.FirstForbidden(value));
    }
}
