using System.Text;
using FsCheck.Xunit;
using GmailMcp.Mail.Composing;
using MimeKit.Utils;

namespace GmailMcp.Tests.Mail.Composing;

[Properties(Arbitrary = [typeof(HostileText)], MaxTest = 300)]
public sealed class EncodedWordsTests
{
    [Property]
    public bool Read_back_as_the_text(HostileText text)
    {
        var words = string.Join("\r\n ", EncodedWords.Encode(text.Value, 60));
        return Rfc2047.DecodeText(Encoding.ASCII.GetBytes(words)) == text.Value;
    }

    [Property]
    public bool Have_at_most_75_characters_each(HostileText text)
    {
        var words = EncodedWords.Encode(text.Value, 60);
        return words.All(word => word.Length <= 75) && (words.Count == 0 || words[0].Length <= 60);
    }

    [Property]
    public bool Hold_whole_characters_each(HostileText text)
    {
        var written = text.Value.Replace('\uFFFD', '?');
        return EncodedWords.Encode(written)
            .All(word => !Rfc2047.DecodeText(Encoding.ASCII.GetBytes(word)).Contains('\uFFFD'));
    }

    [Fact]
    public void Are_readable_where_most_letters_are_Latin()
    {
        Assert.Equal(["=?utf-8?Q?Gr=C3=BC=C3=9Fe_aus_Bonn?="], EncodedWords.Encode("Grüße aus Bonn"));
    }
}
