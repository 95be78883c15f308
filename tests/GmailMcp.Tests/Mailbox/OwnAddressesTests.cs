using GmailMcp.Mail;
using GmailMcp.Mailbox;

namespace GmailMcp.Tests.Mailbox;

/// <summary>Which addresses lead to the person himself.</summary>
public sealed class OwnAddressesTests
{
    private static readonly OwnAddresses Own = new("jane.doe@gmail.com", [new MailAddress("Sales", "sales@example.com")]);

    [Theory]
    [InlineData("jane.doe@gmail.com")]
    [InlineData("JaneDoe@GoogleMail.com")]
    [InlineData("j.a.n.e.d.o.e+shop@gmail.com")]
    [InlineData("Sales+2026@Example.com")]
    public void Are_own(string address) => Assert.True(Own.Has(address));

    [Theory]
    [InlineData("jane.d@gmail.com")]
    [InlineData("janedoe@example.com")]
    [InlineData("s.ales@example.com")]
    [InlineData("+sales@example.com")]
    [InlineData("jane.doe@gmail.com.example.net")]
    [InlineData("")]
    public void Are_of_others(string address) => Assert.False(Own.Has(address));

    [Fact]
    public void The_alias_that_was_written_to_is_the_sender_unless_the_main_address_was_too()
    {
        Assert.Equal("sales@example.com", Own.AliasAmong([new("", "bob@example.org"), new("", "SALES+x@example.com")])?.Address);
        Assert.Null(Own.AliasAmong([new("", "sales@example.com"), new("", "janedoe@gmail.com")]));
        Assert.Null(Own.AliasAmong([new("", "bob@example.org")]));
    }
}
