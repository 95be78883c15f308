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

    [Fact]
    public void Mutated_bodies_are_read_without_a_crash_or_a_hang()
    {
        var times = int.TryParse(Environment.GetEnvironmentVariable("GMAIL_MCP_FUZZ_HTML"), out var set) ? set : 2_000;
        var seeds = Directory.GetFiles(PaintedWords.Corpus, "*.html").Select(File.ReadAllText)
            .Concat(PaintedWords.RealPages is { } real ? Directory.GetFiles(real, "*.html").Select(File.ReadAllText) : [])
            .Select(page => page.Length > 40_000 ? page[..40_000] : page).ToArray();
        var slow = new List<string>();
        var chance = new Random(20261125);
        for (var i = 0; i < times; i++)
        {
            var page = Mutated(seeds, chance);
            var watch = Stopwatch.StartNew();
            _ = SomeHtml.Read(page);
            if (watch.Elapsed > Longest)
            {
                slow.Add($"round {i}: {watch.Elapsed}");
            }
        }

        Assert.Empty(slow);
    }

    private static string Mutated(string[] seeds, Random chance)
    {
        var page = new StringBuilder(seeds[chance.Next(seeds.Length)]);
        var other = seeds[chance.Next(seeds.Length)];
        for (var i = chance.Next(1, 12); i > 0 && page.Length > 10; i--)
        {
            var at = chance.Next(page.Length);
            var length = Math.Min(chance.Next(1, 200), page.Length - at);
            switch (chance.Next(6))
            {
                case 0:
                    page.Remove(at, length);
                    break;
                case 1:
                    page.Insert(at, page.ToString(at, length));
                    break;
                case 2:
                    var from = chance.Next(other.Length);
                    page.Insert(at, other.AsSpan(from, Math.Min(length, other.Length - from)));
                    break;
                case 3:
                    page[at] = (char)chance.Next(0x10000);
                    break;
                case 4:
                    page.Insert(at, "<>\"'{}();:!@\\/*&#"[chance.Next(17)]);
                    break;
                default:
                    page.Insert(at, Tokens[chance.Next(Tokens.Length)]);
                    break;
            }
        }

        return page.ToString();
    }

    private static readonly string[] Tokens =
    [
        "<table>", "</table>", "<td colspan=99>", "<a href='//x'>", "<style>", "</style>", "<svg>", "<template>", "style='font:0/0 a'",
        "calc(1px+(2em*", "@media(", "var(--a,", "rgb(1 2 3/", "&#x202e;", "<!--[if", "<pre>", "<select>", "<li value=-1>", "\ud83d", "\ude00",
        "#\\000041", "clip-path:polygon(", "inset(1% 2% 3%)", "margin: 1px 2px 3px 4px 5px", "background: / / url(", "<base href=x:>",
        "href=https://[::", "https://urldefense.com/v3/__a*b__;!!", "<ol start=99999999999>", "<input type=hidden>",
    ];

    private static string Many(string piece, int times) => new StringBuilder(piece.Length * times).Insert(0, piece, times).ToString();
}
