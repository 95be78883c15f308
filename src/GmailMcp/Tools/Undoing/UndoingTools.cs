using System.Text.Json.Serialization;

namespace GmailMcp.Tools.Undoing;

/// <summary>The tool that takes back what the others changed.</summary>
internal static class UndoingTools
{
    public static ToolGroup Group { get; } = new ToolGroup("Undoing", UndoingToolsJson.Default)
        .Add<Undo>();
}

/// <summary>The result type of the undo tool.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UndoResult))]
internal sealed partial class UndoingToolsJson : JsonSerializerContext;
