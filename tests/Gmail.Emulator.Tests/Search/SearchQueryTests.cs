using System.Text;
using FsCheck.Xunit;
using Gmail.Emulator.Search;
using Testing;

namespace Gmail.Emulator.Tests.Search;

public class SearchQueryTests
{
    private const string Plain = """
        From: Anna Berg <anna.berg@mail.example.org>
        To: Robin Field <robin.field@example.com>
        Cc: Ben <ben@example.net>
        Subject: Dinner on Friday
        Message-ID: <one@mail.example.org>
        Delivered-To: robin.field@example.com
        List-ID: Climbers <climbers.lists.example.org>

        The quick brown fox jumps over the lazy dog. Bring the state-of-the-art stove.
        See https://docs.google.com/document/d/1 for the menu.
        """;

    private static readonly EmulatedMessage AnyMessage = Found.Message(Plain);

    [Theory]
    [InlineData("")]
    [InlineData("fox")]
    [InlineData("FOX dog")]
    [InlineData("+fox")]
    [InlineData("\"lazy dog\"")]
    [InlineData("\u201Clazy dog\u201D")]
    [InlineData("state-of-the-art")]
    [InlineData("from:anna")]
    [InlineData("from:Berg")]
    [InlineData("from:anna.berg@mail.example.org")]
    [InlineData("from:<anna.berg@mail.example.org>")]
    [InlineData("from:anna.berg@")]
    [InlineData("from:example.org")]
    [InlineData("from:@mail.example.org")]
    [InlineData("from:\"Anna Berg\"")]
    [InlineData("from:(zoe OR anna)")]
    [InlineData("from:{zoe anna}")]
    [InlineData("to:me")]
    [InlineData("to:ben")]
    [InlineData("cc:ben@example.net")]
    [InlineData("-bcc:ben")]
    [InlineData("subject:(dinner friday)")]
    [InlineData("subject:(friday dinner)")]
    [InlineData("subject:\"dinner on friday\"")]
    [InlineData("cat OR fox")]
    [InlineData("fox cat OR dog")]
    [InlineData("{cat fox}")]
    [InlineData("fox AND dog")]
    [InlineData("fox -cat")]
    [InlineData("-(cat OR horse)")]
    [InlineData("quick AROUND 4 over")]
    [InlineData("over AROUND 4 quick")]
    [InlineData("\"quick AROUND 4 over\"")]
    [InlineData("list:climbers.lists.example.org")]
    [InlineData("list:climbers@lists.example.org")]
    [InlineData("deliveredto:robin.field@example.com")]
    [InlineData("rfc822msgid:one@mail.example.org")]
    [InlineData("rfc822msgid:<one@mail.example.org>")]
    [InlineData("has:document")]
    [InlineData("has:drive")]
    [InlineData("smaller:1M")]
    public void Finds_what_meets_every_term(string query) => Assert.True(Found.By(query, Found.Message(Plain)));

    [Theory]
    [InlineData("fo")]
    [InlineData("foxes")]
    [InlineData("\"dog lazy\"")]
    [InlineData("fox cat")]
    [InlineData("fox -dog")]
    [InlineData("fox -\"lazy dog\"")]
    [InlineData("fox -subject:dinner")]
    [InlineData("fox -{horse dog}")]
    [InlineData("from:ann")]
    [InlineData("from:berg@mail.example.org")]
    [InlineData("from:robin")]
    [InlineData("from:me")]
    [InlineData("to:anna")]
    [InlineData("cc:robin")]
    [InlineData("subject:fox")]
    [InlineData("subject:\"friday dinner\"")]
    [InlineData("cat horse OR fox")]
    [InlineData("{cat horse}")]
    [InlineData("quick AROUND 3 over")]
    [InlineData("\"over AROUND 4 quick\"")]
    [InlineData("list:example.com")]
    [InlineData("rfc822msgid:two@mail.example.org")]
    [InlineData("has:attachment")]
    [InlineData("has:youtube")]
    [InlineData("larger:1M")]
    [InlineData("fox after:soon")]
    [InlineData("is:nonsense")]
    public void Leaves_out_what_misses_a_term(string query) => Assert.False(Found.By(query, Found.Message(Plain)));

    [Theory]
    [InlineData("after:2026/11/20", "2026-11-20T08:00:00Z", true)]
    [InlineData("after:2026/11/20", "2026-11-20T07:59:59Z", false)]
    [InlineData("before:2026/11/20", "2026-11-20T07:59:59Z", true)]
    [InlineData("before:2026/11/20", "2026-11-20T08:00:00Z", false)]
    [InlineData("newer:2026/7/4", "2026-07-04T07:00:00Z", true)]
    [InlineData("newer:2026-07-04", "2026-07-04T06:59:59Z", false)]
    [InlineData("older:07/04/2026", "2026-07-04T06:59:59Z", true)]
    [InlineData("after:2026/03/08", "2026-03-08T08:00:00Z", true)]
    [InlineData("after:2026/03/09", "2026-03-09T07:00:00Z", true)]
    [InlineData("after:2026/11/01", "2026-11-01T07:00:00Z", true)]
    [InlineData("after:2026/11/02", "2026-11-02T07:59:59Z", false)]
    [InlineData("after:2006/04/03", "2006-04-03T06:59:59Z", false)]
    [InlineData("after:2006/10/30", "2006-10-30T08:00:00Z", true)]
    [InlineData("after:2006/10/29", "2006-10-29T07:00:00Z", true)]
    [InlineData("after:1789862400", "2026-09-20T00:00:00Z", true)]
    [InlineData("after:1789862401", "2026-09-20T00:00:00Z", false)]
    [InlineData("before:1789862400", "2026-09-20T00:00:00Z", false)]
    [InlineData("newer_than:2d", "2026-11-18T12:00:00Z", true)]
    [InlineData("newer_than:2d", "2026-11-18T11:59:59Z", false)]
    [InlineData("older_than:1m", "2026-10-20T11:59:59Z", true)]
    [InlineData("older_than:1y", "2026-01-01T00:00:00Z", false)]
    public void Compares_the_time_of_arrival(string query, string receivedAt, bool isFound)
    {
        var moment = DateTimeOffset.Parse(receivedAt, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(isFound, Found.By(query, Found.Message(Plain, moment)));
    }

    [Theory]
    [InlineData("size:1000000", 1_000_000, false)]
    [InlineData("size:1000000", 1_000_001, true)]
    [InlineData("larger:1M", 1_000_000, true)]
    [InlineData("larger:1M", 999_999, false)]
    [InlineData("smaller:1M", 999_999, true)]
    [InlineData("smaller:1m", 1_000_000, false)]
    [InlineData("larger:500K", 500_000, true)]
    public void Counts_a_K_as_a_thousand_bytes(string query, int length, bool isFound)
    {
        var raw = new byte[length];
        Array.Fill(raw, (byte)'x');
        "Subject: long\r\n\r\n"u8.CopyTo(raw);
        Assert.Equal(isFound, Found.By(query, Found.Message(raw)));
    }

    [Theory]
    [InlineData("is:unread", true, "UNREAD")]
    [InlineData("is:read", false, "UNREAD")]
    [InlineData("is:starred", true, "STARRED")]
    [InlineData("is:important", false, "STARRED")]
    [InlineData("in:inbox", true, "INBOX")]
    [InlineData("in:archive", true, "Label_1")]
    [InlineData("in:archive", false, "INBOX")]
    [InlineData("in:drafts", true, "DRAFT")]
    [InlineData("label:travel/lisbon", true, "Label_1")]
    [InlineData("label:travel-lisbon", true, "Label_1")]
    [InlineData("label:my-family", true, "Label_2")]
    [InlineData("label:\"My Family\"", true, "Label_2")]
    [InlineData("label:travel", false, "Label_1")]
    [InlineData("label:unknown", false, "Label_1")]
    [InlineData("has:userlabels", true, "Label_1")]
    [InlineData("has:userlabels", false, "INBOX")]
    [InlineData("has:nouserlabels", true, "INBOX")]
    [InlineData("has:yellow-star", true, "STARRED")]
    [InlineData("has:yellow-star", false, "STARRED", "RED_BANG")]
    [InlineData("has:red-bang", true, "STARRED", "RED_BANG")]
    [InlineData("category:promotions", true, "CATEGORY_PROMOTIONS")]
    [InlineData("category:primary", false, "INBOX", "CATEGORY_SOCIAL")]
    [InlineData("category:primary", true, "INBOX")]
    [InlineData("category:purchases", true, "CATEGORY_PURCHASES")]
    public void Looks_at_labels(string query, bool isFound, params string[] labelIds) =>
        Assert.Equal(isFound, Found.By(query, Found.Message(Plain, null, labelIds)));

    [Theory]
    [InlineData("fox", "SPAM", false)]
    [InlineData("fox", "TRASH", false)]
    [InlineData("in:spam fox", "SPAM", true)]
    [InlineData("in:spam fox", "TRASH", false)]
    [InlineData("in:trash", "TRASH", true)]
    [InlineData("in:anywhere fox", "SPAM", true)]
    [InlineData("in:anywhere fox", "TRASH", true)]
    [InlineData("label:trash", "TRASH", true)]
    [InlineData("-in:spam fox", "SPAM", false)]
    [InlineData("-in:inbox", "TRASH", false)]
    [InlineData("{in:inbox in:trash}", "TRASH", true)]
    public void Lists_spam_and_trash_only_when_asked(string query, string labelId, bool isListed) =>
        Assert.Equal(isListed, Found.Listed(query, Found.Message(Plain, null, labelId)));

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("}{")]
    [InlineData("\"")]
    [InlineData("OR")]
    [InlineData("OR OR fox")]
    [InlineData("fox OR")]
    [InlineData("(fox OR)")]
    [InlineData("AND AND")]
    [InlineData("- -")]
    [InlineData("--fox")]
    [InlineData("!?*")]
    [InlineData("()fox()")]
    [InlineData("\"fox")]
    [InlineData("(((fox")]
    [InlineData("fox)")]
    public void Takes_odd_input_as_words(string query) => Assert.True(Found.By(query, Found.Message(Plain)));

    [Fact]
    public void Bears_brackets_and_signs_without_end()
    {
        var message = Found.Message(Plain);

        Assert.True(Found.By(new string('(', 100_000) + "fox", message));
        Assert.True(Found.By(new string('-', 100_000) + "fox", message));
        Assert.True(Found.By(string.Concat(Enumerable.Repeat("subject:(", 50_000)) + "dinner", message));
    }

    [Property(MaxTest = 1_000)]
    public bool Never_refuses_a_query(string? q)
    {
        var query = SearchQuery.Parse(q ?? "");
        return query.Matches(AnyMessage, Found.Context) || !query.Lists(AnyMessage, Found.Context);
    }

    [Property(MaxTest = 1_000)]
    public bool Never_refuses_a_query_made_of_its_own_signs(ushort[] picks)
    {
        string[] pieces = ["(", ")", "{", "}", "\"", "-", "+", " ", ":", "OR", "AND", "AROUND", "3", "from:", "in:",
            "size:", "fox", "\uD800"];
        var query = SearchQuery.Parse(string.Concat((picks ?? []).Select(pick => pieces[pick % pieces.Length])));
        return query.Matches(AnyMessage, Found.Context) || !query.Lists(AnyMessage, Found.Context);
    }

    [Fact]
    public void Reads_every_foreign_message()
    {
        var folder = Repository.SharedData is { } data ? Path.Combine(data, "mail", "messages") : null;
        Assert.SkipUnless(Directory.Exists(folder),
            "The foreign mail is not here: set GMAIL_MCP_TEST_MAIL to its folder.");

        var messages = MailboxFile.Read(folder!).Select(message => Found.Message(message.Raw)).ToList();

        Assert.Equal(105, messages.Count(message => Found.By("in:anywhere -thiswordisinnoneofthem", message)));
        Assert.Equal(7, messages.Count(message => Found.By("filename:pdf", message)));
    }

    [Theory]
    [InlineData("会議", true)]
    [InlineData("明日の会議", true)]
    [InlineData("会明", false)]
    [InlineData("회의", true)]
    [InlineData("встреча", true)]
    [InlineData("ВСТРЕЧА", true)]
    [InlineData("встреч", false)]
    [InlineData("🎉", true)]
    [InlineData("🎂", false)]
    public void Finds_words_of_every_script(string query, bool isFound)
    {
        var message = Found.Message("Subject: a\nContent-Type: text/plain; charset=utf-8\n\n明日の会議について。회의를 встреча 🎉\n");

        Assert.Equal(isFound, Found.By(query, message));
    }

    [Theory]
    [InlineData("Willkommen", true)]
    [InlineData("Hello", true)]
    [InlineData("color", false)]
    [InlineData("one", true)]
    [InlineData("onetwo", false)]
    [InlineData("caf\u00E9", true)]
    [InlineData("has:youtube", true)]
    public void Reads_the_text_of_HTML_and_not_its_tags(string query, bool isFound)
    {
        var message = Found.Message("""
            Subject: a
            Content-Type: text/html; charset=utf-8

            <html><head><style>p { color: red }</style></head><body><p><b>H</b>ello</p><td>one</td><td>two</td>
            Will<span>kommen</span> caf&eacute; <a href="https://www.youtube.com/watch?v=1">x</a></body></html>
            """);

        Assert.Equal(isFound, Found.By(query, message));
    }

    [Theory]
    [InlineData("has:attachment", true)]
    [InlineData("filename:pdf", true)]
    [InlineData("filename:\"annual report.pdf\"", true)]
    [InlineData("filename:report", true)]
    [InlineData("filename:docx", false)]
    [InlineData("annual", true)]
    [InlineData("secretword", false)]
    public void Knows_attachments_by_name(string query, bool isFound)
    {
        var message = Found.Message("""
            Subject: a
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            body
            --b
            Content-Type: application/pdf; name="annual report.pdf"
            Content-Disposition: attachment; filename="annual report.pdf"

            secretword
            --b--
            """);

        Assert.Equal(isFound, Found.By(query, message));
    }

    [Fact]
    public void Says_which_places_the_query_asks_for()
    {
        Assert.False(SearchQuery.Parse("in:inbox").MentionsSpamOrTrash);
        Assert.True(SearchQuery.Parse("in:spam").IncludesSpam);
        Assert.False(SearchQuery.Parse("in:spam").IncludesTrash);
        Assert.True(SearchQuery.Parse("IN:Trash").MentionsSpamOrTrash);
    }

    [Fact]
    public void A_picture_shown_in_the_page_is_no_attachment()
    {
        var message = Found.Message(Encoding.ASCII.GetBytes("""
            Subject: a
            Content-Type: multipart/related; boundary=b

            --b
            Content-Type: text/html

            <img src="cid:logo@example.com">
            --b
            Content-Type: image/png; name="logo.png"
            Content-Disposition: inline; filename="logo.png"
            Content-ID: <logo@example.com>

            x
            --b--
            """));

        Assert.False(Found.By("has:attachment", message));
        Assert.True(Found.By("filename:png", message));
    }
}
