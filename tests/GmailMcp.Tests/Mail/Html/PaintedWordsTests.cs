using System.Text.RegularExpressions;
using GmailMcp.Mail.Html;
using Microsoft.ML.Tokenizers;

namespace GmailMcp.Tests.Mail.Html;

/// <summary>The oracle: what a browser paints is in our text, what it does not paint is not.</summary>
public sealed partial class PaintedWordsTests(PaintedWords browser) : IClassFixture<PaintedWords>
{
    /// <summary>File and word, with the reason why we differ on purpose.</summary>
    private static readonly Dictionary<string, string> Exceptions = [];

    [Fact]
    public void Words_that_a_browser_paints_are_in_the_text()
    {
        Assert.SkipWhen(browser.Missing is not null, browser.Missing ?? "");
        var lost = browser.Pages.SelectMany(page =>
        {
            var text = Squeezed(SomeHtml.Read(page.Html).Markdown);
            return page.Painted.Where(word => Squeezed(word) is { Length: > 0 } bare && !text.Contains(bare, StringComparison.Ordinal))
                .Select(word => $"{page.Name}: {word}");
        }).Where(lost => !Exceptions.ContainsKey(lost)).ToList();

        Assert.True(lost.Count == 0, string.Join('\n', lost.Take(60)));
        Assert.True(browser.Pages.Count >= 160, $"only {browser.Pages.Count} pages");
    }

    [Fact]
    public void Words_that_a_browser_does_not_paint_are_not_in_the_text()
    {
        Assert.SkipWhen(browser.Missing is not null, browser.Missing ?? "");
        var shown = browser.Pages.SelectMany(page =>
        {
            var words = Shown(SomeHtml.Read(page.Html).Markdown);
            var painted = page.Painted.Select(Squeezed).ToHashSet();
            return page.Unpainted.Where(word => Squeezed(word).Length > 2 && words.Contains(Squeezed(word)) && !painted.Contains(Squeezed(word)))
                .Select(word => $"{page.Name}: {word}");
        }).Where(shown => !Exceptions.ContainsKey(shown)).ToList();

        Assert.True(shown.Count == 0, string.Join('\n', shown.Take(60)));
        Assert.True(Exceptions.Count <= 10);
    }

    [Fact]
    public void The_browser_paints_no_word_of_the_hidden_corpus_and_each_is_counted()
    {
        Assert.SkipWhen(browser.Missing is not null, browser.Missing ?? "");
        var hidden = browser.Pages.Where(page => page.Name.StartsWith("hidden-", StringComparison.Ordinal)).ToList();
        var painted = hidden.Where(page => page.Painted.Any(word => SecretWord().IsMatch(word))).Select(page => page.Name);

        Assert.Empty(painted);
        Assert.True(hidden.Count >= 60, $"only {hidden.Count}");
    }

    [Fact]
    public void The_text_costs_little_more_than_what_a_browser_shows()
    {
        Assert.SkipWhen(browser.Missing is not null, browser.Missing ?? "");
        Assert.SkipWhen(PaintedWords.RealPages is null, "no real pages: GMAIL_MCP_TEST_MAIL names no folder beside html/");
        var tokenizer = TiktokenTokenizer.CreateForEncoding("o200k_base");
        var dear = new List<string>();
        foreach (var page in browser.Pages.Where(page => page.File.StartsWith(PaintedWords.RealPages!, StringComparison.Ordinal)))
        {
            var text = SomeHtml.Read(page.Html).Markdown;
            var cost = tokenizer.CountTokens(text);
            var most = (tokenizer.CountTokens(page.InnerText) * 1.15) + (40 * page.Links);
            var isLong = page.Name.StartsWith("jwz", StringComparison.Ordinal);
            TestContext.Current.TestOutputHelper?.WriteLine($"{page.Name}: {cost} tokens, at most {most:F0}, {page.Links} links");
            if (cost > most || (!isLong && cost > 2_500))
            {
                dear.Add($"{page.Name}: {cost} tokens, at most {most:F0}");
            }
        }

        Assert.Empty(dear);
    }

    /// <summary>Letters without white space, escapes and what nobody sees.</summary>
    private static string Squeezed(string text) =>
        string.Concat(InvisibleText.Strip(text).Text.Where(c => !char.IsWhiteSpace(c) && c is not ('\\' or '`' or '~' or '|'))).ToLowerInvariant();

    /// <summary>Words without link targets, alternative texts and marks.</summary>
    private static HashSet<string> Shown(string markdown) =>
        [.. Marks().Replace(Targets().Replace(markdown, "] "), " ").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Squeezed)];

    [GeneratedRegex(@"\]\([^)]*\)|\[image: [^\]]*\]", RegexOptions.NonBacktracking)]
    private static partial Regex Targets();

    [GeneratedRegex(@"[\[\]|#*`~]", RegexOptions.NonBacktracking)]
    private static partial Regex Marks();

    [GeneratedRegex("x[0-9]{2}$", RegexOptions.NonBacktracking)]
    private static partial Regex SecretWord();
}
