using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using FsCheck.Xunit;
using GmailMcp.Mail.Composing;

namespace GmailMcp.Tests.Mail.Composing;

/// <summary>What a receiver sees of Markdown.</summary>
public sealed partial class MarkdownHtmlTests
{
    private static readonly string[] Allowed =
    [
        "html", "head", "body", "p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "em", "strong", "del", "code", "pre", "ul", "ol", "li",
        "blockquote", "a", "img", "hr", "table", "thead", "tbody", "tr", "th", "td",
    ];

    // What CommonMark says is its library's to test; these are what mail needs and what we took away or added.
    public static TheoryData<string, string> Examples { get; } = new()
    {
        { "Hello *you* and **you**, ~~gone~~ ~not", "<p>Hello <em>you</em> and <strong>you</strong>, <del>gone</del> ~not</p>" },
        { "Best,\nAnn", "<p>Best,<br />\nAnn</p>" },
        { "Ann\n-- \nher name", "<p>Ann<br />\n--<br />\nher name</p>" },
        { "Title\n===\nSub\n---\n# One", "<p>Title<br />\n===<br />\nSub<br />\n---</p>\n<h1>One</h1>" },
        { "> a\n> > b", "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>" },
        { "    a < b", "<pre><code>a &lt; b\n</code></pre>" },
        {
            "| a | b |\n|---|--:|\n| *x* | 1 \\| 2 |",
            "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><em>x</em></td>\n<td>1 | 2</td>\n</tr>\n"
            + "</tbody>\n</table>"
        },
        { "[a *b*](https://x.example/?a=1&b=2 \"T\")", "<p><a href=\"https://x.example/?a=1&amp;b=2\" title=\"T\">a <em>b</em></a></p>" },
        { "[m](<mailto:a@b.example>) [t](tel:+123)", "<p><a href=\"mailto:a@b.example\">m</a> <a href=\"tel:+123\">t</a></p>" },
        { "[x][1]\n\n[1]: https://x.example", "<p><a href=\"https://x.example\">x</a></p>" },
        { "[x][1]\n\n[1]: javascript:alert(1)", "<p>[x][1]</p>" },
        { "![a \"q\"](cid:logo)", "<p><img src=\"cid:logo\" alt=\"a &quot;q&quot;\" /></p>" },
        {
            "<https://a.example> <a@b.example> (https://c.example/x_y), www.d.example",
            "<p><a href=\"https://a.example\">https://a.example</a> <a href=\"mailto:a@b.example\">a@b.example</a> "
            + "(<a href=\"https://c.example/x_y\">https://c.example/x_y</a>), <a href=\"http://www.d.example\">www.d.example</a></p>"
        },
        {
            "[*a*](javascript:alert(1)) ![b](data:image/png;base64,AA) [c](//d.example) <ftp://e.example> []",
            "<p>[*a*](javascript:alert(1)) ![b](data:image/png;base64,AA) [c](//d.example) &lt;ftp://e.example&gt; []</p>"
        },
        { "<script>x</script>\n<div onclick=\"z\">", "<p>&lt;script&gt;x&lt;/script&gt;<br />\n&lt;div onclick=&quot;z&quot;&gt;</p>" },
        { "AT&amp;T &#8364; R&D", "<p>AT&amp;T € R&amp;D</p>" },
        { "", "" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Markdown_becomes_the_HTML_that_it_means(string markdown, string expected)
    {
        Assert.Equal(expected, Body(markdown));
        Assert.Equal(expected, Body(markdown.Replace("\n", "\r\n", StringComparison.Ordinal)));
    }

    [Property(Arbitrary = [typeof(HostileMarkdown)], MaxTest = 1000)]
    public void Nothing_in_it_becomes_an_element_or_a_link_of_another_kind(HostileMarkdown markdown)
    {
        var document = new HtmlParser().ParseDocument(MarkdownHtml.Convert(markdown.Value));

        Assert.All(document.All, element => Assert.Contains(element.LocalName, Allowed));
        Assert.All(document.All, element => Assert.DoesNotContain(element.Attributes, one => one.Name.StartsWith("on", StringComparison.Ordinal)));
        Assert.All(
            document.QuerySelectorAll("a"), link => Assert.Matches("^(?i)(https?://|mailto:|tel:).", link.GetAttribute("href")));
        Assert.All(document.QuerySelectorAll("img"), picture => Assert.Matches("^(?i)(https?://|cid:).", picture.GetAttribute("src")));
        Assert.Empty(document.QuerySelectorAll("a a"));
    }

    [Property(Arbitrary = [typeof(HostileMarkdown)], MaxTest = 1000)]
    public void What_stands_last_is_not_lost(HostileMarkdown markdown)
    {
        var text = new HtmlParser().ParseDocument(MarkdownHtml.Convert($"{markdown.Value}\n\nlastword")).Body!.TextContent;

        Assert.EndsWith("lastword", text.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*a ")]
    [InlineData("_a *b~ ")]
    [InlineData("[")]
    [InlineData("![")]
    [InlineData("[a](")]
    [InlineData("[a](https://x.example/(")]
    [InlineData("`a``")]
    [InlineData("<a@")]
    [InlineData("> ")]
    [InlineData("1. ")]
    [InlineData("- a\n  ")]
    [InlineData("a|b\n-|-\n")]
    public void The_longest_text_of_marks_becomes_HTML_or_is_refused(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, MarkdownHtml.MaxLengthInChars / piece.Length));

        Assert.True(Record.Exception(() => Assert.EndsWith("</html>\n", MarkdownHtml.Convert(text))) is null or ComposeException);
    }

    [Fact]
    public void A_text_that_is_too_long_for_it_is_refused() =>
        Assert.Contains("100,000", Assert.Throws<ComposeException>(() => MarkdownHtml.Convert(new string('a', 100_001))).Message);

    private static string Body(string markdown)
    {
        var html = MarkdownHtml.Convert(markdown);
        var body = html["<!DOCTYPE html>\n<html><body>\n".Length..^"</body></html>\n".Length].TrimEnd('\n');
        return Styles().Replace(body, "");
    }

    [GeneratedRegex(" style=\"[^\"]*\"")]
    private static partial Regex Styles();
}
