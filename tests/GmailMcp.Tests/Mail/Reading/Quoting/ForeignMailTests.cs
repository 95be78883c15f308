using System.Globalization;
using GmailMcp.Mail.Reading.Quoting;
using MimeKit;
using Testing;

namespace GmailMcp.Tests.Mail.Reading.Quoting;

/// <summary>Mails that others wrote, where they are at hand; what is expected of them is in the files shared-*.txt.
/// </summary>
public sealed class ForeignMailTests(ITestOutputHelper output)
{
    private const double LeastShareCutExactly = 0.95;

    [Fact]
    public void Plain_mails_of_others_are_cut_exactly()
    {
        var folder = Folder("plain");
        var expected = Corpus.Values("shared-plain.txt");
        Assert.Equal(Directory.GetFiles(folder).Length, expected.Count);

        AssertCut(expected.Select(mail =>
        {
            var text = File.ReadAllText(Path.Combine(folder, mail.Name)).ReplaceLineEndings("\n");
            var lines = text.Split('\n');
            var visible = mail.Value.Split(' ').SelectMany(range => lines[From(range)..To(range)]);
            return (mail.Name, string.Join(' ', visible), QuotedText.Find(text).Visible);
        }));
    }

    [Fact]
    public void Text_and_HTML_of_others_clients_are_cut_exactly()
    {
        var folder = Folder("html");

        AssertCut(Corpus.Values("shared-html.txt").Select(mail =>
        {
            var (name, part) = (mail.Name.Split(' ')[0], mail.Name.Split(' ')[1]);
            var text = TextOf(Path.Combine(folder, name), part);
            var visible = part == "html" ? HtmlMail.WithoutQuotes(text) : QuotedText.Find(text).Visible;
            return (mail.Name, mail.Value, visible);
        }));
    }

    private static string Folder(string kind)
    {
        var folder = Repository.SharedData is { } data ? Path.Combine(data, "mail", "quoted", kind) : null;
        Assert.SkipUnless(
            Directory.Exists(folder), $"no mails of others: GMAIL_MCP_TEST_MAIL names no folder with quoted/{kind}");
        return folder!;
    }

    private static int From(string range) => int.Parse(range.Split('-')[0], CultureInfo.InvariantCulture) - 1;

    private static int To(string range) => int.Parse(range.Split('-')[^1], CultureInfo.InvariantCulture);

    private void AssertCut(IEnumerable<(string Name, string Expected, string Actual)> mails)
    {
        var all = mails.ToList();
        var misses = all.Where(mail => Corpus.RunTogether(mail.Expected) != Corpus.RunTogether(mail.Actual)).ToList();
        misses.ForEach(miss => output.WriteLine(
            $"{miss.Name}: {Start(miss.Actual)}\n  expected {Start(miss.Expected)}"));
        Assert.True(
            misses.Count <= all.Count * (1 - LeastShareCutExactly),
            $"{misses.Count} of {all.Count} cut elsewhere: {string.Join(", ", misses.Select(miss => miss.Name))}");
    }

    private static string Start(string text) => text.Length > 300 ? text[..300] + "…" : text;

    private static string TextOf(string file, string part)
    {
        if (!file.EndsWith(".eml", StringComparison.Ordinal))
        {
            return File.ReadAllText(file);
        }

        var message = MimeMessage.Load(file, TestContext.Current.CancellationToken);
        return (part == "html" ? message.HtmlBody : message.TextBody) ?? "";
    }
}
