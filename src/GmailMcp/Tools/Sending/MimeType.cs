using System.Text.Json.Serialization;

namespace GmailMcp.Tools.Sending;

/// <summary>The kinds of body that the old server knew.</summary>
internal enum MimeType
{
    [JsonStringEnumMemberName("text/plain")]
    Plain,

    [JsonStringEnumMemberName("text/html")]
    Html,

    [JsonStringEnumMemberName("multipart/alternative")]
    Alternative,
}
