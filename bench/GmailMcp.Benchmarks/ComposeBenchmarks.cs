using BenchmarkDotNet.Attributes;
using GmailMcp.Mail.Composing;

namespace GmailMcp.Benchmarks;

/// <summary>Is writing a mail cheap beside sending it, and does an attachment stay out of memory? Expected: tens of
/// microseconds for a text, and an allocation that does not grow with the attachment.</summary>
[MemoryDiagnoser]
public class ComposeBenchmarks
{
    private static readonly byte[] FileContent = new byte[1_000_000];

    private readonly MessageComposer _composer = new(TimeProvider.System);

    [Benchmark(Baseline = true)]
    public long Text() => Write(Mail());

    [Benchmark]
    public long TextAndHtmlInManyScripts() => Write(Mail() with
    {
        Subject = "Angebot für die Renovierung, 見積もり, предложение",
        To = ["\"Çelik, Ayşe\" <ayse@example.org>", "日本 太郎 <taro@example.net>", "info@müller.example"],
        HtmlBody = "<p>Grüße</p>",
    });

    [Benchmark]
    public long AttachmentOf1Megabyte() => Write(Mail() with
    {
        Attachments =
        [
            new OutgoingAttachment("plan.pdf", null, () => new MemoryStream(FileContent), FileContent.Length),
        ],
    });

    [Benchmark]
    public long FiveHundredRecipients() => Write(Mail() with
    {
        To = [.. Enumerable.Range(0, 500).Select(i => $"Person {i} <person{i}@example.org>")],
    });

    private long Write(OutgoingMessage mail)
    {
        using var composed = _composer.Compose(mail);
        composed.WriteTo(Stream.Null);
        return composed.SizeInBytes;
    }

    private static OutgoingMessage Mail() => new()
    {
        To = ["ben@example.org"],
        Subject = "Lunch on Monday",
        Body = "At noon, at the usual place?\n\nAnna",
    };
}
