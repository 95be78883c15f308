using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GmailMcp.Tools.Accounts;
using GmailMcp.Tools.Attachments;
using GmailMcp.Tools.Bulk;
using GmailMcp.Tools.Filters;
using GmailMcp.Tools.Labels;
using GmailMcp.Tools.Messages;
using GmailMcp.Tools.Sending;
using GmailMcp.Tools.Undoing;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace GmailMcp.Tools;

/// <summary>Every tool of the server, in the order in which clients see them.</summary>
internal sealed class ToolCatalog
{
    private readonly Dictionary<string, ToolDefinition> _byName;

    /// <summary>The groups in order. A new group is one line here.</summary>
    public static IReadOnlyList<ToolGroup> Groups { get; } =
    [
        MessageTools.Group,
        SendingTools.Group,
        AttachmentTools.Group,
        BulkTools.Group,
        LabelTools.Group,
        FilterTools.Group,
        UndoingTools.Group,
        AccountTools.Group,
    ];

    /// <summary>The catalog as the embedded list says: no schema is derived before its tool is called.</summary>
    public ToolCatalog()
        : this(ReadList())
    {
    }

    /// <summary>The catalog with tools of a test's own behind the server's.</summary>
    public ToolCatalog(IEnumerable<ToolDefinition> more)
        : this()
    {
        Tools = [.. Tools, .. more];
        _byName = ByName(Tools);
    }

    private ToolCatalog(IReadOnlyDictionary<string, Tool> listed)
    {
        Json = CreateJson();
        Tools = [.. Groups.SelectMany(group => group.Create(Json, listed))];
        _byName = ByName(Tools);
    }

    /// <summary>The catalog as the signatures say, which a test holds the embedded list to.</summary>
    public static ToolCatalog Derive() => new(new Dictionary<string, Tool>());

    /// <summary>The options that arguments and results are read and written with.</summary>
    public JsonSerializerOptions Json { get; }

    public IReadOnlyList<ToolDefinition> Tools { get; }

    /// <summary>The tool of this name or old name; null when there is none.</summary>
    public ToolDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Tools.json: the answer to tools/list, a tool a line.</summary>
    public string ToList() => "{\"tools\":[\n" + string.Join(
        ",\n", Tools.Select(tool => JsonSerializer.Serialize(tool.Tool.ProtocolTool, Json.GetTypeInfo(typeof(Tool))))) + "\n]}\n";

    private static Dictionary<string, ToolDefinition> ByName(IReadOnlyList<ToolDefinition> tools) =>
        tools.ToDictionary(tool => tool.Name, StringComparer.Ordinal);

    private static Dictionary<string, Tool> ReadList()
    {
        using var stream = typeof(ToolCatalog).Assembly.GetManifestResourceStream("Tools.json")!; // embedded by the project file
        var type = (JsonTypeInfo<ListToolsResult>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ListToolsResult));
        return JsonSerializer.Deserialize(stream, type)!.Tools.ToDictionary(tool => tool.Name); // never null: the file is ours
    }

    // The SDK's own resolver must come first: with only our contexts the server throws at start under AOT
    // ("metadata for CallToolResult was not provided").
    // Relaxed escaping: the model reads these texts, and \u65E5 is no Japanese.
    private static JsonSerializerOptions CreateJson()
    {
        JsonSerializerOptions options = new(McpJsonUtilities.DefaultOptions)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        foreach (var group in Groups)
        {
            options.TypeInfoResolverChain.Add(group.Json);
        }

        options.MakeReadOnly();
        return options;
    }
}
