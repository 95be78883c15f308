using System.Text;
using MimeKit;
using Testing;

namespace Gmail.Emulator.Tests;

public sealed class MailboxFileTests : IDisposable
{
    private const string Takeout = """
        From 1847263540192837465@xxx Mon Nov 02 18:05:09 +0000 2026
        X-GM-THRID: 1847263540192837465
        X-Gmail-Labels: =?UTF-8?Q?Inbox,Unread,Category_Promotions,Caf=C3=A9,"Work,_old"?=,
         Travel/Lisbon,Opened
        From: Anna <anna@example.org>
        Subject: One

        First.
        >From here on it is quoted.
        >>From twice.

        From 1847263540192837466@xxx Tue Nov 03 07:00:00 +0000 2026
        X-GM-THRID: 1847263540192837465
        X-Gmail-Labels: Sent
        Subject: Two

        Second.
        From now on this is prose.

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("mailbox-file-").FullName;

    static MailboxFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Reads_what_Takeout_writes()
    {
        var messages = MailboxFile.Read(Write("all.mbox", Takeout)).ToList();

        Assert.Equal(2, messages.Count);
        Assert.Equal(
            ["INBOX", "UNREAD", "CATEGORY_PROMOTIONS", "Café", "Work, old", "Travel/Lisbon"], messages[0].LabelNames);
        Assert.Equal(["SENT"], messages[1].LabelNames);
        Assert.Equal("1847263540192837465", messages[0].ThreadKey);
        Assert.Equal(messages[0].ThreadKey, messages[1].ThreadKey);
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 18, 5, 9, TimeSpan.Zero), messages[0].ReceivedAt);
    }

    [Fact]
    public void Gives_the_message_without_what_the_mbox_added()
    {
        var messages = MailboxFile.Read(Write("all.mbox", Takeout)).ToList();

        Assert.Equal(
            "From: Anna <anna@example.org>\nSubject: One\n\nFirst.\nFrom here on it is quoted.\n>From twice.\n",
            Encoding.UTF8.GetString(messages[0].Raw));
        Assert.Equal("Subject: Two\n\nSecond.\nFrom now on this is prose.\n", Encoding.UTF8.GetString(messages[1].Raw));
    }

    [Fact]
    public void Keeps_line_ends_as_they_are()
    {
        var messages = MailboxFile.Read(Write("all.mbox", Takeout.ReplaceLineEndings("\r\n"))).ToList();

        Assert.Equal("Subject: Two\r\n\r\nSecond.\r\nFrom now on this is prose.\r\n",
            Encoding.UTF8.GetString(messages[1].Raw));
    }

    [Theory]
    [InlineData("From anna@example.org Mon May  2 16:07:05 2005", "2005-05-02T16:07:05Z")]
    [InlineData("From - Sat Jan 10 09:30:00 2026", "2026-01-10T09:30:00Z")]
    [InlineData("From x Sat Jan 10 09:30:00 2026 -0800", "2026-01-10T17:30:00Z")]
    [InlineData("From x Sat Jan 10 09:30 2026", "2026-01-10T09:30:00Z")]
    public void Takes_the_time_from_the_line_between(string line, string receivedAt)
    {
        var message = Assert.Single(MailboxFile.Read(Write("x.mbox", line + "\nSubject: a\n\nb\n")));

        Assert.Equal(receivedAt, message.ReceivedAt!.Value.ToString("yyyy-MM-ddTHH:mm:ssZ", null));
    }

    [Fact]
    public void A_file_without_labels_lies_in_the_inbox()
    {
        var messages = MailboxFile.Read(Write(
            "x.mbox",
            "From - Sat Jan 10 09:30:00 2026\nStatus: RO\n\na\n\nFrom - Sat Jan 10 09:31:00 2026\nSubject: b\n\nb\n"))
                .ToList();

        Assert.Equal(["INBOX"], messages[0].LabelNames);
        Assert.Equal(["INBOX", "UNREAD"], messages[1].LabelNames);
        Assert.Null(messages[0].ThreadKey);
    }

    [Fact]
    public void Reads_one_eml_byte_for_byte_and_dates_it_by_its_top_Received()
    {
        const string Text = "Received: from a.example by b.example;\r\n Sat, 10 Jan 2026 09:30:00 -0800\r\n"
            + "Date: Fri, 9 Jan 2026 00:00:00 +0000\r\nSubject: x\r\n\r\nbody";

        var message = Assert.Single(MailboxFile.Read(Write("one.eml", Text)));

        Assert.Equal(Text, Encoding.UTF8.GetString(message.Raw));
        Assert.Equal(new DateTimeOffset(2026, 1, 10, 17, 30, 0, TimeSpan.Zero), message.ReceivedAt);
    }

    [Fact]
    public void Reads_a_folder_and_its_folders_in_order_of_names()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "mail", "b"));
        Write("mail/a.eml", "Subject: 1\n\n");
        Write("mail/b/a.EML", "Subject: 2\n\n");
        Write("mail/c.eml", "Subject: 3\n\n");
        Write("mail/d.mbox", "From - Sat Jan 10 09:30:00 2026\nSubject: 4\n\n");
        Write("mail/notes.txt", "no mail");

        var subjects = MailboxFile.Read(Path.Combine(_folder, "mail"))
            .Select(message => Encoding.UTF8.GetString(message.Raw).Trim());

        Assert.Equal(["Subject: 1", "Subject: 2", "Subject: 3", "Subject: 4"], subjects);
    }

    [Fact]
    public void Says_that_a_folder_holds_no_mail()
    {
        Write("notes.txt", "no mail");

        var error = Assert.Throws<MailboxFileException>(() => MailboxFile.Read(_folder).ToList());

        Assert.Contains("holds no .eml or .mbox file", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty.mbox", "", "empty.mbox: the file is empty")]
    [InlineData("picture.mbox", "GIF89a\nxx", "picture.mbox: no mbox: the line that ends at byte 7 ")]
    [InlineData("empty.eml", "", "empty.eml: the file is empty")]
    public void Says_which_file_is_no_mail_and_where(string name, string content, string expected)
    {
        var path = Write(name, content);

        var error = Assert.Throws<MailboxFileException>(() => MailboxFile.Read(path).ToList());

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_there_is_no_such_file()
    {
        var path = Path.Combine(_folder, "nothing");

        var error = Assert.Throws<MailboxFileException>(() => MailboxFile.Read(path).ToList());

        Assert.Contains("There is no file or folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_message_that_Gmail_would_not_take_and_says_where_it_begins()
    {
        var path = Path.Combine(_folder, "long.mbox");
        using (var file = File.Create(path))
        {
            file.Write("From - Sat Jan 10 09:30:00 2026\nSubject: 1\n\nshort\n\nFrom - Sat Jan 10 09:30:00 2026\n\n"u8);
            file.SetLength(MailboxFile.MaxMessageBytes + 1_000L);
        }

        var read = 0;
        var error = Assert.Throws<MailboxFileException>(() => MailboxFile.Read(path).ToList().ForEach(_ => read++));

        Assert.Contains("the message at byte 51 is longer than Gmail takes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_every_foreign_message_alone_and_out_of_one_mbox()
    {
        var folder = Repository.SharedData is { } data ? Path.Combine(data, "mail", "messages") : null;
        Assert.SkipUnless(Directory.Exists(folder),
            "The foreign mail is not here: set GMAIL_MCP_TEST_MAIL to its folder.");

        var alone = MailboxFile.Read(folder!).ToList();
        Assert.Equal(105, alone.Count);

        var mbox = Path.Combine(_folder, "all.mbox");
        using (var file = File.Create(mbox))
        {
            alone.ForEach(message => WriteQuoted(file, message.Raw));
        }

        var together = MailboxFile.Read(mbox).ToList();
        Assert.Equal(105, together.Count);
        foreach (var (expected, actual) in alone.Zip(together))
        {
            Assert.Equal(EndedLine(expected.Raw), actual.Raw);
            MimeMessage.Load(new MemoryStream(actual.Raw), TestContext.Current.CancellationToken);
        }
    }

    private static byte[] EndedLine(byte[] raw) => raw.AsSpan().EndsWith("\n"u8) ? raw : [.. raw, (byte)'\n'];

    private static void WriteQuoted(FileStream file, byte[] raw)
    {
        file.Write("From MAILER-DAEMON Sat Jan 10 09:30:00 2026\n"u8);
        var start = 0;
        while (start < raw.Length)
        {
            var newline = Array.IndexOf(raw, (byte)'\n', start);
            var line = raw.AsSpan(start, (newline < 0 ? raw.Length : newline + 1) - start);
            if (line.TrimStart((byte)'>').StartsWith("From "u8))
            {
                file.Write(">"u8);
            }

            file.Write(line);
            start += line.Length;
        }

        // An mbox ends every line and puts a blank one behind each message.
        file.Write(raw.AsSpan().EndsWith("\n"u8) ? "\n"u8 : "\n\n"u8);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
