using System.Text.Json.Nodes;
using ModelContextProtocol.Server;

namespace GmailMcp.Tools;

/// <summary>One tool as the catalog knows it: what clients see, what it needs, and the schema its arguments are checked with.</summary>
internal sealed class ToolDefinition(string group, Type type, GmailToolAttribute needs, McpServerTool tool)
{
    private JsonObject? _schema;

    public string Name => Tool.ProtocolTool.Name;

    public string Group { get; } = group;

    public Type Type { get; } = type;

    public GmailToolAttribute Needs { get; } = needs;

    public McpServerTool Tool { get; } = tool;

    /// <summary>The input schema as listed; the gate checks arguments with it.</summary>
    public JsonObject Schema => _schema ??= (JsonObject)JsonNode.Parse(Tool.ProtocolTool.InputSchema.GetRawText())!; // a schema is an object

    public bool IsReadOnly => Tool.ProtocolTool.Annotations?.ReadOnlyHint == true;
}
