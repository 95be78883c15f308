using GmailMcp.Mail;

namespace GmailMcp.Tests.Mail;

public sealed class MessageIdListTests
{
    [Theory]
    [InlineData("<a@example.com>", "<a@example.com>")]
    [InlineData("<a@example.com>\r\n <b@example.com><c@x.example>", "<a@example.com> <b@example.com> <c@x.example>")]
    [InlineData("Your message of Monday <a@example.com> (was: x)", "<a@example.com>")]
    [InlineData("<a@exa\r\n mple.com>", "<a@example.com>")]
    [InlineData("a@example.com", "<a@example.com>")]
    [InlineData("a@\u0001example.com", "<a@example.com>")]
    [InlineData("<<a@example.com>>", "<a@example.com>")]
    [InlineData("<cut <a@example.com>", "<a@example.com>")]
    [InlineData("<no-at-sign>", "<no-at-sign>")]
    [InlineData("<>", "")]
    [InlineData("just words", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Takes_the_ids_and_nothing_else(string? value, string ids)
    {
        Assert.Equal(ids, string.Join(' ', MessageIdList.Parse(value)));
    }

    [Fact]
    public void Stops_at_a_thousand()
    {
        Assert.Equal(1000, MessageIdList.Parse(string.Concat(Enumerable.Repeat("<a@example.com>", 5000))).Count);
    }
}
