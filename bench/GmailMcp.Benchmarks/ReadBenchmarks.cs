using System.Buffers.Text;
using System.Text;
using BenchmarkDotNet.Attributes;
using Gmail.Messages;
using GmailMcp.Mail.Reading;

namespace GmailMcp.Benchmarks;

/// <summary>What does a message cost between Gmail's JSON and the model? Expected: below 100 microseconds for an
/// ordinary mail, and for a large one little more than decoding its text.</summary>
[MemoryDiagnoser]
public class ReadBenchmarks
{
    private readonly Message _ordinary = Mail("Grüße aus Köln. ", 60);
    private readonly Message _large = Mail("Grüße aus Köln. ", 60_000);
    private readonly Message _metadata = Mail("", 0);

    [Benchmark(Baseline = true)]
    public int OrdinaryMail() => MessageReader.Read(_ordinary).Body.Length;

    [Benchmark]
    public int MailOf1Megabyte() => MessageReader.Read(_large).Body.Length;

    [Benchmark]
    public int LineOfAList() => MessageReader.Summarize(_metadata).Subject.Length;

    private static Message Mail(string sentence, int times)
    {
        var text = string.Concat(Enumerable.Repeat(sentence, times));
        return new Message
        {
            Id = "18c2f0a1b2c3d4e5",
            Snippet = "Gr&uuml;&szlig;e",
            Payload = new MessagePart
            {
                MimeType = "multipart/alternative",
                Headers =
                [
                    .. Enumerable.Range(0, 12).Select(i => Header("Received", $"from r{i}.example by mx.example")),
                    Header("From", "=?utf-8?Q?J=C3=BCrgen?= <jg@example.com>"),
                    Header("To", "Anna <anna@example.com>, ben@example.org, \"Celik, Ayse\" <ayse@example.org>"),
                    Header("Subject", "=?utf-8?Q?Gr=C3=BC=C3=9Fe?="),
                    Header("Date", "Mon, 2 Nov 2026 09:00:00 +0100"),
                    Header("References", "<1@example.com> <2@example.com> <3@example.com>"),
                ],
                Parts = [Part("text/plain", text), Part("text/html", $"<p>{text}</p>")],
            },
        };
    }

    private static MessagePart Part(string mimeType, string text) => new()
    {
        MimeType = mimeType,
        Headers = [Header("Content-Type", $"{mimeType}; charset=iso-8859-1")],
        Body = new MessagePartBody { Data = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text)) },
    };

    private static MessageHeader Header(string name, string value) => new() { Name = name, Value = value };
}
