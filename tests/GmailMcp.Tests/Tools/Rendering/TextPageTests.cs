using GmailMcp.Tools;
using GmailMcp.Tools.Rendering;

namespace GmailMcp.Tests.Tools.Rendering;

public class TextPageTests
{
    public static TheoryData<string> Texts => new()
    {
        string.Join("\n\n", Enumerable.Range(0, 200).Select(number => $"Paragraph {number} of the letter, which is of some length.")),
        string.Join("\n", Enumerable.Range(0, 900).Select(number => $"Line {number}")),
        string.Concat(Enumerable.Range(0, 900).Select(number => $"Sentence {number}. ")),
        new string('x', 5000),
        string.Concat(Enumerable.Repeat("👩‍👩‍👧", 700)),
        string.Concat(Enumerable.Repeat("日本語の文章です。", 300)),
        "Short.",
        "",
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void All_pages_joined_are_the_text(string text)
    {
        var joined = "";
        for (int? offset = 0; offset is { } next;)
        {
            var page = TextPage.Cut(text, TextPage.ShortestLength, next);
            Assert.InRange(page.Text.Length, Math.Min(1, text.Length), TextPage.ShortestLength);
            Assert.False(page.Text.Length > 0 && char.IsHighSurrogate(page.Text[^1]));
            joined += page.Text;
            offset = page.NextOffset;
        }

        Assert.Equal(text, joined);
    }

    [Fact]
    public void Ends_where_a_paragraph_does()
    {
        var page = TextPage.Cut(new string('a', 400) + "\n\n" + new string('b', 400) + ". " + new string('c', 400), 500, 0);

        Assert.Equal(402, page.Text.Length);
        Assert.Equal(
            "Cut: characters 0 to 402 of 1204. For the rest call again with offset=402 (or a larger maxChars).", page.Note);
    }

    [Fact]
    public void A_whole_text_has_no_note() => Assert.Null(TextPage.Cut("Short.", 500, 0).Note);

    [Theory]
    [InlineData(499, 0, "maxChars must be 500 to 200000; got 499.")]
    [InlineData(200_001, 0, "maxChars must be 500 to 200000; got 200001.")]
    [InlineData(500, -1, "offset must be 0 to 5")]
    [InlineData(500, 6, "offset must be 0 to 5")]
    public void Refuses_numbers_out_of_bounds(int maxChars, int offset, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<ToolException>(() => TextPage.Cut("Short.", maxChars, offset)).Message, StringComparison.Ordinal);
}
