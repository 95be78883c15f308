using System.Text.Json.Serialization;

namespace GmailMcp.Tools.Labels;

/// <summary>Gmail's <c>labelListVisibility</c>.</summary>
internal enum LabelListVisibility
{
    [JsonStringEnumMemberName("labelShow")]
    LabelShow,

    [JsonStringEnumMemberName("labelShowIfUnread")]
    LabelShowIfUnread,

    [JsonStringEnumMemberName("labelHide")]
    LabelHide,
}
