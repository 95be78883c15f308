using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using static ModelContextProtocol.Protocol.ElicitRequestParams;

namespace ConformanceHost;

/// <summary>The prompts that scenarios get.</summary>
internal static class Prompts
{
    private static readonly string[] Known = ["paris", "park", "party"];

    public static IReadOnlyList<McpServerPrompt> All { get; } =
    [
        Create("test_simple_prompt", () => Result(Text("This is a simple prompt for testing."))),
        Create("test_prompt_with_arguments", (string arg1, string arg2) =>
            Result(Text($"Prompt with arguments: arg1='{arg1}', arg2='{arg2}'"))),
        Create("test_prompt_with_embedded_resource", (string resourceUri) => Result(
            ContentTools.Resource(resourceUri, "text/plain", "Embedded resource content for testing."),
            Text("Please process the embedded resource above."))),
        Create("test_prompt_with_image", () => Result(Fixture.Pixel(), Text("Please analyze the image above."))),
        Create("test_input_required_result_prompt", (RequestContext<GetPromptRequestParams> context) =>
            context.Params.FormAnswerTo("user_context") is { } answer
                ? Result(Text($"Use this context: {answer.Field("context")}"))
                : throw Ask.Need(
                    "user_context", Ask.Form("What context should the prompt use?", ("context", new StringSchema())))),
    ];

    /// <summary>What an argument that begins so may become.</summary>
    public static CompleteResult Complete(string start)
    {
        var values = Known.Where(value => value.StartsWith(start, StringComparison.OrdinalIgnoreCase)).ToList();
        return new CompleteResult { Completion = new Completion { Values = values, Total = values.Count, HasMore = false } };
    }

    private static McpServerPrompt Create(string name, Delegate get) =>
        McpServerPrompt.Create(get, new McpServerPromptCreateOptions { Name = name, Description = $"For the scenarios: {name}" });

    private static TextContentBlock Text(string text) => new() { Text = text };

    private static GetPromptResult Result(params ContentBlock[] content) =>
        new() { Messages = [.. content.Select(block => new PromptMessage { Role = Role.User, Content = block })] };
}
