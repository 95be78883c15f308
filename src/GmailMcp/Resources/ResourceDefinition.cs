using GmailMcp.Tools;

namespace GmailMcp.Resources;

/// <summary>What a client sees of a resource or of a template, and what it needs before it may be listed and read.</summary>
/// <param name="Kind">What it shows.</param>
/// <param name="Address">Its URI, or the template of it.</param>
/// <param name="Name">For programs.</param>
/// <param name="Title">For people.</param>
/// <param name="Description">One or two sentences.</param>
/// <param name="MimeType">Null where it differs from one to the next.</param>
/// <param name="Needs">As for a tool.</param>
internal sealed record ResourceDefinition(
    ResourceKind Kind, string Address, string Name, string Title, string Description, string? MimeType, GmailToolAttribute Needs)
{
    public bool IsTemplate => Address.Contains('{', StringComparison.Ordinal);
}
