using System.Diagnostics;
using System.Globalization;
using GmailMcp.Mail.Reading;
using Testing;

namespace GmailMcp.Tests.Mail.Reading;

/// <summary>The corpus with damage: bytes changed, cut, repeated, and pieces of one mail in another. More of them by
/// GMAIL_MCP_FUZZ_MESSAGES.</summary>
public sealed class MutatedMailTests
{
    private const int DefaultCount = 10_000;
    private const int Seed = 20261102;

    /// <summary>A mail of this size is read in milliseconds; what takes this long hangs or is quadratic.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    [Fact]
    public void Damaged_mail_is_read_without_an_error_and_in_time()
    {
        var count = int.TryParse(
            Environment.GetEnvironmentVariable("GMAIL_MCP_FUZZ_MESSAGES"), CultureInfo.InvariantCulture, out var asked)
            ? asked
            : DefaultCount;
        var seeds = SeedMails(isLong: count > DefaultCount);
        var failures = new List<string>();
        var times = new List<double>();
        for (var i = 0; i < count && failures.Count < 10; i++)
        {
            var mail = Mutate(seeds, new Random(Seed + i));
            var clock = Stopwatch.StartNew();
            if (FailureOf(mail) is { } failure)
            {
                failures.Add($"{Seed + i}: {failure}");
            }

            times.Add(clock.Elapsed.TotalMilliseconds);
            if (clock.Elapsed > Slow)
            {
                failures.Add($"{Seed + i}: took {clock.Elapsed}");
            }
        }

        times.Sort();
        TestContext.Current.SendDiagnosticMessage(
            $"{count} mails; 99 % within {times[(int)(times.Count * 0.99)]:0.0} ms, the slowest {times[^1]:0.0} ms");
        Assert.Empty(failures);
    }

    /// <summary>The long run damages mail written by others too, where it is at hand.</summary>
    private static byte[][] SeedMails(bool isLong)
    {
        var corpus = Path.Combine(Repository.Root, "tests", "GmailMcp.Tests", "Mail", "Reading", "Corpus");
        var real = isLong && Repository.SharedData is { } data ? Path.Combine(data, "mail", "messages") : null;
        var files = Directory.GetFiles(corpus, "*.eml").Concat(real is null ? [] : Directory.GetFiles(real, "*.eml"));
        return [.. files.Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(mail => mail.Length < 100_000)];
    }

    private static string? FailureOf(byte[] mail)
    {
        Gmail.Messages.Message payload;
        try
        {
            payload = PayloadTree.Of(mail);
        }
        catch (FormatException)
        {
            return null; // no mail any more: Gmail would not have taken it
        }

        try
        {
            var (message, fetched) = CorpusReading.Read(payload, mail);
            var lost = message.Attachments.Where(file =>
                MessageReader.FindAttachment(payload, file.PartId, fetched) == AttachmentLookup.NotFound);
            return message.BodyPartsToFetch.Count > 0 && message.BodyPartsToFetch.All(part => fetched.ContainsKey(part.PartId))
                ? "asks again for what it was given"
                : lost.Select(file => $"lost {file.PartId}").FirstOrDefault();
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    private static byte[] Mutate(byte[][] seeds, Random random)
    {
        var mail = new List<byte>(seeds[random.Next(seeds.Length)]);
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
