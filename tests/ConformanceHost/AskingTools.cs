using GmailMcp.Tools;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using static ModelContextProtocol.Protocol.ElicitRequestParams;

namespace ConformanceHost;

/// <summary>Tools of the revisions with sessions that ask the person or the model once.</summary>
internal static class AskingTools
{
    private const string Question = "question";

    public static IReadOnlyList<ToolDefinition> All { get; } =
    [
        Fixture.Tool("test_sampling", "Asks the model", (RequestContext<CallToolRequestParams> context, string prompt) =>
            context.Params.TextAnswerTo(Question) is { } text
                ? Fixture.Text($"LLM response: {text}")
                : throw Ask.Need(Question, Ask.Model(prompt))),
        Fixture.Tool("test_elicitation", "Asks the person", (RequestContext<CallToolRequestParams> context, string message) =>
            context.Params.FormAnswerTo(Question) is { } answer
                ? Fixture.Text($"User response: action={answer.Action}, content={answer.Fields()}")
                : throw Ask.Need(Question, Ask.Form(
                    message,
                    ("username", new StringSchema { Description = "User's response" }),
                    ("email", new StringSchema { Description = "User's email address" })))),
        Fixture.Tool("test_elicitation_sep1034_defaults", "Asks with defaults", AskWithDefaults),
        Fixture.Tool("test_elicitation_sep1330_enums", "Asks to choose", AskToChoose),
    ];

    private static CallToolResult AskWithDefaults(RequestContext<CallToolRequestParams> context) => Complete(context, Ask.Form(
        "Check what is filled in",
        ("name", new StringSchema { Default = "John Doe" }),
        ("age", new NumberSchema { Type = "integer", Default = 30 }),
        ("score", new NumberSchema { Default = 95.5 }),
        ("status", new UntitledSingleSelectEnumSchema { Enum = ["active", "inactive", "pending"], Default = "active" }),
        ("verified", new BooleanSchema { Default = true })));

    private static CallToolResult AskToChoose(RequestContext<CallToolRequestParams> context)
    {
        string[] untitled = ["option1", "option2", "option3"];
        return Complete(context, Ask.Form(
            "Choose",
            ("untitledSingle", new UntitledSingleSelectEnumSchema { Enum = untitled }),
            ("titledSingle", new TitledSingleSelectEnumSchema { OneOf = Titled("First Option", "Second Option", "Third Option") }),
#pragma warning disable MCP9001 // deprecated, and what the scenario asks for
            ("legacyEnum", new LegacyTitledEnumSchema
            {
                Enum = ["opt1", "opt2", "opt3"],
                EnumNames = ["Option One", "Option Two", "Option Three"],
            }),
#pragma warning restore MCP9001
            ("untitledMulti", new UntitledMultiSelectEnumSchema { Items = new UntitledEnumItemsSchema { Enum = untitled } }),
            ("titledMulti", new TitledMultiSelectEnumSchema
            {
                Items = new TitledEnumItemsSchema { AnyOf = Titled("First Choice", "Second Choice", "Third Choice") },
            })));
    }

    private static CallToolResult Complete(RequestContext<CallToolRequestParams> context, InputRequest question) =>
        context.Params.FormAnswerTo(Question) is { } answer
            ? Fixture.Text($"Elicitation completed: action={answer.Action}, content={answer.Fields()}")
            : throw Ask.Need(Question, question);

    private static List<EnumSchemaOption> Titled(params string[] titles) =>
        [.. titles.Select((title, index) => new EnumSchemaOption { Const = $"value{index + 1}", Title = title })];
}
