using GmailMcp.Mail.Composing;
using GmailMcp.Mail.Reading;
using GmailMcp.Tests.EndToEnd;
using GmailMcp.Tests.Mail.Composing.Parsed;
using GmailMcp.Tests.Tools.Sending;
using MimeKit;

namespace GmailMcp.Tests.Mail.Composing;

/// <summary>Whatever a caller writes into a value, it is refused or it stays in its own header: no other header, recipient
/// or part comes of it.</summary>
public sealed class HeaderInjectionTests(ITestOutputHelper output)
{
    private const string Html = "<p>Look <img src=\"cid:pic\"></p>";

    private const string Allowed = "ann@example.org";

    private static readonly HashSet<string> PartFields =
        ["Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Content-ID", "Content-Id"];

    // The bar is 100,000 (GMAIL_MCP_FUZZ_HEADERS=100000).
    private static readonly int Fuzzed = FullSize.Of("GMAIL_MCP_FUZZ_HEADERS", 4_000);

    private static readonly OutgoingMessage Mail = new()
    {
        From = "Owner <owner@example.com>",
        To = [$"Ann <{Allowed}>"],
        Cc = ["ben@example.org"],
        Bcc = ["carl@example.org"],
        Subject = "Lunch",
        Body = "At noon?",
        HtmlBody = Html,
        InReplyTo = "<answered@example.org>",
        References = ["<root@example.org>", "<second@example.org>"],
        Attachments =
        [
            SomeOutgoing.File("pic.png", [1], "image/png") with { ContentId = "pic" },
            SomeOutgoing.File("a.txt", [2]),
        ],
    };

    /// <summary>Each value that a caller, or the mail that is answered, can bring into a header.</summary>
    private static readonly (string Name, Func<string, OutgoingMessage> With)[] Places =
    [
        ("to", value => Mail with { To = [value] }),
        ("to, name", value => Mail with { To = [$"{value} <{Allowed}>"] }),
        ("to, name in quotes", value => Mail with { To = [$"\"{value}\" <{Allowed}>"] }),
        ("to, escaped name", value => Mail with { To = [new global::GmailMcp.Mail.MailAddress(value, Allowed).ToString()] }),
        ("cc, before the @", value => Mail with { Cc = [$"{value}@example.org"] }),
        ("bcc, after the @", value => Mail with { Bcc = [$"carl@{value}"] }),
        ("bcc, in brackets", value => Mail with { Bcc = [$"Carl <{value}>"] }),
        ("bcc, behind the brackets", value => Mail with { Bcc = [$"Carl <carl@example.org>{value}"] }),
        ("from", value => Mail with { From = value }),
        ("from, name", value => Mail with { From = $"\"{value}\" <owner@example.com>" }),
        ("subject", value => Mail with { Subject = value }),
        ("file name", value => Mail with { Attachments = [Mail.Attachments[0], SomeOutgoing.File(value, [2])] }),
        ("file name of a picture", value => Mail with
        {
            Attachments = [SomeOutgoing.File(value, [1]) with { ContentId = "pic" }, Mail.Attachments[1]],
        }),
        ("contentId", value => Mail with
        {
            HtmlBody = $"<p>Look <img src=\"cid:{value}\"></p>",
            Attachments = [SomeOutgoing.File("pic.png", [1]) with { ContentId = value }, Mail.Attachments[1]],
        }),
        ("mimeType of a file", value => Mail with
        {
            Attachments = [Mail.Attachments[0], SomeOutgoing.File("a.txt", [2], value)],
        }),
        ("mimeType of a file, at its end", value => Mail with
        {
            Attachments = [Mail.Attachments[0], SomeOutgoing.File("a.txt", [2], $"text/plain; x={value}")],
        }),
        ("inReplyTo", value => Mail with { InReplyTo = value }),
        ("inReplyTo, in brackets", value => Mail with { InReplyTo = $"<{value}@example.org>" }),
        ("References of others", value => Mail with { References = [value, $"<{value}>"] }),
        ("the mail answered", value => AnswerTo(value)),
        ("mimeType", value => Mail with { MimeType = value }),
        ("body", value => Mail with { Body = $"x{value}\r\n{value}", HtmlBody = $"{value}\r\n{Html}" }),
    ];

    /// <summary>Each value that changes a draft.</summary>
    private static readonly (string Name, Func<string, DraftChanges> With)[] Changes =
    [
        ("draft to", value => new DraftChanges { To = [value] }),
        ("draft to, name", value => new DraftChanges { To = [$"\"{value}\" <{Allowed}>"] }),
        ("draft cc", value => new DraftChanges { Cc = [$"{value} <ben@example.org>"] }),
        ("draft bcc", value => new DraftChanges { Bcc = [$"Carl <{value}>"] }),
        ("draft subject", value => new DraftChanges { Subject = value }),
        ("draft file name", value => new DraftChanges { Attachments = [SomeOutgoing.File(value, [2])] }),
        ("draft mimeType of a file", value => new DraftChanges { Attachments = [SomeOutgoing.File("a.txt", [2], value)] }),
        ("draft body", value => new DraftChanges { Body = $"x{value}" }),
        ("draft htmlBody", value => new DraftChanges { HtmlBody = $"x{value}{Html}" }),
    ];

    [Fact]
    public void No_value_becomes_a_header_a_recipient_or_a_part()
    {
        var draft = SomeOutgoing.Bytes(Mail);
        var written = new Dictionary<string, int>();
        var refused = new Dictionary<string, int>();
        var count = Places.Length + Changes.Length;
        string[] harmless = [.. Enumerable.Repeat("dan@example.org", count), .. Enumerable.Repeat("example.org", count)];
        foreach (var (value, i) in harmless.Concat(FuzzedText.Make(Fuzzed)).Select((value, i) => (value, i)))
        {
            var place = i % count;
            var name = place < Places.Length ? Places[place].Name : Changes[place - Places.Length].Name;
            try
            {
                using var composed = place < Places.Length
                    ? SomeOutgoing.Compose(Places[place].With(value))
                    : DraftMerge.Merge(draft, Changes[place - Places.Length].With(value), SomeOutgoing.Now).Mail;
                Check(name, value, composed.ToArray());
                written[name] = written.GetValueOrDefault(name) + 1;
            }
            catch (ComposeException refusal)
            {
                Assert.DoesNotContain(refusal.ArgumentName, char.IsControl);
                refused[name] = refused.GetValueOrDefault(name) + 1;
            }
        }

        foreach (var name in written.Keys.Union(refused.Keys).Order(StringComparer.Ordinal))
        {
            output.WriteLine($"{name}: {written.GetValueOrDefault(name)} written, {refused.GetValueOrDefault(name)} refused");
        }

        output.WriteLine($"{Fuzzed} values: {written.Values.Sum()} written, {refused.Values.Sum()} refused, 0 injected");
        var places = Places.Select(place => place.Name).Concat(Changes.Select(change => change.Name)).Except(["mimeType"]);
        Assert.All(places, name => Assert.True(written.ContainsKey(name), $"{name}: nothing was written, so nothing was tried"));
    }

    private static void Check(string place, string value, byte[] raw)
    {
        var mime = NaiveMime.Read(raw);
        string[] fields =
            ["Bcc", "Cc", "Content-Type", "Date", "From", "In-Reply-To", "MIME-Version", "References", "Subject", "To"];
        if (place is "from" or "inReplyTo" && string.IsNullOrWhiteSpace(value))
        {
            fields = [.. fields.Except([place == "from" ? "From" : "In-Reply-To"])]; // nothing is none
        }

        Same(fields, mime.Names.Order(StringComparer.Ordinal), "header names");
        using var message = MimeMessage.Load(new MemoryStream(raw));
        var read = message.Headers.Concat(message.Body!.Headers).Select(header => header.Field); // not null: there are parts
        Same(fields, read.Order(StringComparer.Ordinal), "header names (MimeKit)");
        foreach (var part in mime.All.Skip(1))
        {
            Same(part.Names.Distinct(StringComparer.OrdinalIgnoreCase), part.Names, "names of a part, twice");
            Same([], part.Names.Except(PartFields), "names of a part");
        }

        // Two texts, a picture and a file in their three multiparts, or in two where the text shows no picture.
        Same(["4"], [$"{mime.All.Count(part => part.Parts.Count == 0)}"], "parts");
        Same(["4"], [$"{message.BodyParts.Count()}"], "parts (MimeKit)");
        CheckRecipients();
        Same([], message.From.Mailboxes.Skip(1).Select(extra => extra.Address), "senders");
        var texts = message.To.Concat(message.From).Select(one => one.Name).Append(message.Subject).Append(message.InReplyTo);
        Assert.All(texts, text => Same([], (text ?? "").Where(c => c is '\r' or '\n' or '\0').Select(c => $"{(int)c}"), "breaks"));

        void CheckRecipients()
        {
            var headers = new RawHeaders(raw);
            foreach (var (field, list, meant) in new[]
            {
                ("To", message.To, Allowed), ("Cc", message.Cc, "ben@example.org"), ("Bcc", message.Bcc, "carl@example.org"),
            })
            {
                Same(["MailboxAddress"], list.Select(one => one.GetType().Name), "recipients (MimeKit)");
                var address = list.Mailboxes.Single().GetAddress(idnEncode: true);
                if (!address.Contains('"', StringComparison.Ordinal)) // the naive reader knows no quoted addresses
                {
                    Same([address.ToLowerInvariant()], headers.Addresses(field), "recipients");
                }

                // Where the address itself is not what was tried, it is the one given.
                if (!place.Contains(field, StringComparison.OrdinalIgnoreCase) || place.Contains("name", StringComparison.Ordinal))
                {
                    Same([meant], [address], "address");
                }
            }
        }

        void Same(IEnumerable<string> expected, IEnumerable<string> actual, string what)
        {
            var (meant, found) = (string.Join('|', expected), string.Join('|', actual));
            var shown = string.Concat(value.Select(c => c is >= ' ' and <= '~' ? $"{c}" : $"\\u{(int)c:X4}"));
            Assert.True(meant == found, $"{place}: {what}: {found} instead of {meant} for {shown}");
        }
    }

    private static OutgoingMessage AnswerTo(string value)
    {
        var reply = ReplyHeaders.To(HeaderReader.Read(SomeMail.Headers(
            ("Message-ID", $"<{value}@example.org>"), ("References", $"<root@example.org> {value}"), ("Subject", value))));
        return Mail with
        {
            Subject = reply.Subject,
            InReplyTo = reply.InReplyTo ?? Mail.InReplyTo,
            References = reply.References.Count > 0 ? reply.References : Mail.References,
        };
    }
}
