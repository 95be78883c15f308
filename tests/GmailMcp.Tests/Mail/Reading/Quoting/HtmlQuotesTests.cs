using System.Diagnostics;
using System.Text;
using AngleSharp.Dom;
using GmailMcp.Mail.Reading.Quoting;

namespace GmailMcp.Tests.Mail.Reading.Quoting;

public sealed class HtmlQuotesTests(ITestOutputHelper output)
{
    private const double LeastShareCutExactly = 0.95;

    [Fact]
    public void Mails_of_many_clients_are_cut_exactly()
    {
        var mails = Corpus.Html();

        var misses = mails.Select(mail => (mail.Name, mail.Visible, Actual: HtmlMail.WithoutQuotes(mail.Html)))
            .Where(mail => mail.Visible != mail.Actual)
            .Select(mail => $"{mail.Name}: {mail.Actual}\n  expected {mail.Visible}")
            .ToList();

        misses.ForEach(output.WriteLine);
        Assert.True(mails.Count >= 30, $"only {mails.Count} mails");
        Assert.True(misses.Count <= mails.Count * (1 - LeastShareCutExactly), string.Join('\n', misses));
    }

    [Fact]
    public void A_part_says_its_day_its_writer_and_how_long_it_is()
    {
        var body = HtmlMail.Parse(
            "<div>Yes.</div><div class='gmail_quote'><div class='gmail_attr'>On Mon, May 12, 2025 at 10:30 AM Anna "
            + "&lt;anna@example.com&gt; wrote:</div><blockquote>Ready?<br>Now?</blockquote></div>");

        var quote = Assert.Single(HtmlQuotes.Find(body));

        Assert.Equal("… 2 quoted lines, of 12 May 2025", quote.Short());
        Assert.Equal("anna@example.com", quote.From);
        Assert.Equal("gmail_quote", Assert.IsType<IElement>(Assert.Single(quote.Nodes), exactMatch: false).ClassName);
    }

    [Fact]
    public void Nothing_in_the_document_changes()
    {
        foreach (var mail in Corpus.Html())
        {
            var body = HtmlMail.Parse(mail.Html);
            var before = body.OuterHtml;

            HtmlQuotes.Find(body);

            Assert.Equal(before, body.OuterHtml);
        }
    }

    [Fact]
    public void An_earlier_mail_stays_where_the_subject_says_that_it_is_handed_on()
    {
        var mail = Corpus.Html().Single(mail => mail.Name == "outlook web en");

        Assert.Empty(HtmlQuotes.Find(HtmlMail.Parse(mail.Html), isForwarded: true));
    }

    public static TheoryData<string, string> Hostile() => new()
    {
        { "nested containers", Repeat("<div class=gmail_quote>a<br>", 3_000) },
        { "blockquotes in a row", Repeat("<blockquote type=cite>a</blockquote>b", 30_000) },
        { "breaks", Repeat("<br>", 200_000) },
        { "signatures", Repeat("<div class=gmail_signature>a</div>", 30_000) },
        { "containers in a row", Repeat("<div class=gmail_quote>a</div>b", 30_000) },
        { "attributions", Repeat("<div class=gmail_attr>a</div>", 30_000) },
        { "header lines", Repeat("<div style='border-top:solid #E1E1E1'>From: a<br>Sent: b<br>To: c</div>", 10_000) },
        { "a line of a megabyte", Repeat("a ", 500_000) },
        { "quote marks", Repeat("&gt; ", 100_000) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_HTML_is_read_in_time_that_grows_with_its_length(string name, string html)
    {
        var body = HtmlMail.Parse(html);
        var watch = Stopwatch.StartNew();

        HtmlQuotes.Find(body);

        output.WriteLine($"{name}: {watch.ElapsedMilliseconds} ms");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{name} took {watch.Elapsed}");
    }

    [Fact]
    public void Any_HTML_is_read_and_no_node_is_named_twice()
    {
        var random = new Random(20250512);
        var mails = Corpus.Html();
        for (var i = 0; i < 1_000; i++)
        {
            var html = new StringBuilder(mails[random.Next(mails.Count)].Html);
            for (var n = random.Next(6); n > 0; n--)
            {
                var other = mails[random.Next(mails.Count)].Html;
                var start = random.Next(other.Length);
                html.Insert(random.Next(html.Length), other.AsSpan(start, random.Next(other.Length - start)));
            }

            var body = HtmlMail.Parse(html.ToString());
            var nodes = HtmlQuotes.Find(body, random.Next(4) == 0).SelectMany(quote => quote.Nodes).ToList();

            Assert.Distinct(nodes);
            nodes.ForEach(node => node.Parent!.RemoveChild(node));
        }
    }

    private static string Repeat(string text, int count) =>
        new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
