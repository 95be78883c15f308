using System.Globalization;
using System.Text;

namespace GmailMcp.Tests.Mail.Html;

/// <summary>The corpus with damage: characters changed, cut, repeated, and pieces of one page in another. More of them, and
/// larger ones, by GMAIL_MCP_FUZZ_HTML.</summary>
public sealed class MutatedHtmlTests
{
    private const int DefaultCount = 2_000;
    private const int Seed = 20261125;

    [Fact]
    public void Damaged_bodies_are_read_without_a_flaw_and_in_time()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("GMAIL_MCP_FUZZ_HTML"), CultureInfo.InvariantCulture, out var asked)
            ? asked
            : DefaultCount;
        var seeds = SeedPages();
        var failures = new List<string>();
        var times = new ReadingTimes();
        for (var i = 0; i < count && failures.Count < 10; i++)
        {
            var chance = new Random(Seed + i);
            var body = count > DefaultCount ? Grown(seeds, chance) : seeds[chance.Next(seeds.Length)];
            var page = Mutated(body, seeds, chance);
            var reading = times.Of(() => SomeHtml.Read(page));
            if (HtmlClaims.Broken(page, reading) is { } failure)
            {
                failures.Add($"{Seed + i}: {failure}");
            }
        }

        TestContext.Current.SendDiagnosticMessage($"bodies: {times}");
        Assert.Empty(failures);
        Assert.Equal(0, times.Hangs);
    }

    private static string[] SeedPages()
    {
        var files = Directory.GetFiles(PaintedWords.Corpus, "*.html")
            .Concat(PaintedWords.RealPages is { } real ? Directory.GetFiles(real, "*.html") : []);
        return [.. files.Order(StringComparer.Ordinal).Select(File.ReadAllText)];
    }

    /// <summary>Pages one after the other, up to a size anywhere below 100 kB.</summary>
    private static string Grown(string[] seeds, Random chance)
    {
        var size = chance.Next(1, ReadingTimes.LargestRead);
        var page = new StringBuilder();
        while (page.Length < size)
        {
            page.Append(seeds[chance.Next(seeds.Length)]);
        }

        return page.ToString(0, size);
    }

    private static string Mutated(string body, string[] seeds, Random chance)
    {
        var page = new StringBuilder(body);
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
}
