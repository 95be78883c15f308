using System.IO.Compression;
using System.Text;
using MimeKit;

namespace Gmail.Emulator.Tests;

public class DemoMailboxTests
{
    private static readonly IReadOnlyList<DemoMessage> All = DemoMailbox.Messages(DemoMailbox.PinnedNow);

    public static TheoryData<string> Keys => [.. All.Select(message => message.Key)];

    [Fact]
    public void Holds_about_two_hundred_messages_of_three_months()
    {
        Assert.InRange(All.Count, 190, 230);
        Assert.Equal(All.Count, All.Select(message => message.Key).Distinct().Count());
        Assert.InRange(All[0].ReceivedAt, DemoMailbox.PinnedNow.AddDays(-93), DemoMailbox.PinnedNow.AddDays(-85));
        Assert.InRange(All[^1].ReceivedAt, DemoMailbox.PinnedNow.AddDays(-1), DemoMailbox.PinnedNow);
        Assert.Equal(All.Select(message => message.ReceivedAt).Order(), All.Select(message => message.ReceivedAt));
    }

    [Fact]
    public void Is_the_same_on_every_start_at_the_same_time()
    {
        var again = DemoMailbox.Messages(DemoMailbox.PinnedNow);

        Assert.All(All.Zip(again), pair => Assert.Equal(pair.First.Raw, pair.Second.Raw));
    }

    [Fact]
    public void Moves_with_the_clock()
    {
        var later = DemoMailbox.Messages(DemoMailbox.PinnedNow.AddDays(40)).ToDictionary(message => message.Key);

        Assert.All(All, message => Assert.Equal(message.ReceivedAt.AddDays(40), later[message.Key].ReceivedAt));
    }

    [Fact]
    public void Never_dates_a_message_after_the_start()
    {
        var now = new DateTimeOffset(2027, 2, 3, 0, 0, 30, TimeSpan.Zero);

        Assert.All(DemoMailbox.Messages(now), message => Assert.True(message.ReceivedAt < now));
    }

    [Fact]
    public void Uses_only_labels_that_exist()
    {
        string[] system =
        [
            "INBOX", "UNREAD", "STARRED", "IMPORTANT", "SENT", "DRAFT", "SPAM", "TRASH", "CATEGORY_SOCIAL",
            "CATEGORY_PROMOTIONS", "CATEGORY_UPDATES", "CATEGORY_FORUMS", "CATEGORY_RESERVATIONS", "CATEGORY_PURCHASES",
        ];

        string[] known = [.. system, .. DemoMailbox.LabelNames];
        Assert.All(All.SelectMany(message => message.LabelNames), name => Assert.Contains(name, known));
        Assert.All(DemoMailbox.LabelNames.Where(name => name != "Travel" && name != "Home"), name =>
            Assert.Contains(All, message => message.LabelNames.Contains(name)));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Writes_to_nobody_who_could_exist(string key)
    {
        var mime = Mime(key);
        var people = mime.From.Mailboxes.Concat(mime.To.Mailboxes).Concat(mime.Cc.Mailboxes).Concat(mime.Bcc.Mailboxes);

        Assert.All(people, person => Assert.Matches(@"(^|\.)(example\.(com|org|net)|example)$", person.Domain));
    }

    [Fact]
    public void Names_no_domain_but_the_reserved_ones_and_those_that_Gmail_itself_writes()
    {
        // The links of has:drive and has:youtube, and the signature of the receiving server.
        string[] real = ["docs.google.com", "drive.google.com", "www.youtube.com", "mx.google.com", "google.com",
            "schemas.openxmlformats.org"];
        var hosts = All
            .SelectMany(message => System.Text.RegularExpressions.Regex.Matches(
                string.Join('\n', Mime(message.Key).BodyParts.OfType<TextPart>().Select(part => part.Text)),
                    "https?://([^/\\s\"<>)]+)"))
            .Select(match => match.Groups[1].Value)
            .Where(host => !host.EndsWith(".example", StringComparison.Ordinal) && host != "192.0.2.66");

        Assert.All(hosts, host => Assert.Contains(host, real));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Bears_the_marks_of_the_way_that_it_came(string key)
    {
        var mime = Mime(key);
        var isOwn = All.Single(message => message.Key == key).LabelNames.Any(name => name is "SENT" or "DRAFT");

        Assert.Equal(isOwn ? 0 : 1, mime.Headers.Count(header => header.Field == "Authentication-Results"));
        Assert.Equal(isOwn ? 0 : 2, mime.Headers.Count(header => header.Field == "Received"));
        Assert.NotNull(mime.MessageId);
    }

    [Fact]
    public void No_two_messages_say_the_same()
    {
        var texts = All.Select(message => Mime(message.Key)).Select(mime => mime.TextBody ?? mime.HtmlBody ?? "")
            .ToList();

        Assert.DoesNotContain(texts, string.IsNullOrWhiteSpace);
        Assert.Equal(texts.Count, texts.Distinct().Count());
    }

    [Theory]
    [InlineData("world-ja-1", "iso-2022-jp", "合宿のロープ")]
    [InlineData("world-zh-1", "gb18030", "不锈钢扶手每米")]
    [InlineData("world-zh-2", "gb18030", "样品今天已经寄出")]
    [InlineData("world-ru-1", "koi8-r", "осеннюю встречу")]
    [InlineData("world-ru-2", "windows-1251", "Спасибо за верёвку")]
    [InlineData("world-ar-1", "windows-1256", "معرض الجسور القديمة")]
    [InlineData("world-he-1", "windows-1255", "גשרים להולכי רגל")]
    [InlineData("world-tr-1", "iso-8859-9", "Boğaz'da çay içiyorum")]
    [InlineData("world-ko-1", "euc-kr", "다음 주 회의를")]
    [InlineData("world-hi-1", "utf-8", "हार्दिक शुभकामनाएँ")]
    [InlineData("world-fr-1", "iso-8859-15", "J'apporte le fromage")]
    [InlineData("world-ja-3", "utf-8", "温泉に行きましょう")]
    public void Keeps_each_script_in_its_own_charset(string key, string charset, string words)
    {
        var part = Assert.IsType<TextPart>(Mime(key).BodyParts.First());

        Assert.Equal(charset, part.ContentType.Charset, ignoreCase: true);
        Assert.Contains(words, part.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("?", Mime(key).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void Attaches_files_that_are_what_they_say()
    {
        var parts = All.SelectMany(message => Mime(message.Key).BodyParts.OfType<MimePart>())
            .Where(part => part.FileName is not null)
            .ToList();

        var pages = parts.Where(part => Path.GetExtension(part.FileName) == ".pdf").ToList();
        Assert.All(pages, part => AssertPdf(Content(part)));
        Assert.True(pages.Count >= 15);
        var archives = parts.Where(part => Path.GetExtension(part.FileName) is ".docx" or ".xlsx" or ".zip").ToList();
        Assert.All(archives, part =>
        {
            using var archive = new ZipArchive(new MemoryStream(Content(part)));
            Assert.NotEmpty(archive.Entries);
        });
        Assert.True(archives.Count >= 7);
    }

    [Fact]
    public void Answers_point_at_the_message_that_they_answer()
    {
        var messageIds = All.Select(message => Mime(message.Key).MessageId).ToHashSet();
        var answers = All.Select(message => Mime(message.Key)).Where(mime => mime.InReplyTo is not null).ToList();

        Assert.True(answers.Count >= 45);
        Assert.All(answers, mime => Assert.Contains(mime.InReplyTo!, messageIds));
        Assert.All(answers, mime => Assert.Equal(mime.InReplyTo, mime.References[^1]));
    }

    private static void AssertPdf(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        Assert.StartsWith("%PDF-1.4", text, StringComparison.Ordinal);
        var start = int.Parse(text[(text.LastIndexOf("startxref", StringComparison.Ordinal) + 10)..].Split('\n')[0],
            null);
        Assert.Equal("xref", text.Substring(start, 4));
        var entries = text[start..].Split('\n').Skip(3).Take(5).Select(line => int.Parse(line[..10], null)).ToList();
        Assert.All(entries.Index(), entry =>
            Assert.StartsWith($"{entry.Index + 1} 0 obj", text[entry.Item..], StringComparison.Ordinal));
    }

    private static byte[] Content(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }

    private static MimeMessage Mime(string key) => MimeMessage.Load(
        new MemoryStream(All.Single(message => message.Key == key).Raw), TestContext.Current.CancellationToken);
}
