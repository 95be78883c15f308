using System.Globalization;
using GmailMcp.Mail.Reading;
using GmailMcp.Tests.Mail.Html;
using Testing;

namespace GmailMcp.Tests.Mail.Reading;

/// <summary>The corpus with damage: bytes changed, cut, repeated, and pieces of one mail in another. More of them, and larger
/// ones, by GMAIL_MCP_FUZZ_MESSAGES.</summary>
public sealed class MutatedMailTests
{
    private const int DefaultCount = 10_000;
    private const int Seed = 20261102;

    [Fact]
    public void Damaged_mail_is_read_without_an_error_and_in_time()
    {
        var count = int.TryParse(
            Environment.GetEnvironmentVariable("GMAIL_MCP_FUZZ_MESSAGES"), CultureInfo.InvariantCulture, out var asked)
            ? asked
            : DefaultCount;
        var isLong = count > DefaultCount;
        var seeds = SeedMails(isLong);
        var pages = isLong ? SeedPages() : [];
        var failures = new List<string>();
        var times = new ReadingTimes();
        for (var i = 0; i < count && failures.Count < 10; i++)
        {
            var random = new Random(Seed + i);
            var mail = isLong ? Grown(seeds, pages, random) : seeds[random.Next(seeds.Length)];
            if (FailureOf(Mutate(mail, seeds, random), times) is { } failure)
            {
                failures.Add($"{Seed + i}: {failure}");
            }
        }

        TestContext.Current.SendDiagnosticMessage($"mails: {times}");
        Assert.Empty(failures);
        Assert.Equal(0, times.Hangs);
        Assert.True(!isLong || times.Tail < TimeSpan.FromMilliseconds(50), times.ToString());
    }

    /// <summary>The long run damages mail written by others too, where it is at hand.</summary>
    private static byte[][] SeedMails(bool isLong)
    {
        var corpus = Path.Combine(Repository.Root, "tests", "GmailMcp.Tests", "Mail", "Reading", "Corpus");
        var real = isLong && Repository.SharedData is { } data ? Path.Combine(data, "mail", "messages") : null;
        var files = Directory.GetFiles(corpus, "*.eml").Concat(real is null ? [] : Directory.GetFiles(real, "*.eml"));
        return [.. files.Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(mail => mail.Length < ReadingTimes.LargestRead)];
    }

    private static byte[][] SeedPages()
    {
        var files = Directory.GetFiles(PaintedWords.Corpus, "*.html")
            .Concat(PaintedWords.RealPages is { } real ? Directory.GetFiles(real, "*.html") : []);
        return [.. files.Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }

    /// <summary>A mail of pages and of other mails, of a size anywhere below 100 kB.</summary>
    private static byte[] Grown(byte[][] mails, byte[][] pages, Random random)
    {
        var size = random.Next(1_000, ReadingTimes.LargestRead);
        var mail = new MemoryStream(size);
        mail.Write("From: Anna <anna@example.com>\r\nSubject: Many\r\nMIME-Version: 1.0\r\n"u8);
        mail.Write("Content-Type: multipart/mixed; boundary=many\r\n"u8);
        while (mail.Length < size)
        {
            var isPage = random.Next(2) == 0;
            var part = isPage ? pages[random.Next(pages.Length)] : mails[random.Next(mails.Length)];
            mail.Write("\r\n--many\r\nContent-Type: "u8);
            mail.Write(isPage ? "text/html; charset=utf-8\r\n\r\n"u8 : "message/rfc822\r\n\r\n"u8);
            mail.Write(part.AsSpan(0, Math.Min(part.Length, Math.Max(1, size - (int)mail.Length))));
        }

        mail.Write("\r\n--many--\r\n"u8);
        return mail.ToArray();
    }

    private static string? FailureOf(byte[] mail, ReadingTimes times)
    {
        if (MailClaims.PayloadOf(mail) is not { } payload)
        {
            return null;
        }

        try
        {
            _ = times.Of(() => MailTextReader.Read(CorpusReading.Read(payload, mail).Message, includeQuoted: false));
            return MailClaims.Broken(mail, payload);
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    private static byte[] Mutate(byte[] whole, byte[][] seeds, Random random)
    {
        var mail = new List<byte>(whole);
        var damages = random.Next(1, 12);
        for (var i = 0; i < damages && mail.Count > 0; i++)
        {
            var at = random.Next(mail.Count);
            var length = Math.Min(random.Next(1, 200), mail.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    mail[at] = (byte)random.Next(256);
                    break;
                case 1:
                    mail.RemoveRange(at, length);
                    break;
                case 2:
                    mail.InsertRange(at, mail.GetRange(at, length));
                    break;
                case 3:
                    var other = seeds[random.Next(seeds.Length)];
                    var from = random.Next(other.Length);
                    mail.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(1, 2000))]);
                    break;
                case 4:
                    mail.RemoveRange(at, mail.Count - at);
                    break;
                case 5:
                    mail.InsertRange(at, Enumerable.Repeat(mail[at], random.Next(1, 5000)));
                    break;
                default:
                    mail[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. mail];
    }
}
