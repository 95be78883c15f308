using System.Text.Json;
using System.Text.Json.Serialization;
using Gmail.Messages;

namespace Gmail.Drafts;

/// <summary>A message that is not sent yet. Its own id stays; the id of its message changes with every
/// update.</summary>
/// <remarks>Resource <c>users.drafts</c>:
/// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.drafts</remarks>
public sealed record Draft
{
    /// <summary>The immutable id of the draft.</summary>
    public string? Id { get; init; }

    /// <summary>The content.</summary>
    public Message? Message { get; init; }

    /// <summary>Fields this version does not know, kept so that nothing is lost when it is written back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
