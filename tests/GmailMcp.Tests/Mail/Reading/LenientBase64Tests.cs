using System.Buffers.Text;
using System.Text;
using FsCheck.Xunit;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Tests.Mail.Reading;

public sealed class LenientBase64Tests
{
    [Theory]
    [InlineData("w7zDn8O-", "üßþ")]
    [InlineData("w7zDn8O+", "üßþ")]
    [InlineData("aGk", "hi")]
    [InlineData("aGk=", "hi")]
    [InlineData("aG\r\nk=", "hi")]
    [InlineData("aGk=aGk=", "hihi")]
    [InlineData("aGl!", "hi")]
    [InlineData("a", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Decodes_what_is_there(string? data, string text)
    {
        Assert.Equal(text, Encoding.UTF8.GetString(LenientBase64.Decode(data)));
    }

    [Property]
    public bool Gives_back_what_was_encoded(byte[] bytes) =>
        LenientBase64.Decode(Base64Url.EncodeToString(bytes)).AsSpan().SequenceEqual(bytes)
        && LenientBase64.Decode(Convert.ToBase64String(bytes)).AsSpan().SequenceEqual(bytes);

    [Property]
    public bool Never_throws(string? data) => LenientBase64.Decode(data).Length <= (data?.Length ?? 0);
}
