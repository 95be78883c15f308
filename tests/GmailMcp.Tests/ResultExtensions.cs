using ModelContextProtocol.Protocol;

namespace GmailMcp.Tests;

/// <summary>What a user sees of a result.</summary>
internal static class ResultExtensions
{
    /// <summary>The first text block: the one that is contract.</summary>
    public static string Text(this CallToolResult result) => ((TextContentBlock)result.Content[0]).Text;

    /// <summary>All text blocks, a blank line between them.</summary>
    public static string AllText(this CallToolResult result) =>
        string.Join("\n\n", result.Content.OfType<TextContentBlock>().Select(block => block.Text));

    /// <summary>A field of the structured content as text, by its path: <c>messages[0].id</c> is "messages", 0, "id".</summary>
    public static string? Field(this CallToolResult result, params object[] path)
    {
        var element = result.StructuredContent ?? throw new InvalidOperationException("The result has no structured content.");
        foreach (var step in path)
        {
            element = step is int index ? element[index] : element.GetProperty((string)step);
        }

        return element.ToString();
    }
}
