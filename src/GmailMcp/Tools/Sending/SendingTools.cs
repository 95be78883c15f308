using System.Text.Json.Serialization;

namespace GmailMcp.Tools.Sending;

/// <summary>The tools that write mail: new messages and drafts.</summary>
internal static class SendingTools
{
    public static ToolGroup Group { get; } = new ToolGroup("Sending", SendingToolsJson.Default)
        .Add<SendEmail>()
        .Add<DraftEmail>()
        .Add<ReplyToEmail>()
        .Add<ReplyAll>()
        .Add<ForwardEmail>()
        .Add<ListDrafts>()
        .Add<GetDraft>()
        .Add<UpdateDraft>()
        .Add<DeleteDraft>()
        .Add<SendDraft>()
        .Add<CancelSend>();
}

/// <summary>The argument and result types of the tools that write mail.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SendResult))]
[JsonSerializable(typeof(DraftEmailResult))]
[JsonSerializable(typeof(ListDraftsResult))]
[JsonSerializable(typeof(GetDraftResult))]
[JsonSerializable(typeof(UpdateDraftResult))]
[JsonSerializable(typeof(DeleteDraftResult))]
[JsonSerializable(typeof(BodyFormat))]
[JsonSerializable(typeof(MimeType))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(bool?))]
internal sealed partial class SendingToolsJson : JsonSerializerContext;
