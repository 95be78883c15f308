namespace GmailMcp.Prompts;

/// <summary>A task that a person picks from a menu.</summary>
/// <param name="Name">For programs.</param>
/// <param name="Title">For people.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Tools">Those its text names: where one of them is not to be had, neither is the prompt.</param>
/// <param name="Arguments">What the person fills in.</param>
/// <param name="Write">The text for the model; its own words and the person's, nothing of any mail.</param>
internal sealed record PromptDefinition(
    string Name,
    string Title,
    string Description,
    IReadOnlyList<string> Tools,
    IReadOnlyList<PromptField> Arguments,
    Func<PromptValues, string> Write);

/// <summary>An argument of a prompt.</summary>
internal sealed record PromptField(string Name, string Description, bool IsRequired = false);
