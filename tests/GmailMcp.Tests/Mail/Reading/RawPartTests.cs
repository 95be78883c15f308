using System.Text;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Tests.Mail.Reading;

public class RawPartTests
{
    private const string Inner =
        "From: bob@example.org\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nX-Odd :  spaces stay\r\n"
        + "Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\nText\r\n--i\r\nContent-Type: application/pdf\r\n"
        + "Content-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--i--\r\n";

    [Fact]
    public void Gives_an_attached_message_byte_for_byte()
    {
        var bytes = RawPart.Extract(Outer("message/rfc822", Inner), "1");

        Assert.Equal(Inner, Encoding.UTF8.GetString(bytes!).TrimEnd() + "\r\n");
    }

    [Fact]
    public void Decodes_an_attached_message_in_base64()
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Inner), Base64FormattingOptions.InsertLineBreaks);

        var bytes = RawPart.Extract(Outer("message/rfc822\r\nContent-Transfer-Encoding: base64", encoded), "1");

        Assert.Equal(Inner, Encoding.UTF8.GetString(bytes!));
    }

    [Theory]
    [InlineData("0", "Outside")]
    [InlineData("1.0.0", "Text")]
    [InlineData("1.0.1", "%PDF")]
    public void Follows_the_part_ids_of_Gmail(string partId, string content) =>
        Assert.Equal(content, Encoding.UTF8.GetString(RawPart.Extract(Outer("message/rfc822", Inner), partId)!).Trim());

    [Theory]
    [InlineData("2")]
    [InlineData("1.1")]
    [InlineData("1.0")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("0.0.0.0")]
    public void Finds_nothing_where_there_is_none(string partId) =>
        Assert.Null(RawPart.Extract(Outer("message/rfc822", Inner), partId));

    [Fact]
    public void Finds_nothing_in_what_is_no_message() => Assert.Null(RawPart.Extract([], "1"));

    [Fact]
    public void Takes_0_for_the_whole_body_where_there_is_but_one_part()
    {
        var raw = Encoding.UTF8.GetBytes("Subject: x\r\nContent-Type: application/pdf\r\n\r\n%PDF");

        Assert.Equal("%PDF", Encoding.UTF8.GetString(RawPart.Extract(raw, "0")!));
    }

    [Fact]
    public void Takes_0_for_the_message_where_the_mail_is_but_a_message()
    {
        var raw = Encoding.UTF8.GetBytes("Subject: x\r\nContent-Type: message/rfc822\r\n\r\n" + Inner);

        Assert.Equal(Inner, Encoding.UTF8.GetString(RawPart.Extract(raw, "0")!));
    }

    private static byte[] Outer(string innerType, string inner) => Encoding.UTF8.GetBytes(
        "From: ann@example.org\r\nSubject: Outer\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n"
        + $"--o\r\nContent-Type: text/plain\r\n\r\nOutside\r\n--o\r\nContent-Type: {innerType}\r\n\r\n{inner}\r\n--o--\r\n");
}
