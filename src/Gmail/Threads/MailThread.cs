using System.Text.Json;
using System.Text.Json.Serialization;
using Gmail.Messages;

namespace Gmail.Threads;

/// <summary>A conversation. Called MailThread because Thread is a thread of execution in .NET.</summary>
/// <remarks>Resource <c>users.threads</c>:
/// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.threads</remarks>
public sealed record MailThread
{
    /// <summary>The id: that of its first message.</summary>
    public string? Id { get; init; }

    /// <summary>A short part of the text of one of its messages, HTML-escaped by Gmail; in lists only.</summary>
    public string? Snippet { get; init; }

    /// <summary>The history record that last changed the thread.</summary>
    [JsonConverter(typeof(TextConverter))]
    public string? HistoryId { get; init; }

    /// <summary>Its messages, oldest first; from threads.get only.</summary>
    public IReadOnlyList<Message>? Messages { get; init; }

    /// <summary>Fields this version does not know, kept so that nothing is lost when it is written back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
