using GmailMcp.Mailbox;
using GmailMcp.Policy;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools.Labels;

/// <summary>Lists every label of the mailbox.</summary>
internal sealed partial class ListEmailLabels(LabelList list)
{
    /// <summary>List all labels with ids; get_or_create_label finds one by name.</summary>
    [McpServerTool(Name = "list_email_labels", Title = "List labels", ReadOnly = true, Destructive = false, Idempotent = true,
        OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(ListEmailLabelsResult))]
    [GmailTool(Profile.Readonly, "users.labels.list")]
    public async partial Task<CallToolResult> CallAsync(CancellationToken cancellationToken = default)
    {
        var labels = (await list.LoadAsync(cancellationToken)).All.Select(LabelWire.ToResult).ToList();
        var result = new ListEmailLabelsResult
        {
            System = [.. labels.Where(label => label.Type == "system").OrderBy(label => label.Name, StringComparer.Ordinal)],
            User = [.. labels.Where(label => label.Type != "system").OrderBy(label => label.Name, StringComparer.OrdinalIgnoreCase)],
        };
        return ToolResults.Of(Render(result), result, LabelToolsJson.Default.ListEmailLabelsResult);
    }

    internal static string Render(ListEmailLabelsResult result) =>
        $"Found {result.System.Count + result.User.Count} labels ({result.System.Count} system, {result.User.Count} user):\n\n"
        + $"System Labels:\n{Lines(result.System)}\nUser Labels:\n{Lines(result.User)}";

    private static string Lines(IReadOnlyList<LabelResult> labels) =>
        string.Join('\n', labels.Select(label => $"ID: {label.Id}\nName: {label.Name}\n"));
}

/// <summary>What list_email_labels answers.</summary>
internal sealed record ListEmailLabelsResult
{
    public required IReadOnlyList<LabelResult> System { get; init; }

    public required IReadOnlyList<LabelResult> User { get; init; }
}
