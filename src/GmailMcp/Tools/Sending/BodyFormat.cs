using System.Text.Json.Serialization;

namespace GmailMcp.Tools.Sending;

/// <summary>What <c>body</c> is written in.</summary>
internal enum BodyFormat
{
    [JsonStringEnumMemberName("text")]
    Text,

    [JsonStringEnumMemberName("markdown")]
    Markdown,
}
