using System.Text;
using FsCheck.Xunit;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Tests.Mail.Reading;

public sealed class CharsetTextTests
{
    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1251")]
    [InlineData("iso-2022-jp")]
    [InlineData("utf-16")]
    [InlineData("no-such-charset")]
    [InlineData(null)]
    public void Believes_the_bytes_when_they_are_UTF8(string? declared)
    {
        Assert.Equal("Grüße, 日本", CharsetText.Decode("Grüße, 日本"u8, declared).Text);
    }

    [Theory]
    [InlineData("iso-2022-jp", "日本語")]
    [InlineData("shift_jis", "日本語テスト")]
    [InlineData("windows-1251", "Привет, мир")]
    [InlineData("koi8-r", "Привет, мир")]
    [InlineData("gb18030", "你好，世界")]
    [InlineData("big5", "你好世界")]
    [InlineData("ks_c_5601-1987", "안녕하세요")]
    [InlineData("iso-2022-kr", "안녕하세요")]
    [InlineData("hz-gb-2312", "你好")]
    [InlineData("utf-16", "Grüße")]
    [InlineData("iso-8859-15", "5 € für Öl")]
    public void Uses_the_declared_charset_where_the_bytes_are_still_in_it(string charset, string text)
    {
        Assert.Equal(text, CharsetText.Decode(Encoding.GetEncoding(charset).GetBytes(text), charset).Text);
    }

    [Fact]
    public void Knows_ISO_2022_JP_by_its_escapes_when_another_charset_is_declared()
    {
        Assert.Equal("日本語", CharsetText.Decode(Encoding.GetEncoding("iso-2022-jp").GetBytes("日本語"), "utf-8").Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("utf-8")]
    [InlineData("us-ascii")]
    [InlineData("x-unknown")]
    public void Falls_back_to_windows_1252(string? declared)
    {
        var bytes = Encoding.GetEncoding(1252).GetBytes("“5 € für Öl”");

        Assert.Equal("“5 € für Öl”", CharsetText.Decode(bytes, declared).Text);
    }

    [Theory]
    [InlineData("Été à la plage, où l'on mangeait déjà des crêpes fourrées à la crème, ça c'était bien.")]
    [InlineData("Größere Übungen für Bäcker: süße Brötchen, weiße Soße, Öl.")]
    [InlineData("¿Mañana? ¡Sí! El niño comió piñas, melón y plátanos en la excursión.")]
    [InlineData("Não há amanhã à tarde; são opções e informações, à mão.")]
    [InlineData("Å ä ö är på ön; räksmörgås åt alla i Växjö.")]
    public void Takes_no_Western_text_for_another(string text)
    {
        Assert.Equal(text, CharsetText.Decode(Encoding.GetEncoding(1252).GetBytes(text), "us-ascii").Text);
    }

    [Fact]
    public void Prints_the_euro_and_the_quotes_of_windows_1252_that_was_converted_as_Latin1()
    {
        var converted = Encoding.UTF8.GetBytes("219,90 \u0080, \u0084geölt\u0093");

        Assert.Equal("219,90 €, „geölt“", CharsetText.Decode(converted, "iso-8859-1").Text);
        Assert.Equal("219,90 \u0080, \u0084geölt\u0093", CharsetText.Decode(converted, "utf-8").Text);
    }

    [Fact]
    public void Reads_UTF16_without_its_mark()
    {
        Assert.Equal("Hello, Ben.", CharsetText.Decode(Encoding.BigEndianUnicode.GetBytes("Hello, Ben."), null).Text);
    }

    [Fact]
    public void Keeps_UTF8_with_a_damaged_place_and_says_so()
    {
        byte[] bytes = [.. "Привет, "u8, 0xD0, .. "мир"u8];

        var (text, isDamaged) = CharsetText.Decode(bytes, "utf-8");

        Assert.Equal("Привет, \uFFFDмир", text);
        Assert.True(isDamaged);
    }

    [Fact]
    public void Drops_the_byte_order_mark()
    {
        Assert.Equal("Hi", CharsetText.Decode([0xEF, 0xBB, 0xBF, (byte)'H', (byte)'i'], null).Text);
    }

    [Property]
    public bool Never_throws(byte[] bytes, string? charset) => CharsetText.Decode(bytes, charset).Text is not null;
}
