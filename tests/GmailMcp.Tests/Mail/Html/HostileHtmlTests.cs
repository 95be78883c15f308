using System.Diagnostics;
using System.Text;
using GmailMcp.Mail.Html;

namespace GmailMcp.Tests.Mail.Html;

/// <summary>Markup made to cost: it ends soon, with a note where something was left out.</summary>
public sealed class HostileHtmlTests
{
    /// <summary>The converter's own limits add up to well under a second; the rest is for a busy machine.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Names => [.. Bodies.Keys];

    private static Dictionary<string, Func<string>> Bodies { get; } = new()
    {
        ["entities"] = () => Many("&nvap;&#x1F4A9;&bogus;&amp", 100_000),
        ["nested tables"] = () => Many("<table><tr><td>", 100_000) + "deep",
        ["nested divs"] = () => Many("<div>", 100_000) + "deep",
        ["nested formatting"] = () => Many("<b><i><font>", 50_000) + "deep",
        ["nested lists"] = () => Many("<ul><li>", 50_000) + "deep",
        ["nested quotes"] = () => Many("<blockquote>x", 50_000),
        ["quotes around many lines"] = () => Many("<blockquote>", 390) + Many("<br>x", 50_000),
        ["lists around many lines"] = () => Many("<ul><li>", 190) + Many("<br>x", 50_000),
        ["tables to the depth limit"] = () => Many("<table><tr><td>", 1_000) + Many("word ", 20_000),
        ["divs to the depth limit"] = () => Many("<div style='color:#000;font-size:1em'>", 1_000) + Many("word ", 20_000),
        ["nested links"] = () => Many("<a href=https://a.example>x", 50_000),
        ["rules by elements"] = () =>
            $"<style>{string.Concat(Enumerable.Range(0, 3_000).Select(i => $"div p:nth-child({i}n) {{color:#{i:x6}}}"))}</style>"
            + Many("<p>x</p>", 9_000),
        ["universal rules"] = () =>
            $"<style>{string.Concat(Enumerable.Range(0, 3_000).Select(i => $"*[a{i}] {{color:red}}"))}</style>" + Many("<p>x</p>", 9_000),
        ["giant attribute"] = () => $"<p style=\"{Many("color:red;", 150_000)}\" class=\"{Many("a ", 200_000)}\">seen</p>",
        ["many classes by elements"] = () => Many($"<p class=\"{Many("a b c d ", 30)}\">x</p>", 5_000),
        ["nested css"] = () => $"<style>{Many("@media screen{", 50_000)}</style>seen",
        ["nested rules"] = () => $"<style>{Many("a,b{", 50_000)}color:red</style>seen",
        ["nested selectors"] = () => $"<style>{Many(":not(", 50_000)}{{color:red}}</style>seen",
        ["endless comment"] = () => $"<style>/*{Many("* /", 300_000)}</style>seen",
        ["many comments"] = () => $"<style>{Many("/*", 300_000)}</style>seen",
        ["nested calc"] = () => $"<p style=\"width:{Many("calc(", 300)}1px\">seen</p>" + Many("<i style='width:calc(1px*(2*(3*(4))))'>x</i>", 5_000),
        ["brackets"] = () => $"<style>{Many("a[b='", 100_000)}</style>seen",
        ["unclosed tags"] = () => Many("<p <b <i ", 100_000),
        ["one long word"] = () => $"<pre>{Many("`", 500_000)}</pre>",
        ["one long link"] = () => $"<a href=\"https://a.example/{Many("(", 500_000)}\">x</a>",
        ["many links"] = () => string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<a href=https://a.example/{i}>x</a> ")),
        ["wide rows"] = () => $"<table>{Many($"<tr>{Many("<td colspan=1000>x", 100)}", 500)}</table>",
        ["tags of Unicode"] = () => Many("a\U000E0041\u202E", 100_000),
        ["invisible runs"] = () => Many("\u200B", 500_000),
        ["nested svg and math"] = () => Many("<svg><math><foreignObject>", 30_000),
        ["nested templates"] = () => Many("<template>", 30_000),
        ["nested select and forms"] = () => Many("<form><select><option>", 30_000),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Ends_soon(string name)
    {
        var html = Bodies[name]();
        var watch = Stopwatch.StartNew();

        var reading = SomeHtml.Read(html);

        Assert.True(watch.Elapsed < Longest, $"{name}: {watch.Elapsed}");
        Assert.True(reading.Markdown.Length <= (6 * html.Length) + 1_000, $"{name}: {reading.Markdown.Length} from {html.Length}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {watch.ElapsedMilliseconds} ms, {reading.Notes}");
    }

    [Fact]
    public void Says_that_style_sheets_were_too_costly()
    {
        var reading = SomeHtml.Read(Bodies["universal rules"]());

        Assert.True(reading.Notes.HasFlag(HtmlNotes.CssBudgetHit));
    }

    [Fact]
    public void Says_that_the_end_is_missing()
    {
        var reading = SomeHtml.Read("<p>" + Many("word ", 1_000), new HtmlOptions { MaxCharacters = 1_000 });

        Assert.True(reading.Notes.HasFlag(HtmlNotes.PartlyConverted));
    }

    [Fact]
    public void Strips_tags_where_parsing_would_take_too_long()
    {
        var reading = SomeHtml.Read(
            "<style>p{}</style>" + Many("<div>", 200_000) + "<p>The code is 4711&nbsp;&amp; valid.</p>",
            new HtmlOptions { ParseTime = TimeSpan.FromMilliseconds(50) });

        Assert.Equal("The code is 4711 & valid.", reading.Markdown);
        Assert.Equal(HtmlNotes.PlainFallback, reading.Notes);
    }

    [Fact]
    public void Stops_when_the_caller_does()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => HtmlToMarkdown.Convert(Many("<p>x", 10_000), null, stopped.Token));
    }

    private static string Many(string piece, int times) => new StringBuilder(piece.Length * times).Insert(0, piece, times).ToString();
}
