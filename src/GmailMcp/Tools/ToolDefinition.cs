using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools;

/// <summary>One tool as the catalog knows it: what clients see, what it needs, and the schema its arguments are checked with.</summary>
internal sealed class ToolDefinition
{
    public ToolDefinition(string group, Type type, GmailToolAttribute needs, McpServerTool tool)
    {
        Group = group;
        Type = type;
        Needs = needs;
        Tool = tool;
        Schema = ToolSchema.Tidy(tool.ProtocolTool.InputSchema);
        using var listed = JsonDocument.Parse(Schema.ToJsonString());
        tool.ProtocolTool.InputSchema = listed.RootElement.Clone();
    }

    public string Name => Tool.ProtocolTool.Name;

    public string Group { get; }

    public Type Type { get; }

    public GmailToolAttribute Needs { get; }

    public McpServerTool Tool { get; }

    /// <summary>The input schema as listed; the gate checks arguments with it.</summary>
    public JsonObject Schema { get; }

    public bool IsReadOnly => Tool.ProtocolTool.Annotations?.ReadOnlyHint == true;
}
