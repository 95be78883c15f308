using System.Diagnostics;
using AngleSharp.Html.Parser;
using FsCheck.Xunit;
using GmailMcp.Mail.Composing;

namespace GmailMcp.Tests.Mail.Composing;

/// <summary>What a receiver sees of Markdown.</summary>
public sealed class MarkdownHtmlTests
{
    private static readonly string[] Allowed =
    [
        "html", "head", "body", "p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "em", "strong", "del", "code", "pre", "ul", "ol", "li",
        "blockquote", "a", "img", "hr", "table", "tbody", "tr", "th", "td",
    ];

    public static TheoryData<string, string> Examples { get; } = new()
    {
        { "Hello *you* and **you**, ***both***.", "<p>Hello <em>you</em> and <strong>you</strong>, <em><strong>both</strong></em>.</p>" },
        { "snake_case_name stays, _this_ not, 2*3*4 is", "<p>snake_case_name stays, <em>this</em> not, 2<em>3</em>4 is</p>" },
        { "**a *b* c** ~~gone~~ ~not", "<p><strong>a <em>b</em> c</strong> <del>gone</del> ~not</p>" },
        { "*a **b* c**", "<p><em>a <em><em>b</em> c</em></em></p>" },
        { "*no\\* `a*b` ``x`y`` `open", "<p>*no* <code>a*b</code> <code>x`y</code> `open</p>" },
        { "one\ntwo  \nthree\\\nfour", "<p>one\ntwo<br>\nthree<br>\nfour</p>" },
        { "# One\n###### Six ##\n####### seven\nTitle\n===\nSub\n---", "<h1>One</h1>\n<h6>Six</h6>\n<h1>####### seven\nTitle</h1>\n<h2>Sub</h2>" },
        { "Ann\n-- \nher name", "<p>Ann\n--\nher name</p>" },
        { "a\n\n***\n\nb", "<p>a</p>\n<hr>\n<p>b</p>" },
        { "- a\n- b\n  - c\n    more\n- d", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c\nmore</li>\n</ul></li>\n<li>d</li>\n</ul>" },
        { "3. a\n4. b\n\ntext", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n<p>text</p>" },
        { "1. a\n\n   b\n2. c", "<ol>\n<li><p>a</p>\n<p>b</p></li>\n<li><p>c</p></li>\n</ol>" },
        { "- a\n+ b\n\n1975. was", "<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>\n<ol start=\"1975\">\n<li>was</li>\n</ol>" },
        { "In\n1975. it was\n- and", "<p>In\n1975. it was</p>\n<ul>\n<li>and</li>\n</ul>" },
        { "-\n\ntext", "<ul>\n<li></li>\n</ul>\n<p>text</p>" },
        { "-\ta\n\n\tb", "<ul>\n<li><p>a</p>\n<p>b</p></li>\n</ul>" },
        { "```c#\na < b\n  *x*\n```\nend", "<pre><code>a &lt; b\n  *x*\n</code></pre>\n<p>end</p>" },
        { "~~~\nopen", "<pre><code>open\n</code></pre>" },
        { "    code\n\n    more\ntext", "<pre><code>code\n\nmore\n</code></pre>\n<p>text</p>" },
        { "> a\nlazy\n> > b\n\nend", "<blockquote>\n<p>a\nlazy</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>\n<p>end</p>" },
        {
            "| a | b |\n|---|--:|\n| *x* | 1 \\| 2 |\n| y |\n\nend",
            "<table>\n<tr><th left>a</th><th right>b</th></tr>\n<tr><td left><em>x</em></td><td right>1 | 2</td></tr>\n"
            + "<tr><td left>y</td><td right></td></tr>\n</table>\n<p>end</p>"
        },
        { "a | b\nnot a table", "<p>a | b\nnot a table</p>" },
        { "[a *b*](https://x.example/?a=1&b=2 \"T\")", "<p><a href=\"https://x.example/?a=1&amp;b=2\" title=\"T\">a <em>b</em></a></p>" },
        { "[m](<mailto:a@b.example>) [(x)](https://x.example/(y))", "<p><a href=\"mailto:a@b.example\">m</a> <a href=\"https://x.example/(y)\">(x)</a></p>" },
        { "![a [b](https://c.example) \"q\"](cid:logo)", "<p><img src=\"cid:logo\" alt=\"a b &quot;q&quot;\"></p>" },
        { "[a [b](https://c.example)](https://d.example)", "<p>[a <a href=\"https://c.example\">b</a>](<a href=\"https://d.example\">https://d.example</a>)</p>" },
        { "[https://a.example](https://b.example)", "<p><a href=\"https://b.example\">https://a.example</a></p>" },
        {
            "<https://a.example> <a@b.example> (https://c.example/x_y), xhttps://d.example",
            "<p><a href=\"https://a.example\">https://a.example</a> <a href=\"mailto:a@b.example\">a@b.example</a> "
            + "(<a href=\"https://c.example/x_y\">https://c.example/x_y</a>), xhttps://d.example</p>"
        },
        { "[a](javascript:alert(1)) ![b](data:image/png;base64,AA) [c](//d.example) []", "<p>[a](javascript:alert(1)) ![b](data:image/png;base64,AA) [c](//d.example) []</p>" },
        { "<script>x</script> <b>y</b>\n<div onclick=\"z\">", "<p>&lt;script&gt;x&lt;/script&gt; &lt;b&gt;y&lt;/b&gt;\n&lt;div onclick=&quot;z&quot;&gt;</p>" },
        { "AT&amp;T &#8364; &copy R&D &nonsense", "<p>AT&amp;T &#8364; &amp;copy R&amp;D &amp;nonsense</p>" },
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
    public void No_word_is_lost(HostileMarkdown markdown)
    {
        var text = new HtmlParser().ParseDocument(MarkdownHtml.Convert($"{markdown.Value}\n\nlastword")).Body!.TextContent;

        Assert.EndsWith("lastword", text.TrimEnd(), StringComparison.Ordinal);
        Assert.True(
            Count(markdown.Value, "word") <= Count(text, "word") + Hidden(markdown.Value), $"{markdown.Value}\n→ {text}");

        // In a picture's words, a title or a target it is no text.
        static int Hidden(string markdown) => markdown.Contains("](", StringComparison.Ordinal) ? int.MaxValue / 2 : 0;
    }

    [Theory]
    [InlineData("*a ")]
    [InlineData("a* ")]
    [InlineData("*a_ ")]
    [InlineData("**a*b")]
    [InlineData("_a *b~ ")]
    [InlineData("[")]
    [InlineData("![")]
    [InlineData("[a](")]
    [InlineData("[a](b ")]
    [InlineData("[a](<b ")]
    [InlineData("[a](https://x.example \"")]
    [InlineData("[a](https://x.example/(")]
    [InlineData("[a](<https://x.example/")]
    [InlineData("![a](cid:x)")]
    [InlineData("[a](https://x.example)")]
    [InlineData("]")]
    [InlineData("`a``")]
    [InlineData("`")]
    [InlineData("&")]
    [InlineData("&a")]
    [InlineData("<")]
    [InlineData("<a@")]
    [InlineData("https://x.example/)")]
    [InlineData("https://")]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("1. ")]
    [InlineData("> a\n")]
    [InlineData("- a\n  ")]
    [InlineData("- a\n\n")]
    [InlineData("a\n")]
    [InlineData("|")]
    [InlineData("|a")]
    [InlineData("|-")]
    [InlineData("a|b\n-|-\n")]
    [InlineData("```\n")]
    [InlineData("~~~ x\n")]
    [InlineData("\t")]
    [InlineData("\\")]
    [InlineData("#")]
    [InlineData("===\n")]
    [InlineData("- - -\n")]
    public void Time_grows_with_length_only(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 400_000 / piece.Length));
        MarkdownHtml.Convert(text[..1000]);
        var clock = Stopwatch.StartNew();

        MarkdownHtml.Convert(text);

        // Half a second on a busy machine; quadratic takes minutes.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static string Body(string markdown)
    {
        var html = MarkdownHtml.Convert(markdown);
        var body = html["<!DOCTYPE html>\n<html><body>\n".Length..^"</body></html>\n".Length].TrimEnd('\n');
        return body
            .Replace(" style=\"background:#f5f5f5;padding:8px\"", "", StringComparison.Ordinal)
            .Replace(" style=\"margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex\"", "", StringComparison.Ordinal)
            .Replace(" style=\"border-collapse:collapse\"", "", StringComparison.Ordinal)
            .Replace("style=\"border:1px solid #ccc;padding:4px 8px;text-align:left\"", "left", StringComparison.Ordinal)
            .Replace("style=\"border:1px solid #ccc;padding:4px 8px;text-align:right\"", "right", StringComparison.Ordinal);
    }

    private static int Count(string text, string word) => text.Split(word).Length - 1;
}
