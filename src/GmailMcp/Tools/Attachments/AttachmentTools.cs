using System.Text.Json.Serialization;

namespace GmailMcp.Tools.Attachments;

/// <summary>The tools for attachments.</summary>
internal static class AttachmentTools
{
    public static ToolGroup Group { get; } = new ToolGroup("Attachments", AttachmentToolsJson.Default)
        .Add<ReadAttachment>()
        .Add<DownloadAttachment>();
}

/// <summary>The result types of the attachment tools.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DownloadAttachmentResult))]
[JsonSerializable(typeof(ReadAttachmentResult))]
internal sealed partial class AttachmentToolsJson : JsonSerializerContext;
