using GmailMcp.Mail;

namespace GmailMcp.Tests.Mail;

public sealed class AddressHeaderTests
{
    [Fact]
    public void Leaves_a_plain_value_as_its_sender_wrote_it()
    {
        Assert.Equal("\"Anna Arn\" <anna@example.com>", AddressHeader.ToText("\"Anna Arn\" <anna@example.com>"));
    }

    [Fact]
    public void Decodes_a_name_and_quotes_it_where_its_letters_need_it()
    {
        Assert.Equal(
            "Jürgen Groß <jg@example.com>",
            AddressHeader.ToText("=?utf-8?Q?J=C3=BCrgen_Gro=C3=9F?= <jg@example.com>"));
        Assert.Equal(
            "\"Groß, Jürgen\" <jg@example.com>",
            AddressHeader.ToText("=?iso-8859-1?Q?Gro=DF=2C_J=FCrgen?= <jg@example.com>"));
    }

    [Fact]
    public void A_decoded_name_cannot_pose_as_an_address()
    {
        const string Forged = "=?utf-8?Q?Bank_=3Chelp=40bank.example=3E=2C?= <thief@evil.example>";

        Assert.Equal("\"Bank <help@bank.example>,\" <thief@evil.example>", AddressHeader.ToText(Forged));
        Assert.Equal([new MailAddress("Bank <help@bank.example>,", "thief@evil.example")], AddressHeader.Parse(Forged));
    }

    [Fact]
    public void Lists_the_members_of_a_group()
    {
        var addresses = AddressHeader.Parse("Team: anna@example.com, Ben <ben@example.org>; carl@example.net");

        Assert.Equal(["anna@example.com", "ben@example.org", "carl@example.net"], addresses.Select(a => a.Address));
    }

    [Fact]
    public void An_empty_group_has_nobody()
    {
        Assert.Empty(AddressHeader.Parse("undisclosed-recipients:;"));
        Assert.Equal("undisclosed-recipients:;", AddressHeader.ToText("undisclosed-recipients:;"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(",,;")]
    public void Nothing_readable_is_nobody(string? value)
    {
        Assert.Empty(AddressHeader.Parse(value));
    }

    [Fact]
    public void A_list_of_absurd_length_is_not_parsed()
    {
        Assert.Empty(AddressHeader.Parse(string.Concat(Enumerable.Repeat("a@example.com,", 100_000))));
    }
}
