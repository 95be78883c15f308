using System.Text.Json.Nodes;

namespace GmailMcp.Tests.EndToEnd;

/// <summary>The question before a mail leaves, over the pipes of a real process, in the words of the wire.</summary>
public sealed class ConfirmationTests
{
    private static JsonObject Mail => new()
    {
        ["to"] = new JsonArray("eve@evil.example"),
        ["subject"] = "Hello",
        ["body"] = "Hello there.",
    };

    [Theory]
    [InlineData("accept", "sent")]
    [InlineData("decline", "not_sent")]
    public async Task In_a_session_it_is_a_request_to_the_client(string action, string state)
    {
        await using var server = ServerProcess.Start("--demo");
        var hello = JsonNode.Parse(Frame.Initialize("2025-11-25"))!.AsObject();
        hello["params"]!["capabilities"] = new JsonObject { ["elicitation"] = new JsonObject() };
        await server.ResultAsync(0, hello.ToJsonString());
        await server.SendAsync(Frame.Initialized, Frame.Call(1, "send_email", Mail));
        await server.UntilAsync(process => Question(process) is not null, "a question");
        var question = Question(server)!;

        Assert.False(server.HasAnswered(1));
        Assert.Contains("To: eve@evil.example [outside your domain; you never wrote to it]", (string)question["params"]!["message"]!, StringComparison.Ordinal);
        await server.SendAsync(new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = question["id"]!.DeepClone(),
            ["result"] = new JsonObject { ["action"] = action, ["content"] = new JsonObject() },
        }.ToJsonString());

        var answer = await server.AnswerAsync(1);
        Assert.Equal(state, (string?)answer["result"]!["structuredContent"]!["state"]);
    }

    [Theory]
    [InlineData("accept", "sent")]
    [InlineData("decline", "not_sent")]
    public async Task In_the_newest_revision_it_is_an_answer_that_asks_for_more(string action, string state)
    {
        await using var server = ServerProcess.Start("--demo");

        var question = await server.ResultAsync(1, Call(1));
        Assert.Equal("input_required", (string?)question["resultType"]);
        var (key, input) = question["inputRequests"]!.AsObject().Single();
        Assert.Contains("To: eve@evil.example", (string)input!["params"]!["message"]!, StringComparison.Ordinal);

        var answer = await server.ResultAsync(2, Call(2, more =>
        {
            more["requestState"] = question["requestState"]!.DeepClone();
            more["inputResponses"] = new JsonObject { [key] = new JsonObject { ["action"] = action, ["content"] = new JsonObject() } };
        }));
        Assert.Equal(state, (string?)answer["structuredContent"]!["state"]);
    }

    [Theory]
    [InlineData("--confirm", "always")]
    [InlineData("--deny-to", "*.example", "--deny-to", "evil.example")]
    [InlineData("--allow-to", "example.com")]
    [InlineData("--thread-only")]
    [InlineData("--cap", "send=0")]
    public async Task Flags_narrow_what_a_client_that_cannot_be_asked_sends(params string[] flags)
    {
        await using var server = ServerProcess.Start(["--demo", .. flags]);
        await server.GreetAsync("2025-06-18");

        var answer = await server.ResultAsync(1, Frame.Call(1, "send_email", Mail));

        Assert.True((bool?)answer["isError"]);
        Assert.DoesNotContain("\"sent\"", answer.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_file_says_the_same_and_a_wrong_one_stops_the_start()
    {
        var home = Directory.CreateTempSubdirectory("gmail-mcp-e2e-").FullName;
        var file = Path.Combine(home, "policy.json");
        await File.WriteAllTextAsync(
            file, """{"recipients":{"deny":["evil.example"]},"profile":"send"}""", TestContext.Current.CancellationToken);
        await using var server = ServerProcess.Start(home, ["--demo", "--policy", file]);
        await server.GreetAsync("2025-06-18");

        var answer = await server.ResultAsync(1, Frame.Call(1, "send_email", Mail));
        var list = await server.ResultAsync(2, Frame.Request(2, "tools/list"));

        Assert.Contains("the deny list has \\u0022evil.example\\u0022", answer.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("create_filter", list.ToJsonString(), StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, """{"recipient":{}}""", TestContext.Current.CancellationToken);
        var ended = await Finished.RunAsync(home, "tools", "--demo", "--policy", file);
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("\"recipient\", which is no setting", ended.Error, StringComparison.Ordinal);
    }

    private static JsonObject? Question(ServerProcess server) =>
        server.Frames.FirstOrDefault(frame => (string?)frame["method"] == "elicitation/create");

    private static string Call(int id, Action<JsonObject>? more = null)
    {
        var parameters = new JsonObject { ["name"] = "send_email", ["arguments"] = Mail };
        more?.Invoke(parameters);
        var frame = JsonNode.Parse(Frame.Modern(id, "tools/call", parameters))!;
        frame["params"]!["_meta"]!["io.modelcontextprotocol/clientCapabilities"] = new JsonObject { ["elicitation"] = new JsonObject() };
        return frame.ToJsonString();
    }
}
