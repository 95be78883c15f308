using BenchmarkDotNet.Attributes;
using GmailMcp.Mail.Html;

namespace GmailMcp.Benchmarks;

/// <summary>What does reading HTML cost? Expected: below a millisecond for an ordinary mail, about 20 ms for a
/// newsletter of
/// 100 kB with a style sheet, and time that grows with the size.</summary>
[MemoryDiagnoser]
public class HtmlBenchmarks
{
    private readonly string _ordinary = Mail(5);
    private readonly string _newsletter = Mail(300);

    [Benchmark(Baseline = true)]
    public int OrdinaryMail() => HtmlToMarkdown.Convert(_ordinary).Markdown.Length;

    [Benchmark]
    public int Newsletter() => HtmlToMarkdown.Convert(_newsletter).Markdown.Length;

    [Benchmark]
    public int InvisibleTextOfOrdinaryText() => InvisibleText.Strip(_newsletter).Removed;

    private static string Mail(int rows)
    {
        var row = "<tr><td class=\"name\" style=\"font-size:14px;color:#333\"><a href=\"https://shop.example/item?id=1234567890\">"
            + "A kettle for two</a></td><td class=\"price\">$23.40</td><td class=\"gone\">hidden words</td></tr>";
        return "<html><head><style>.name{padding:4px}.price{font-weight:bold}.gone{display:none}"
            + string.Concat(Enumerable.Range(0, 60).Select(i => $".c{i}{{color:#123;font-size:{i}px}}"))
            + $"</style></head><body bgcolor=\"#ffffff\"><h1>Your order</h1><table>{string.Concat(Enumerable.Repeat(row, rows))}</table></body></html>";
    }
}
