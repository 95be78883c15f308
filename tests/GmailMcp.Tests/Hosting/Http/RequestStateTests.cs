using System.Text;
using System.Text.Json.Nodes;
using GmailMcp.Accounts;
using GmailMcp.Tests.EndToEnd;
using Microsoft.Extensions.Time.Testing;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests.Hosting.Http;

/// <summary>Over HTTP: the person's answer holds for the caller, the mail and the moment that it was given for, and once.</summary>
public sealed class RequestStateTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly List<HttpServer> _servers = [];
    private int _lastId;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("2025-11-25", "accept", "sent")]
    [InlineData("2025-11-25", "decline", "not_sent")]
    [InlineData("2026-07-28", "accept", "sent")]
    [InlineData("2026-07-28", "decline", "not_sent")]
    public async Task The_person_is_asked_in_each_era(string revision, string action, string state)
    {
        var server = await StartAsync();
        var asked = 0;
        var client = await server.ConnectAsync("key-a", revision, options: new McpClientOptions
        {
            Capabilities = new ClientCapabilities { Elicitation = new ElicitationCapability { Form = new() } },
            Handlers = new McpClientHandlers
            {
                ElicitationHandler = (_, _) =>
                {
                    asked++;
                    return ValueTask.FromResult(new ElicitResult { Action = action });
                },
            },
        });

        var result = await client.CallToolAsync(
            "send_email",
            new Dictionary<string, object?> { ["to"] = new[] { "eve@evil.example" }, ["subject"] = "Hello", ["body"] = "Hello there." },
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((1, state), (asked, result.StructuredContent!.Value.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task An_answer_holds_once()
    {
        var server = await StartAsync();
        var state = await AskAsync(server);

        Assert.Equal("sent", State(await AnswerAsync(server, state)));
        // A client whose connection broke asks again with the same answer: it is told what became of the mail, and nothing is sent.
        Assert.True((bool?)(await AnswerAsync(server, state))["structuredContent"]!["replayed"]);
    }

    [Fact]
    public async Task A_no_is_as_final_as_a_yes()
    {
        var server = await StartAsync();
        var state = await AskAsync(server);

        Assert.Equal("not_sent", State(await AnswerAsync(server, state, action: "decline")));
        Assert.Contains("used already", Text(await AnswerAsync(server, state)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_refused_when_tampered_with_made_up_or_missing()
    {
        var server = await StartAsync();
        var state = await AskAsync(server);
        foreach (var wrong in new[] { (state[0] == 'A' ? 'B' : 'A') + state[1..], state + "AAAA", "confirm", "", null })
        {
            Assert.Contains("belongs to no question", Text(await AnswerAsync(server, wrong)), StringComparison.Ordinal);
        }

        Assert.Equal("sent", State(await AnswerAsync(server, state)));
    }

    [Fact]
    public async Task It_is_refused_after_ten_minutes()
    {
        var server = await StartAsync();
        var state = await AskAsync(server);
        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Contains("later than 10 minutes", Text(await AnswerAsync(server, state)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_refused_from_another_caller()
    {
        var server = await StartAsync();
        var state = await AskAsync(server, key: "key-a");

        Assert.Contains("belongs to no question", Text(await AnswerAsync(server, state, key: "key-b")), StringComparison.Ordinal);
        Assert.Equal("sent", State(await AnswerAsync(server, state, key: "key-a")));
    }

    [Theory]
    [InlineData("to")]
    [InlineData("cc")]
    [InlineData("bcc")]
    [InlineData("subject")]
    [InlineData("body")]
    [InlineData("htmlBody")]
    public async Task It_is_refused_for_another_mail(string argument)
    {
        var server = await StartAsync();
        var state = await AskAsync(server);

        var answer = await AnswerAsync(server, state, mail =>
            mail[argument] = argument is "to" or "cc" or "bcc" ? new JsonArray("eve@evil.example", "mallory@evil.example") : "Other.");

        Assert.Contains("no longer what the person was shown", Text(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_refused_when_a_file_changed_meanwhile()
    {
        var server = await StartAsync();
        var folder = Directory.CreateDirectory(Path.Combine(server.Home, "GmailAttachments")).FullName;
        var file = Path.Combine(folder, "offer.txt");
        await File.WriteAllTextAsync(file, "100", TestContext.Current.CancellationToken);
        static void Attach(JsonObject mail) => mail["attachments"] = new JsonArray("offer.txt");
        var state = await AskAsync(server, Attach);

        await File.WriteAllTextAsync(file, "900", TestContext.Current.CancellationToken);
        Assert.Contains("no longer what the person was shown", Text(await AnswerAsync(server, state, Attach)), StringComparison.Ordinal);

        state = await AskAsync(server, Attach);
        Assert.Equal("sent", State(await AnswerAsync(server, state, Attach)));
    }

    private async Task<HttpServer> StartAsync()
    {
        var server = await HttpServer.StartAsync(
            http => http with
            {
                FindOwner = key => key is "key-a" or "key-b" ? Owner.OfKey(key) : null,
                HasKeys = true,
            },
            isDemo: true,
            clock: _time);
        _servers.Add(server);
        return server;
    }

    private async Task<string> AskAsync(HttpServer server, Action<JsonObject>? change = null, string key = "key-a")
    {
        var result = await CallAsync(server, key, change, _ => { });
        Assert.Equal("input_required", (string?)result["resultType"]);
        return (string)result["requestState"]!;
    }

    private Task<JsonNode> AnswerAsync(
        HttpServer server, string? state, Action<JsonObject>? change = null, string action = "accept", string key = "key-a") =>
        CallAsync(server, key, change, parameters =>
        {
            parameters["inputResponses"] = new JsonObject
            {
                ["confirm"] = new JsonObject { ["action"] = action, ["content"] = new JsonObject() },
            };
            if (state is not null)
            {
                parameters["requestState"] = state;
            }
        });

    private async Task<JsonNode> CallAsync(
        HttpServer server, string key, Action<JsonObject>? change, Action<JsonObject> more)
    {
        var mail = new JsonObject { ["to"] = new JsonArray("eve@evil.example"), ["subject"] = "Hello", ["body"] = "Hello there." };
        change?.Invoke(mail);
        var parameters = new JsonObject { ["name"] = "send_email", ["arguments"] = mail };
        more(parameters);
        var frame = JsonNode.Parse(Frame.Modern(++_lastId, "tools/call", parameters))!;
        frame["params"]!["_meta"]!["io.modelcontextprotocol/clientCapabilities"] = new JsonObject { ["elicitation"] = new JsonObject() };
        using var request = new RawCaller(server.Address, server.Client, key)
            .Post(new StringContent(frame.ToJsonString(), Encoding.UTF8, "application/json"));
        request.Headers.Add("Mcp-Protocol-Version", Frame.Newest);
        request.Headers.Add("Mcp-Method", "tools/call");
        request.Headers.Add("Mcp-Name", "send_email");
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var json = body.Split('\n').Select(line => line.StartsWith("data: ", StringComparison.Ordinal) ? line[6..] : line)
            .Last(line => line.StartsWith('{'));
        return JsonNode.Parse(json)!["result"] ?? throw new InvalidOperationException(body);
    }

    private static string? State(JsonNode result) => (string?)result["structuredContent"]?["state"];

    private static string Text(JsonNode result) => (string)result["content"]![0]!["text"]!;
}
