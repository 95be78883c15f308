using System.Text;
using FsCheck.Xunit;

namespace Gmail.Tests;

public sealed class Base64UrlTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Zg", "f")]
    [InlineData("Zg==", "f")]
    [InlineData("Zm8", "fo")]
    [InlineData("Zm8=", "fo")]
    [InlineData("Zm9v", "foo")]
    [InlineData("Zm9v\r\nYmFy\n", "foobar")]
    public void Reads_with_and_without_padding(string text, string expected) =>
        Assert.Equal(expected, Encoding.ASCII.GetString(Base64Url.Decode(text)));

    [Fact]
    public void Reads_both_alphabets()
    {
        byte[] expected = [0xfb, 0xef, 0xff];
        Assert.Equal(expected, Base64Url.Decode("--__"));
        Assert.Equal(expected, Base64Url.Decode("++//"));
    }

    [Theory]
    [InlineData("Z")]
    [InlineData("Zm9vY")]
    [InlineData("Zm 9v")]
    [InlineData("Zm9v!")]
    [InlineData("Zg=a")]
    [InlineData("Zg=")]
    [InlineData("=")]
    [InlineData("Zm9vé")]
    [InlineData("Zm9v\0")]
    public void Refuses_what_is_no_base64(string text)
    {
        Assert.False(Base64Url.TryDecode(text, out var bytes));
        Assert.Null(bytes);
        Assert.Throws<FormatException>(() => Base64Url.Decode(text));
    }

    [Fact]
    public void Writes_the_alphabet_of_urls_without_padding() =>
        Assert.Equal("--__-w", Base64Url.Encode([0xfb, 0xef, 0xff, 0xfb]));

    [Property(MaxTest = 300)]
    public bool Reads_back_what_it_writes(byte[] bytes) =>
        Base64Url.Decode(Base64Url.Encode(bytes)).AsSpan().SequenceEqual(bytes);

    [Fact]
    public void Reads_text_longer_than_its_piece()
    {
        var bytes = Enumerable.Range(0, 10_001).Select(i => (byte)(i * 7)).ToArray();
        Assert.Equal(bytes, Base64Url.Decode(Convert.ToBase64String(bytes)));
    }
}
