using System.Text.Json.Serialization;

namespace GmailMcp.Tools.Labels;

/// <summary>The tools that manage labels.</summary>
internal static class LabelTools
{
    public static ToolGroup Group { get; } = new ToolGroup("Labels", LabelToolsJson.Default)
        .Add<ListEmailLabels>()
        .Add<CreateLabel>()
        .Add<UpdateLabel>()
        .Add<DeleteLabel>()
        .Add<GetOrCreateLabel>();
}

/// <summary>The argument and result types of the label tools.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ListEmailLabelsResult))]
[JsonSerializable(typeof(LabelResult))]
[JsonSerializable(typeof(ChangedLabelResult))]
[JsonSerializable(typeof(GetOrCreateLabelResult))]
[JsonSerializable(typeof(DeleteLabelResult))]
[JsonSerializable(typeof(MessageListVisibility?))]
[JsonSerializable(typeof(LabelListVisibility?))]
internal sealed partial class LabelToolsJson : JsonSerializerContext;
