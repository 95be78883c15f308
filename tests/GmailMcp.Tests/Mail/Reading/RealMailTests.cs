using GmailMcp.Mail.Reading;
using Testing;

namespace GmailMcp.Tests.Mail.Reading;

/// <summary>Mail written by others, where it is at hand.</summary>
public sealed class RealMailTests
{
    [Fact]
    public void Every_real_message_is_read_and_its_attachments_are_found_again()
    {
        var folder = Folder();
        var failures = new List<string>();
        var files = Directory.GetFiles(folder, "*.eml");
        foreach (var file in files)
        {
            var message = PayloadTree.Of(File.ReadAllBytes(file));
            var readable = MessageReader.Read(message);
            var lost = readable.Attachments.Where(a => MessageReader.FindAttachment(message, a.PartId).Found != a);
            failures.AddRange(lost.Select(a => $"{Path.GetFileName(file)}: {a.PartId}"));
        }

        Assert.True(files.Length >= 105, $"only {files.Length} messages in {folder}");
        Assert.Empty(failures);
    }

    [Fact]
    public void No_real_message_comes_out_empty_unless_it_is()
    {
        var empty = new List<string>();
        foreach (var file in Directory.GetFiles(Folder(), "*.eml"))
        {
            var readable = CorpusReading.Read(File.ReadAllBytes(file));
            if (readable.Sections.Count == 0 && readable.Attachments.Count == 0)
            {
                empty.Add(Path.GetFileName(file));
            }
        }

        // Each ends with its headers.
        string[] bodiless =
        [
            "error_emails_bad_date_header.eml", "error_emails_bad_date_header2.eml",
            "error_emails_empty_in_reply_to.eml", "error_emails_missing_body.eml", "error_emails_must_supply_encoding.eml",
        ];
        Assert.Equal(bodiless, empty.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("multi_charset_japanese_iso_2022.eml", "すみません")]
    [InlineData("multi_charset_japanese_shift_jis.eml", "今後ともよろしくお願い申し上げます")]
    [InlineData("multi_charset_japanese.eml", "かきくえこ")]
    public void Old_charsets_are_readable(string fileName, string words)
    {
        var file = Path.Combine(Folder(), fileName);

        var readable = MessageReader.Read(PayloadTree.Of(File.ReadAllBytes(file)));

        Assert.Contains(words, readable.Body, StringComparison.Ordinal);
    }

    private static string Folder()
    {
        var folder = Repository.SharedData is { } data ? Path.Combine(data, "mail", "messages") : null;
        Assert.SkipUnless(Directory.Exists(folder), "no real mail: GMAIL_MCP_TEST_MAIL names no folder with messages/");
        return folder!;
    }
}
