using GmailMcp.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Prompts;

/// <summary>Answers prompts/list and prompts/get.</summary>
internal static class PromptHandlers
{
    public static ValueTask<ListPromptsResult> ListAsync(
        RequestContext<ListPromptsRequestParams> context, CancellationToken cancellationToken)
    {
        var services = context.Services!; // set for every request by the SDK
        return ValueTask.FromResult(new ListPromptsResult
        {
            Prompts = [.. PromptCatalog.All.Where(prompt => WhyNot(prompt, services) is null).Select(ToListed)],
        });
    }

    public static ValueTask<GetPromptResult> GetAsync(
        RequestContext<GetPromptRequestParams> context, CancellationToken cancellationToken)
    {
        var prompt = PromptCatalog.Find(context.Params?.Name) ?? throw new McpProtocolException(
            $"There is no such prompt. This server has {string.Join(", ", PromptCatalog.All.Select(known => known.Name))}.",
            McpErrorCode.InvalidParams);
        if (WhyNot(prompt, context.Services!) is { } refusal)
        {
            throw new McpProtocolException($"The prompt {prompt.Name} is not to be had here. {refusal}", McpErrorCode.InvalidParams);
        }

        return ValueTask.FromResult(new GetPromptResult
        {
            Description = prompt.Description,
            Messages =
            [
                new PromptMessage
                {
                    Role = Role.User,
                    Content = new TextContentBlock { Text = prompt.Write(new PromptValues(prompt, context.Params?.Arguments)) },
                },
            ],
        });
    }

    /// <summary>Why one of its tools may not run; null when all may.</summary>
    public static string? WhyNot(PromptDefinition prompt, IServiceProvider services)
    {
        var catalog = services.GetRequiredService<ToolCatalog>();
        var sets = services.GetRequiredService<ToolSets>();
        return prompt.Tools.Select(name => sets.WhyNot(catalog.Find(name)!)).FirstOrDefault(reason => reason is not null); // a test looks
    }

    private static Prompt ToListed(PromptDefinition prompt) => new()
    {
        Name = prompt.Name,
        Title = prompt.Title,
        Description = prompt.Description,
        Arguments =
        [
            .. prompt.Arguments.Select(field => new PromptArgument
            {
                Name = field.Name,
                Description = field.Description,
                Required = field.IsRequired,
            }),
        ],
    };
}
