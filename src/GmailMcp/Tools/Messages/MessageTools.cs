using System.Text.Json.Serialization;

namespace GmailMcp.Tools.Messages;

/// <summary>The tools that find, read and change single messages.</summary>
internal static class MessageTools
{
    public static ToolGroup Group { get; } = new ToolGroup("Messages", MessageToolsJson.Default)
        .Add<SearchEmails>()
        .Add<ReadEmail>()
        .Add<ModifyEmail>()
        .Add<DeleteEmail>();
}

/// <summary>The argument and result types of the message tools.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SearchEmailsResult))]
[JsonSerializable(typeof(ReadEmailResult))]
[JsonSerializable(typeof(ModifyEmailResult))]
[JsonSerializable(typeof(DeleteEmailResult))]
[JsonSerializable(typeof(ReadFormat))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(bool?))]
internal sealed partial class MessageToolsJson : JsonSerializerContext;
