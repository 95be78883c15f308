using System.Security.Cryptography;
using System.Text;
using GmailMcp.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using static ModelContextProtocol.Protocol.ElicitRequestParams;

namespace ConformanceHost;

/// <summary>Tools of MCP 2026-07-28 that need several rounds (SEP-2322).</summary>
internal static class RoundTools
{
    private const string NameQuestion = "What is your name?";

    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    public static IReadOnlyList<ToolDefinition> All { get; } =
    [
        Fixture.Tool("test_input_required_result_elicitation", "Asks for a name", AskForName),
        Fixture.Tool("test_input_required_result_sampling", "Asks the model", AskTheModel),
        Fixture.Tool("test_input_required_result_list_roots", "Asks for the roots", AskForRoots),
        Fixture.Tool("test_input_required_result_request_state", "Asks to confirm, with a state", Confirm),
        Fixture.Tool("test_input_required_result_tampered_state", "Asks to confirm, with a state", Confirm),
        Fixture.Tool("test_input_required_result_multiple_inputs", "Asks three things", AskThreeThings),
        Fixture.Tool("test_input_required_result_multi_round", "Asks twice", AskTwice),
        Fixture.Tool("test_input_required_result_capabilities", "Asks only what the client can answer", AskWhatIsPossible),
        Fixture.Tool("test_missing_capability", "Needs sampling", NeedSampling),
    ];

    private static CallToolResult AskForName(RequestContext<CallToolRequestParams> context) =>
        context.Params.FormAnswerTo("user_name") is { } answer
            ? Fixture.Text($"Hello, {answer.Field("name")}!")
            : throw Ask.Need("user_name", Ask.Form(NameQuestion, ("name", new StringSchema())));

    private static CallToolResult AskTheModel(RequestContext<CallToolRequestParams> context) =>
        context.Params.TextAnswerTo("capital_question") is { } text
            ? Fixture.Text(text)
            : throw Ask.Need("capital_question", Ask.Model("What is the capital of France?"));

    private static CallToolResult AskForRoots(RequestContext<CallToolRequestParams> context) =>
        context.Params.AnswerTo("client_roots", InputResponse.ListRootsResultJsonTypeInfo) is { } answer
            ? Fixture.Text("Roots: " + string.Join(", ", answer.Roots.Select(root => root.Uri)))
            : throw Ask.Need("client_roots", Ask.Roots());

    private static CallToolResult Confirm(RequestContext<CallToolRequestParams> context)
    {
        if (Open(context.Params?.RequestState) is null)
        {
            throw Ask.Need("confirm", Ask.Form("Please confirm", ("ok", new BooleanSchema())), Seal("confirm"));
        }

        return Fixture.Text("state-ok");
    }

    private static CallToolResult AskThreeThings(RequestContext<CallToolRequestParams> context)
    {
        var request = context.Params;
        return request.FormAnswerTo("user_name") is { } name
            && request.TextAnswerTo("greeting") is { } greeting
            && request.AnswerTo("client_roots", InputResponse.ListRootsResultJsonTypeInfo) is { } roots
            && Open(request?.RequestState) is not null
            ? Fixture.Text($"{greeting}, {name.Field("name")} of {roots.Roots.Count} roots.")
            : throw new InputRequiredException(
                new Dictionary<string, InputRequest>
                {
                    ["user_name"] = Ask.Form(NameQuestion, ("name", new StringSchema())),
                    ["greeting"] = Ask.Model("Generate a greeting", maxTokens: 50),
                    ["client_roots"] = Ask.Roots(),
                },
                Seal("three"));
    }

    private static CallToolResult AskTwice(RequestContext<CallToolRequestParams> context) =>
        Open(context.Params?.RequestState) switch
        {
            { } state when state.StartsWith("second ", StringComparison.Ordinal) && context.Params.FormAnswerTo("step2") is { } answer =>
                Fixture.Text($"{state["second ".Length..]} likes {answer.Field("color")}."),
            "first" when context.Params.FormAnswerTo("step1") is { } answer => throw Ask.Need(
                "step2",
                Ask.Form("Step 2: What is your favorite color?", ("color", new StringSchema())),
                Seal($"second {answer.Field("name")}")),
            _ => throw Ask.Need("step1", Ask.Form("Step 1: What is your name?", ("name", new StringSchema())), Seal("first")),
        };

    private static CallToolResult AskWhatIsPossible(RequestContext<CallToolRequestParams> context)
    {
        var questions = new Dictionary<string, InputRequest>();
        if (context.Server.ClientCapabilities?.Elicitation is not null)
        {
            questions["person"] = Ask.Form(NameQuestion, ("name", new StringSchema()));
        }

        if (context.Server.ClientCapabilities?.Sampling is not null)
        {
            questions["model"] = Ask.Model("Generate a greeting");
        }

        return questions.Count == 0 || context.Params?.InputResponses is not null
            ? Fixture.Text("Asked what the client can answer.")
            : throw new InputRequiredException(questions);
    }

    private static CallToolResult NeedSampling(McpServer server) => server.ClientCapabilities?.Sampling is not null
        ? Fixture.Text("The client has a model.")
        : throw new MissingRequiredClientCapabilityException(
            new ClientCapabilities { Sampling = new() }, "test_missing_capability needs a client that has a model.");

    private static string Seal(string state) => $"{state}.{Convert.ToHexString(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(state)))}";

    // Null before the first round.
    private static string? Open(string? sealedState)
    {
        if (sealedState is null)
        {
            return null;
        }

        var state = sealedState[..Math.Max(0, sealedState.LastIndexOf('.'))];
        return sealedState == Seal(state)
            ? state
            : throw new McpProtocolException("requestState is not what this server gave out.", McpErrorCode.InvalidParams);
    }
}
