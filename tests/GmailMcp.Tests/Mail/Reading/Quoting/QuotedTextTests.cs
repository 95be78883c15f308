using System.Text;
using GmailMcp.Mail.Reading.Quoting;

namespace GmailMcp.Tests.Mail.Reading.Quoting;

public sealed class QuotedTextTests(ITestOutputHelper output)
{
    private const double LeastShareCutExactly = 0.95;
    private const int MostLooksAtALine = 150;
    private const string Attribution = "On 12 May 2025 at 10:30, Anna Example <anna@example.com> wrote:";

    [Fact]
    public void Mails_in_thirteen_languages_are_cut_exactly()
    {
        var mails = Corpus.Plain();

        var misses = mails.Select(mail => (mail.Name, Miss: MissIn(mail)))
            .Where(mail => mail.Miss is not null)
            .ToList();

        misses.ForEach(miss => output.WriteLine($"{miss.Name}: {miss.Miss}"));
        Assert.True(mails.Count >= 80, $"only {mails.Count} mails");
        Assert.True(
            misses.Count <= mails.Count * (1 - LeastShareCutExactly),
            $"{misses.Count} of {mails.Count} mails are cut elsewhere:\n"
                + string.Join('\n', misses.Select(miss => $"{miss.Name}: {miss.Miss}")));
    }

    [Fact]
    public void The_visible_text_is_what_no_part_holds()
    {
        var cut = QuotedText.Find($"Yes.\n\n{Attribution}\n> Ready?\n\n-- \nBen\n");

        Assert.Equal("Yes.", cut.Visible);
        Assert.Equal(
            [(FoldedKind.History, 1), (FoldedKind.Signature, 1)],
            cut.Parts.Select(part => (part.Kind, part.Lines)));
    }

    [Fact]
    public void A_short_text_says_how_much_is_folded_and_of_which_day()
    {
        var cut = QuotedText.Find($"Yes.\n\n{Attribution}\n> Ready?\n> Now?\n\n-- \nBen\nExample Ltd\n");

        Assert.Equal("Yes.\n\n… 2 quoted lines, of 12 May 2025\n\n… signature, 2 lines", cut.Shorten());
        Assert.Equal("anna@example.com", cut.Parts[0].From);
    }

    [Theory]
    [InlineData("On Mon, May 12, 2025 at 10:30 AM", "2025-05-12")]
    [InlineData("Am Mo., 12. Mai 2025 um 10:30 Uhr", "2025-05-12")]
    [InlineData("Le lun. 12 août 2025 à 10:30", "2025-08-12")]
    [InlineData("El 12 ene 2025, a las 10:30", "2025-01-12")]
    [InlineData("Em seg., 12 de mai. de 2025 às 10:30", "2025-05-12")]
    [InlineData("Il giorno lun 12 mag 2025", "2025-05-12")]
    [InlineData("Op ma 12 mrt 2025", "2025-03-12")]
    [InlineData("pon., 12 paź 2025 o 10:30", "2025-10-12")]
    [InlineData("пн, 12 мая 2025 г. в 10:30", "2025-05-12")]
    [InlineData("2025年5月12日(月) 10:30", "2025-05-12")]
    [InlineData("2025. 5. 12. 오전 10:30", "2025-05-12")]
    [InlineData("2025년 5월 12일 (월)", "2025-05-12")]
    [InlineData("Am 12.05.2025 um 10:30", "2025-05-12")]
    [InlineData("On 13/05/2025 10:30", "2025-05-13")]
    [InlineData("On 05/13/2025 10:30", "2025-05-13")]
    [InlineData("On 05/12/2025 10:30", null)]
    [InlineData("On 5/12/25 10:30", null)]
    [InlineData("On 31 February 2025", null)]
    public void The_day_is_read_where_it_can_be_only_one(string words, string? day)
    {
        Assert.Equal(day, QuoteDate.In(words)?.ToString("yyyy-MM-dd"));
    }

    [Theory]
    [InlineData("Fwd: keys", true)]
    [InlineData("WG: Schlüssel", true)]
    [InlineData("轉寄：鑰匙", true)]
    [InlineData("Re: Fwd: keys", false)]
    [InlineData("Forwarding addresses", false)]
    public void A_subject_says_that_a_mail_is_handed_on(string subject, bool isForward)
    {
        Assert.Equal(isForward, ForwardSubject.Is(subject));
    }

    [Fact]
    public void An_indent_at_the_start_of_what_stays_is_kept()
    {
        var cut = QuotedText.Find($"{Attribution}\n> a\n> b\n> c\n> d\n\n    code();\nend\n");

        Assert.Equal("… 4 quoted lines, of 12 May 2025\n\n    code();\nend", cut.Shorten());
    }

    [Fact]
    public void An_earlier_mail_stays_where_the_subject_says_that_it_is_handed_on()
    {
        const string Text = "See below.\n\nFrom: Anna <anna@example.com>\nSent: Monday, May 12, 2025 10:30 AM\n"
            + "To: Ben <ben@example.com>\nSubject: Keys\n\nThe keys are gone.";

        Assert.Equal("See below.", QuotedText.Find(Text).Visible);
        Assert.Equal(Text, QuotedText.Find(Text, isForwarded: true).Visible);
    }

    public static TheoryData<string, string> Hostile() => new()
    {
        { "100,000 quoted lines", Repeat("> line\n", 100_000) },
        { "quotes and answers", Repeat("> a\nb\n", 100_000) },
        { "a line of a megabyte", new string('a', 1_000_000) },
        { "a line of quote marks", new string('>', 1_000_000) },
        { "colons", Repeat("On 1 May 2025 a@b wrote:\n", 40_000) },
        { "colons without proof", Repeat("a:\n", 100_000) },
        { "delimiters", Repeat("-- \n", 250_000) },
        { "marked delimiters", Repeat("text\n-- \n> q\n", 100_000) },
        { "header labels", Repeat("From: a\n", 100_000) },
        { "header labels apart", Repeat("From: a\nx\nx\nx\n", 60_000) },
        { "rules", Repeat("________________________________\n", 30_000) },
        { "blank lines", new string('\n', 1_000_000) },
        { "blank lines and colons", Repeat("Ben wrote:\n\n\n\n\n\n", 60_000) },
        { "app lines", Repeat("Sent from my iPhone\n", 50_000) },
        { "digits", Repeat("1", 1_000_000) },
        { "numbers", Repeat("1 ", 190) + ":\n" + Repeat("2025 ", 79) + ":\n> a" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_text_is_read_with_so_many_looks_at_each_line(string name, string text)
    {
        var lines = new MailLines(text);

        var cut = QuotedText.Find(lines, isForwarded: false);

        output.WriteLine($"{name}: {(double)lines.Looks / lines.Count:0.0} looks at each of {lines.Count} lines");
        Assert.True(lines.Looks <= MostLooksAtALine * lines.Count, $"{name}: {lines.Looks} looks at {lines.Count} lines");
        AssertParts(cut);
        Assert.NotNull(cut.Shorten());
    }

    [Fact]
    public void Any_text_is_read_and_its_parts_stand_in_order()
    {
        var random = new Random(20250512);
        var lines = Corpus.Plain().SelectMany(mail => mail.Text.Split('\n')).ToArray();
        for (var i = 0; i < 3_000; i++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(40); n > 0; n--)
            {
                var line = lines[random.Next(lines.Length)];
                text.Append(random.Next(5) == 0 ? line[..random.Next(line.Length + 1)] : line);
                text.Append(random.Next(10) switch { 0 => "\r\n", 1 => "", 2 => "\n\n", 3 => "\n>", _ => "\n" });
            }

            var cut = QuotedText.Find(text.ToString(), random.Next(4) == 0);
            _ = cut.Shorten();
            AssertParts(cut);
        }
    }

    private static void AssertParts(QuoteCut cut)
    {
        var end = 0;
        foreach (var part in cut.Parts)
        {
            Assert.True(part.Start >= end && part.Length > 0 && part.Start + part.Length <= cut.Text.Length);
            end = part.Start + part.Length;
        }
    }

    // Blank lines may be on either side.
    private static string? MissIn(Corpus.PlainMail mail)
    {
        var cut = QuotedText.Find(mail.Text);
        var start = 0;
        var lines = mail.Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!string.IsNullOrWhiteSpace(lines[i]) && KindAt(cut, start) is var kind && kind != mail.Kinds[i])
            {
                return $"line {i + 1} '{lines[i]}' is {kind}, not {mail.Kinds[i]}";
            }

            start += lines[i].Length + 1;
        }

        return null;
    }

    private static char KindAt(QuoteCut cut, int position)
    {
        var part = cut.Parts.FirstOrDefault(part => part.Start <= position && position < part.Start + part.Length);
        return part?.Kind switch
        {
            FoldedKind.History => 'H',
            FoldedKind.Signature => 'S',
            _ => '|',
        };
    }

    private static string Repeat(string text, int count) =>
        new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
