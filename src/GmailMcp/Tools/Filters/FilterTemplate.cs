using System.Text.Json.Serialization;

namespace GmailMcp.Tools.Filters;

/// <summary>The templates of the old server.</summary>
internal enum FilterTemplate
{
    [JsonStringEnumMemberName("fromSender")]
    FromSender,

    [JsonStringEnumMemberName("withSubject")]
    WithSubject,

    [JsonStringEnumMemberName("withAttachments")]
    WithAttachments,

    [JsonStringEnumMemberName("largeEmails")]
    LargeEmails,

    [JsonStringEnumMemberName("containingText")]
    ContainingText,

    [JsonStringEnumMemberName("mailingList")]
    MailingList,
}
