using GmailMcp.Mail.Html;
using Testing;

namespace GmailMcp.Tests.Mail.Html;

public sealed class HtmlToMarkdownTests
{
    public static TheoryData<string> Letters =>
        [.. Directory.GetFiles(PaintedWords.Corpus, "mail-*.html").Select(Path.GetFileNameWithoutExtension).Order().OfType<string>()];

    [Theory]
    [MemberData(nameof(Letters))]
    public void A_letter_reads_like_this(string name)
    {
        var reading = SomeHtml.Read(File.ReadAllText(Path.Combine(PaintedWords.Corpus, name + ".html")));
        var links = reading.Links.Select(link => $"#{link.Number} {link.Target}{(link.IsDeceptive ? " (deceptive)" : "")}");

        Golden.Matches(
            $"Corpus/{name}.md",
            $"{reading.Markdown}\n\n=====\nhidden: {reading.HiddenCharacters}, notes: {reading.Notes}\n{string.Join('\n', links)}");
    }

    [Theory]
    [InlineData("<h1>One</h1><h2>Two</h2><p>Text", "# One\n\n## Two\n\nText")]
    [InlineData("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c")]
    [InlineData("<ol start=3><li>a<li><p>b</p><p>c</p></ol>", "3. a\n4. b\n\n   c")]
    [InlineData("<div>a</div><div>b</div>", "a\nb")]
    [InlineData("a<br>b<br><br><br>c", "a\nb\n\nc")]
    [InlineData("<p>a<hr><p>b", "a\n\n---\n\nb")]
    [InlineData("<blockquote>a<br>b<blockquote>c</blockquote></blockquote>", "> a\n> b\n>\n> > c")]
    [InlineData("<pre>a  b\n  ```c</pre>", "````\na  b\n  ```c\n````")]
    [InlineData("Run <code>a`b</code> now", "Run `` a`b `` now")]
    [InlineData("was <s>$50</s> now $30", "was ~~$50~~ now $30")]
    [InlineData("x<sup>2</sup> H<sub>2</sub>O", "x2 H2O")]
    [InlineData("<p># not a heading</p><p>#sale</p><p>&gt; no quote</p><p>| no | table</p>", "\\# not a heading\n\n#sale\n\n\\> no quote\n\n\\| no | table")]
    [InlineData("<img src=x alt='Our shop'> <img src=y><img src=z width=1 height=1 alt=t>", "[image: Our shop]")]
    [InlineData("<table><tr><th>Item<th>Price<tr><td>Tea|mug<td>$5</table>", "| Item | Price |\n|---|---|\n| Tea\\|mug | $5 |")]
    [InlineData("<table><tr><td>Home<td>Shop</table>", "Home  Shop")]
    [InlineData("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>", "a  b\nc  d")]
    [InlineData("<table><tr><td><p>Long story</p><p>of two</p><td>x<tr><td>a<td>b</table>", "Long story\n\nof two\n\nx\n\na  b")]
    [InlineData("<input type=checkbox checked> Yes <select><option>A<option selected>B</select> <button>Send</button>", "[x] Yes B Send")]
    [InlineData("&lt;b&gt; &amp;amp; &copy;", "<b> &amp; ©")]
    [InlineData("", "")]
    [InlineData("plain text", "plain text")]
    public void Structure_becomes_Markdown(string html, string markdown) =>
        Assert.Equal(markdown, SomeHtml.Read(html).Markdown);

    [Fact]
    public void Hidden_text_is_left_out_and_counted()
    {
        var reading = SomeHtml.Read("<p>Hi</p><div style='display:none'>secret words</div><p>pay\u200Bpal</p>");

        Assert.Equal("Hi\n\npaypal", reading.Markdown);
        Assert.Equal(12, reading.HiddenCharacters);
        Assert.Equal(HtmlNotes.HiddenTextRemoved, reading.Notes);
    }
}
