using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gmail.Emulator;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using ModelContextProtocol.Protocol;
using Testing;

namespace GmailMcp.Tests.Tools.Sending;

/// <summary>The paths of LocalFilesAttacks.txt through the tools that write mail, in each of the three ways in which a file
/// gets into one: no byte of a file outside the folders leaves.</summary>
public sealed class JailedAttachmentsTests : IAsyncDisposable
{
    private static readonly string[] Tools =
        ["send_email", "draft_email", "update_draft", "reply_to_email", "reply_all", "forward_email"];

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly LocalFilesWorld _world = new();
    private TestServer? _server;
    private string _draftId = "";
    private string _messageId = "";

    private TestServer Server => _server ?? throw new InvalidOperationException("The server was not started.");

    [Fact]
    public async Task A_path_out_of_the_folders_is_refused_by_every_tool()
    {
        await StartAsync();
        foreach (var path in Paths())
        {
            foreach (var tool in Tools)
            {
                var before = Server.Changes.Count;

                var result = await CallAsync(tool, path);

                Assert.True(result.IsError, $"{tool}: {path}");
                Assert.Equal(before, Server.Changes.Count);
                Assert.DoesNotContain(LocalFilesWorld.Secret, result.AllText(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task The_name_of_a_file_that_comes_along_is_a_name_and_no_path()
    {
        await StartAsync();
        var before = Files();
        foreach (var (path, i) in Paths().Select((path, i) => (path, i)))
        {
            var tool = Tools[i % Tools.Length];
            var seen = Stored();

            var result = await CallAsync(tool, new JsonObject { ["filename"] = path, ["contentBase64"] = "QQ==" }, $"Mail {i}");

            if (result.IsError == true)
            {
                var isNoName = path.Trim().Length == 0 || path.AsSpan().ContainsAny("\r\n\0\u2028");
                Assert.True(isNoName, $"{tool}: {path}: {result.AllText()}");
                continue;
            }

            var mail = Server.Mailbox.Messages.Single(message => !seen.Contains(message.Id));
            var files = mail.Mime.BodyParts.OfType<MimePart>();
            var file = files.Single(part => part.IsAttachment && part.FileName != "theirs.txt");
            Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(path.Trim())), file.FileName);
            Assert.Equal("QQ==", Encoding.ASCII.GetString(Base64Of(file)));
        }

        Assert.Equal(before, Files());
        Assert.DoesNotContain(Server.Mailbox.Messages, message => Holds(message, LocalFilesWorld.Secret));
    }

    [Fact]
    public async Task A_part_of_another_mail_is_no_path_either()
    {
        await StartAsync();
        foreach (var (path, i) in Paths().Select((path, i) => (path, i)))
        {
            var tool = Tools[i % Tools.Length];
            var before = Server.Changes.Count;

            var byPart = await CallAsync(tool, new JsonObject { ["messageId"] = _messageId, ["partId"] = path });
            var byMessage = await CallAsync(tool, new JsonObject { ["messageId"] = path, ["partId"] = "1" });

            Assert.True(byPart.IsError, $"{tool}: part {path}");
            Assert.True(byMessage.IsError, $"{tool}: message {path}");
            Assert.Equal(before, Server.Changes.Count);
            Assert.DoesNotContain(LocalFilesWorld.Secret, byPart.AllText() + byMessage.AllText(), StringComparison.Ordinal);
        }
    }

    // What is good stays possible, or the three tests above would prove nothing.
    [Fact]
    public async Task A_file_of_the_folder_goes_along_with_every_tool_in_all_three_ways()
    {
        await StartAsync();
        foreach (var tool in Tools)
        {
            var seen = Stored();
            var result = await CallAsync(
                tool,
                new JsonArray(
                    "report.pdf",
                    new JsonObject { ["filename"] = "../up.txt", ["contentBase64"] = "QQ==" },
                    new JsonObject { ["messageId"] = _messageId, ["partId"] = "1", ["filename"] = "copy.txt" }),
                $"Good {tool}");

            Assert.True(result.IsError is null, $"{tool}: {result.AllText()}");
            var mail = Server.Mailbox.Messages.Single(message => !seen.Contains(message.Id));
            Assert.Equal(
                ["../up.txt", "copy.txt", "report.pdf"],
                mail.Mime.Attachments.OfType<MimePart>()
                    .Select(part => part.FileName)
                    .Where(name => name != "theirs.txt")
                    .Order(StringComparer.Ordinal));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _world.Dispose();
    }

    private async Task StartAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the list is for Linux: pipes, /dev, case");
        _world.SetTraps();
        _server = await TestServer.StartAsync(home: _world.Home, time: _time);
        _messageId = _server.Mailbox.Deliver(Some.MessageWithAttachment("theirs.txt", "From a mail."u8.ToArray(), "text/plain"));
        var draft = await _server.CallAsync("draft_email", """{"to":["ann@example.org"],"subject":"Draft","body":"Text"}""");
        _draftId = draft.Field("draftId")!; // required in the schema
    }

    private Task<CallToolResult> CallAsync(string tool, JsonNode attachment, string text = "Text")
    {
        _time.Advance(TimeSpan.FromMinutes(1)); // Gmail's quota of a minute is not what is tested
        var attachments = attachment as JsonArray ?? [attachment];
        return Server.CallAsync(tool, tool switch
        {
            "update_draft" => new JsonObject { ["draftId"] = _draftId, ["attachments"] = attachments },
            "reply_to_email" or "reply_all" => new JsonObject
            {
                ["messageId"] = _messageId,
                ["body"] = text,
                ["attachments"] = attachments,
            },
            "forward_email" => new JsonObject
            {
                ["messageId"] = _messageId,
                ["to"] = new JsonArray("ann@example.org"),
                ["body"] = text,
                ["attachments"] = attachments,
            },
            _ => new JsonObject
            {
                ["to"] = new JsonArray("ann@example.org"),
                ["subject"] = text,
                ["body"] = text,
                ["attachments"] = attachments,
            },
        });
    }

    private HashSet<string> Stored() => [.. Server.Mailbox.Messages.Select(message => message.Id)];

    // All but the server's own.
    private List<string> Files() =>
        [.. LocalFilesWorld.Inventory(_world.Home).Where(entry => !entry.Contains("/state/", StringComparison.Ordinal))];

    private IEnumerable<string> Paths() => File
        .ReadLines(Path.Join(Repository.Root, "tests", "GmailMcp.Tests", "Tools", "LocalFilesAttacks.txt"))
        .Select(line => line.Split('\t'))
        .Where(columns => columns[0] == "read" && !columns[2].StartsWith("vault", StringComparison.Ordinal)) // not set here
        .Select(columns => Regex.Unescape(columns[2])
            .Replace("{empty}", "", StringComparison.Ordinal)
            .Replace("{home}", _world.Home, StringComparison.Ordinal)
            .Replace("{in}", _world.In, StringComparison.Ordinal)
            .Replace("{out}", _world.Out, StringComparison.Ordinal));

    private static byte[] Base64Of(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content!.DecodeTo(bytes);
        return Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes.ToArray()));
    }

    private static bool Holds(EmulatedMessage message, string text) =>
        message.Mime.BodyParts.OfType<MimePart>().Any(part =>
        {
            using var bytes = new MemoryStream();
            part.Content!.DecodeTo(bytes);
            return Encoding.Latin1.GetString(bytes.ToArray()).Contains(text, StringComparison.Ordinal);
        });
}
