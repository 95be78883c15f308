using System.Text.Json.Serialization;

namespace GmailMcp.Tools.Labels;

/// <summary>Gmail's <c>messageListVisibility</c>.</summary>
internal enum MessageListVisibility
{
    [JsonStringEnumMemberName("show")]
    Show,

    [JsonStringEnumMemberName("hide")]
    Hide,
}
