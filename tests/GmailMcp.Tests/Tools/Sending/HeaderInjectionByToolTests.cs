using System.Text.Json.Nodes;
using GmailMcp.Policy;
using GmailMcp.Tests.EndToEnd;
using GmailMcp.Tests.Mail.Composing;
using GmailMcp.Tests.Mail.Composing.Parsed;
using Microsoft.Extensions.Time.Testing;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>What reaches a mail only through the tools: no value of theirs becomes a header, a recipient or a part in what Gmail
/// keeps.</summary>
public sealed class HeaderInjectionByToolTests
{
    // One of a hundred of HeaderInjectionTests' values.
    private static readonly int Fuzzed = Math.Max(120, FullSize.Of("GMAIL_MCP_FUZZ_HEADERS", 0) / 100);

    private static readonly (string Name, Action<JsonObject, JsonObject, string> Set)[] Places =
    [
        ("idempotencyKey", (mail, _, value) => mail["idempotencyKey"] = $"k{value}"),
        ("filename", (_, file, value) => file["filename"] = value),
        ("mimeType of a file", (_, file, value) => file["mimeType"] = value),
        ("contentId", (mail, file, value) =>
        {
            file["contentId"] = value;
            mail["htmlBody"] = $"<img src=\"cid:{value}\">";
        }),
        ("inReplyTo", (mail, _, value) => mail["inReplyTo"] = value),
        ("from", (mail, _, value) => mail["from"] = value),
        ("subject", (mail, _, value) => mail["subject"] = value),
        ("bcc", (mail, _, value) => mail["bcc"] = new JsonArray($"\"{value}\" <ben@example.org>")),
    ];

    [Fact]
    public async Task No_argument_becomes_a_header_a_recipient_or_a_part()
    {
        var time = new FakeTimeProvider(SomeOutgoing.Now);
        var policy = new PolicySettings { Confirm = ConfirmMode.Never };
        await using var server = await TestServer.StartAsync(time: time, policy: policy);
        var sent = 0;
        foreach (var (i, value) in FuzzedText.Make(Fuzzed).Index())
        {
            time.Advance(TimeSpan.FromMinutes(11)); // equal mails are two, and the quota of a minute is another's matter
            var (name, set) = Places[i % Places.Length];
            var file = new JsonObject { ["filename"] = "a.png", ["contentBase64"] = "QQ==" };
            var mail = new JsonObject
            {
                ["to"] = new JsonArray("ann@example.org"),
                ["bcc"] = new JsonArray("ben@example.org"),
                ["subject"] = "Lunch",
                ["body"] = "At noon?",
                ["htmlBody"] = "<p>At noon?</p>",
            };
            set(mail, file, value);
            mail["attachments"] = new JsonArray(file);

            var result = await server.CallAsync("send_email", mail);

            if (result.IsError != true)
            {
                sent++;
                Check(name, server.Mailbox.Messages.Single(message => message.Id == result.Field("messageId")).Raw);
            }
        }

        Assert.InRange(sent, Fuzzed / 4, Fuzzed);
    }

    private static void Check(string place, byte[] raw)
    {
        string[] always = ["Bcc", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To"];
        string[] meant = place == "inReplyTo" ? [.. always, "In-Reply-To", "References"] : always;
        var mime = NaiveMime.Read(raw);
        var found = mime.Names.ToList();
        Assert.Equal(found.Distinct(StringComparer.OrdinalIgnoreCase), found);
        Assert.Empty(found.Except(meant, StringComparer.OrdinalIgnoreCase));
        Assert.Equal(3, mime.All.Count(part => part.Parts.Count == 0));
        var headers = new RawHeaders(raw);
        Assert.Equal(["ann@example.org"], headers.Addresses("To"));
        Assert.Equal(["ben@example.org"], headers.Addresses("Bcc"));
    }
}
