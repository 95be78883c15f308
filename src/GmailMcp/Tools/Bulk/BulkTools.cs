using System.Text.Json.Serialization;

namespace GmailMcp.Tools.Bulk;

/// <summary>The tools that change many messages at once.</summary>
internal static class BulkTools
{
    public static ToolGroup Group { get; } = new ToolGroup("Bulk", BulkToolsJson.Default)
        .Add<BatchModifyEmails>()
        .Add<BatchDeleteEmails>();
}

/// <summary>The result types of the bulk tools.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BulkResult))]
internal sealed partial class BulkToolsJson : JsonSerializerContext;
