using System.Text;
using System.Text.Json.Nodes;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>Lines that are nearly messages, the same for the same seed. None holds a newline, and none changes so much in the demo
/// mailbox that a call would have nothing to answer with.</summary>
internal sealed class BrokenFrames(Random random)
{
    private static readonly string[] Good =
    [
        Frame.Request(1, "ping"),
        Frame.Request(2, "tools/list"),
        Frame.Call(3, "search_emails", new JsonObject { ["query"] = "from:ann OR {to:bob subject:\"x y\"}", ["maxResults"] = 2 }),
        Frame.Call(4, "read_email", new JsonObject { ["messageId"] = "18c2f0aa00000000" }),
        Frame.Call(5, "get_filter", new JsonObject { ["filterId"] = "grüße 日本語 🎂" }),
        Frame.Call(6, "batch_modify_emails", new JsonObject { ["messageIds"] = new JsonArray("a", "b"), ["addLabelIds"] = new JsonArray() }),
        Frame.Modern(7, "server/discover"),
        Frame.Modern(8, "tools/list"),
        Frame.Initialize("2025-11-25", 9),
        Frame.Initialized,
        Frame.Notification("notifications/cancelled", new JsonObject { ["requestId"] = 3, ["reason"] = "none" }),
        Frame.Notification("notifications/progress", new JsonObject { ["progressToken"] = "x", ["progress"] = 1 }),
        Frame.Request(10, "resources/read", new JsonObject { ["uri"] = "gmail://labels" }),
        Frame.Request(11, "logging/setLevel", new JsonObject { ["level"] = "debug" }),
        "{\"jsonrpc\":\"2.0\",\"id\":12,\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":13,\"error\":{\"code\":-1,\"message\":\"no\"}}",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "-1", "1e400", "9223372036854775808", "0.5", "\"\"", "\"\\u0000\"", "\"\\ud83d\"", "\"\\udc00\\ud800\"", "[]", "{}",
        "[[[[]]]]", "{\"a\":{\"a\":{}}}", "\"\\u2028\"", "\"2.0\"", "\"tools/call\"", "[1,2]", "\"" + new string('x', 5_000) + "\"",
    ];

    public byte[] Next() => random.Next(8) switch
    {
        0 => Truncated(),
        1 => Flipped(),
        2 => Noise(),
        3 => Deep(),
        4 => Utf8(Pick(Good) + Pick(Good)),
        5 => Utf8(Pick(Values)),
        _ => Utf8(Swapped()),
    };

    private byte[] Truncated()
    {
        var good = Utf8(Pick(Good));
        return good[random.Next(good.Length)..];
    }

    private byte[] Flipped()
    {
        var good = Utf8(Pick(Good));
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var value = (byte)random.Next(256);
            good[random.Next(good.Length)] = value == (byte)'\n' ? (byte)' ' : value;
        }

        return good;
    }

    private byte[] Noise()
    {
        var noise = new byte[random.Next(200)];
        random.NextBytes(noise);
        noise.AsSpan().Replace((byte)'\n', (byte)'\r');
        return noise;
    }

    private byte[] Deep()
    {
        var depth = random.Next(1, 200);
        return Utf8("{\"jsonrpc\":\"2.0\",\"id\":14,\"method\":\"ping\",\"params\":{\"x\":"
            + new string('[', depth) + new string(']', depth) + "}}");
    }

    // One value of a good frame, wherever it stands, becomes another.
    private string Swapped()
    {
        var frame = JsonNode.Parse(Pick(Good))!.AsObject();
        var target = frame;
        while (random.Next(2) == 0 && target.Select(member => member.Value).OfType<JsonObject>().ToList() is { Count: > 0 } inner)
        {
            target = inner[random.Next(inner.Count)];
        }

        var names = target.Select(member => member.Key).ToList();
        if (names.Count == 0)
        {
            return frame.ToJsonString();
        }

        var name = names[random.Next(names.Count)];
        target[name] = "\uFFFC";
        return frame.ToJsonString().Replace("\"\\uFFFC\"", random.Next(6) == 0 ? $"1,\"{name}\":2" : Pick(Values), StringComparison.Ordinal);
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
