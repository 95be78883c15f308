using System.Text;
using System.Text.Json.Nodes;
using Microsoft.ML.Tokenizers;
using ModelContextProtocol.Protocol;
using Testing;

namespace GmailMcp.Tests.Tools.Messages;

/// <summary>Mail and pages written by others, through read_email, where they are at hand.</summary>
public class RealMailTests
{
    private const int MostTokens = 2_500;

    private const int LongestPage = 10_000;

    // The units that a mailbox has for one minute are enough for the calls about so many.
    private const int MessagesInAMailbox = 35;

    [Theory]
    [InlineData("homedepot-check-inside-now.html")]
    [InlineData("papercut-4.4.html")]
    [InlineData("planet-fitness.html")]
    [InlineData("xamarin3.html")]
    public async Task A_shop_mail_comes_whole_and_is_cheap(string page)
    {
        await using var server = await TestServer.StartAsync(isFenced: true);
        var messageId = server.Mailbox.Deliver(AsMail(page));

        var result = await server.CallAsync("read_email", new JsonObject { ["messageId"] = messageId });

        Assert.False(result.IsError ?? false, result.AllText());
        Assert.Null(NextOffset(result));
        var cost = TiktokenTokenizer.CreateForEncoding("o200k_base").CountTokens(result.AllText());
        TestContext.Current.TestOutputHelper?.WriteLine($"{page}: {cost} tokens");
        Assert.True(cost <= MostTokens, $"{page} costs {cost} tokens");
    }

    [Theory]
    [InlineData("jwz.body.132.html")]
    [InlineData("jwz.body.145.html")]
    public async Task A_long_page_is_cut_at_a_lines_end_and_its_pieces_make_the_whole(string page)
    {
        await using var server = await TestServer.StartAsync(isFenced: true);
        var messageId = server.Mailbox.Deliver(AsMail(page));
        var pieces = new List<string>();
        for (int? offset = 0; offset is not null;)
        {
            var piece = await server.CallAsync(
                "read_email", new JsonObject { ["messageId"] = messageId, ["offset"] = offset });
            pieces.Add(BodyOf(piece));
            offset = NextOffset(piece);
        }

        var whole = BodyOf(await server.CallAsync(
            "read_email", new JsonObject { ["messageId"] = messageId, ["maxChars"] = 200_000 }));

        Assert.True(pieces.Count > 1, "came in one piece");
        Assert.All(pieces, piece => Assert.InRange(piece.Length, 1, LongestPage));
        Assert.All(pieces.SkipLast(1), piece => Assert.EndsWith("\n", piece, StringComparison.Ordinal));
        Assert.Equal(whole, string.Concat(pieces));
    }

    [Fact]
    public async Task Every_real_message_is_answered()
    {
        var files = Directory.GetFiles(Folder("messages"), "*.eml").Order(StringComparer.Ordinal).ToList();
        Assert.True(files.Count >= 105, $"only {files.Count} messages");
        foreach (var some in files.Chunk(MessagesInAMailbox))
        {
            await using var server = await TestServer.StartAsync(isFenced: true);
            foreach (var file in some)
            {
                var raw = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
                var messageId = server.Mailbox.Deliver(raw);

                var result = await server.CallAsync("read_email", new JsonObject { ["messageId"] = messageId });

                Assert.False(result.IsError ?? false, $"{Path.GetFileName(file)}: {result.AllText()}");
                Assert.Equal(messageId, result.Field("id"));
            }
        }
    }

    private static byte[] AsMail(string page)
    {
        var html = File.ReadAllBytes(Path.Combine(Folder("html"), page));
        return Encoding.ASCII.GetBytes(
            "From: News <news@example.org>\r\nTo: owner@example.com\r\nSubject: A page\r\n"
            + "Date: Mon, 02 Nov 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Convert.ToBase64String(html, Base64FormattingOptions.InsertLineBreaks) + "\r\n");
    }

    private static int? NextOffset(CallToolResult result) =>
        result.StructuredContent!.Value.TryGetProperty("nextOffset", out var next) // a tool with a schema has it
            ? next.GetInt32()
            : null;

    // Between the marks of the fence, which are new in each answer.
    private static string BodyOf(CallToolResult result)
    {
        var body = result.Field("body")!; // required in the schema
        Assert.Matches("^<<[a-z2-9]{8} ", body);
        return body["<<12345678 ".Length..^" 12345678>>".Length];
    }

    private static string Folder(string name)
    {
        var folder = Repository.SharedData is { } data ? Path.Combine(data, "mail", name) : null;
        Assert.SkipUnless(Directory.Exists(folder), $"no real mail: GMAIL_MCP_TEST_MAIL names no folder with {name}/");
        return folder!;
    }
}
