using System.Text.Json.Serialization;

namespace GmailMcp.Tools.Messages;

/// <summary>What read_email shows of a message.</summary>
internal enum ReadFormat
{
    [JsonStringEnumMemberName("text")]
    Text,

    [JsonStringEnumMemberName("full")]
    Full,

    [JsonStringEnumMemberName("headers")]
    Headers,

    [JsonStringEnumMemberName("html")]
    Html,

    [JsonStringEnumMemberName("raw")]
    Raw,
}
