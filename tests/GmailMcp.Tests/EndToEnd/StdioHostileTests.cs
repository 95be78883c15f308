using System.Text;
using System.Text.Json.Nodes;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Lines that are no messages: each is answered, and the next call works.</summary>
public sealed class StdioHostileTests
{
    private const int LongestLine = 64 * 1024 * 1024;

    [Theory]
    [InlineData("{bad", -32700, null)]
    [InlineData("[", -32700, null)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}}", -32700, null)]
    [InlineData("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]", -32600, null)]
    [InlineData("null", -32600, null)]
    [InlineData("\"ping\"", -32600, null)]
    [InlineData("{\"jsonrpc\":\"2.0\"}", -32600, null)]
    [InlineData("{\"jsonrpc\":\"1.0\",\"id\":5,\"method\":\"ping\"}", -32600, "5")]
    [InlineData("{\"id\":\"six\",\"method\":\"ping\"}", -32600, "\"six\"")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}", -32600, null)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}", -32600, null)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":7}", -32600, "7")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"tools/call\",\"params\":[1]}", -32602, "8")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"arguments\":{}}}", -32602, "9")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":10,\"method\":\"tools/call\",\"params\":{\"name\":\"read_email\",\"arguments\":\"x\"}}", -32602, "10")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":13,\"method\":\"tools/call\",\"params\":{\"name\":\"read_email\",\"name\":\"x\"}}", -32602, "13")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":14,\"method\":\"tools/call\",\"params\":{\"name\":\"search_emails\",\"arguments\":{\"query\":\"a\",\"query\":\"b\"}}}", -32602, "14")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":11,\"method\":\"no/such\"}", -32601, "11")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":12,\"method\":\"tools/list\",\"params\":{\"x\":\"\\ud800\"}}", -32600, "12")]
    public async Task Answers_a_wrong_line_by_the_book_and_lives(string line, int code, string? id)
    {
        await using var server = await ServerProcess.StartDemoAsync();

        await server.SendAsync(line, Frame.Request(99, "ping"));
        await server.AnswerAsync(99);
        await server.UntilAsync(it => it.Frames.Any(frame => frame.ContainsKey("error")), $"an answer to {line}");

        var answer = Assert.Single(server.Frames, frame => frame.ContainsKey("error"));
        Assert.Equal(code, (int)answer["error"]!["code"]!);
        Assert.Equal(id, answer["id"]?.ToJsonString());
        Assert.True(answer.ContainsKey("id"));
    }

    [Fact]
    public async Task Passes_over_empty_lines_and_a_byte_order_mark()
    {
        await using var server = ServerProcess.Start("--demo");

        await server.SendAsync("\uFEFF" + Frame.Initialize("2025-06-18"), "", "  \t", "\r", Frame.Request(1, "ping") + "\r");

        await server.AnswerAsync(0);
        await server.AnswerAsync(1);
        Assert.Empty(server.Anonymous);
    }

    [Fact]
    public async Task Refuses_one_line_of_more_than_64_MiB_once_and_takes_the_next()
    {
        await using var server = await ServerProcess.StartDemoAsync();
        await server.ResultAsync(1, Frame.Call(1, "list_email_labels"));
        var before = server.ResidentBytes;

        var block = new byte[1024 * 1024];
        Array.Fill(block, (byte)'x');
        await server.SendAsync(Encoding.UTF8.GetBytes("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{\"x\":\""));
        for (var sent = 0L; sent <= 2L * LongestLine; sent += block.Length)
        {
            await server.SendAsync(block);
        }

        var atTheEnd = server.ResidentBytes;
        await server.SendAsync("\"}}", Frame.Request(3, "ping"));
        await server.AnswerAsync(3);

        var refusal = Assert.Single(server.Anonymous)["error"]!;
        Assert.Equal(-32600, (int)refusal["code"]!);
        Assert.Contains("67108864", (string)refusal["message"]!, StringComparison.Ordinal);
        Assert.False(server.HasAnswered(2));
        Assert.True(atTheEnd - before < 160L * 1024 * 1024, $"It grew by {(atTheEnd - before) / 1024 / 1024} MiB.");
    }

    // A stranger's text in an argument must come back neither on stderr nor anywhere but in the answer.
    [Fact]
    public async Task Keeps_what_it_is_sent_out_of_its_log()
    {
        await using var server = await ServerProcess.StartDemoAsync();

        await server.SendAsync(
            Frame.Call(1, "read_email", new JsonObject { ["messageId"] = "confidential-1" }),
            Frame.Call(2, "confidential-2"),
            Frame.Request(3, "confidential/3"),
            Frame.Call(4, "send_email", new JsonObject { ["to"] = "confidential-4", ["subject"] = "confidential-5", ["body"] = 6 }),
            "{\"confidential-7\":",
            Frame.Call(8, "search_emails", new JsonObject { ["query"] = "confidential-8" }));
        foreach (var id in new[] { 1, 2, 3, 4, 8 })
        {
            await server.AnswerAsync(id);
        }

        server.CloseInput();
        await server.EndAsync();
        Assert.Equal("", server.Error);
    }
}
