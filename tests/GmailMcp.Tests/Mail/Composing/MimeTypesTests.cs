using System.Text;
using GmailMcp.Mail.Composing;

namespace GmailMcp.Tests.Mail.Composing;

public sealed class MimeTypesTests
{
    [Theory]
    [InlineData("report.pdf", "application/pdf")]
    [InlineData("REPORT.PDF", "application/pdf")]
    [InlineData("archive.tar.gz", "application/gzip")]
    [InlineData("README", "application/octet-stream")]
    [InlineData("data.", "application/octet-stream")]
    [InlineData("strange.xyzzy", "application/octet-stream")]
    public void Go_by_the_extension(string fileName, string mimeType)
    {
        Assert.Equal(mimeType, MimeTypes.FromFileName(fileName));
    }

    [Theory]
    [InlineData("%PDF-1.7", "application/pdf")]
    [InlineData("\u0089PNG\r\n\u001A\n", "image/png")]
    [InlineData("ÿØÿà", "image/jpeg")]
    [InlineData("GIF89a", "image/gif")]
    [InlineData("RIFF0000WEBPVP8 ", "image/webp")]
    [InlineData("RIFF0000WAVEfmt ", "application/octet-stream")]
    [InlineData("PK\u0003\u0004", "application/zip")]
    [InlineData("hello", "application/octet-stream")]
    [InlineData("", "application/octet-stream")]
    public void Go_by_the_first_bytes(string start, string mimeType)
    {
        Assert.Equal(mimeType, MimeTypes.FromContent(Encoding.Latin1.GetBytes(start)));
    }
}
