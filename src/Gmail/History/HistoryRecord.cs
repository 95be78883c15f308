using System.Text.Json;
using System.Text.Json.Serialization;
using Gmail.Messages;

namespace Gmail.History;

/// <summary>One change of the mailbox. Messages in it carry little more than id and thread id.</summary>
/// <remarks>Resource <c>users.history</c>:
/// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.history</remarks>
public sealed record HistoryRecord
{
    /// <summary>The id of the record. Ids grow, with gaps.</summary>
    [JsonConverter(typeof(TextConverter))]
    public string? Id { get; init; }

    /// <summary>All messages of the change; the lists below say what happened to them.</summary>
    public IReadOnlyList<Message>? Messages { get; init; }

    /// <summary>Messages that arrived or were made.</summary>
    public IReadOnlyList<HistoryMessage>? MessagesAdded { get; init; }

    /// <summary>Messages that were deleted for good, not trashed.</summary>
    public IReadOnlyList<HistoryMessage>? MessagesDeleted { get; init; }

    /// <summary>Labels that were added to messages.</summary>
    public IReadOnlyList<HistoryLabels>? LabelsAdded { get; init; }

    /// <summary>Labels that were taken from messages.</summary>
    public IReadOnlyList<HistoryLabels>? LabelsRemoved { get; init; }

    /// <summary>Fields this version does not know, kept so that nothing is lost when it is written back.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}

/// <summary>A message that came or went.</summary>
public sealed record HistoryMessage
{
    /// <summary>The message: id, thread id and labels.</summary>
    public Message? Message { get; init; }
}

/// <summary>Labels that came or went on one message.</summary>
public sealed record HistoryLabels
{
    /// <summary>The message, with the labels it has now.</summary>
    public Message? Message { get; init; }

    /// <summary>The labels that were added or removed.</summary>
    public IReadOnlyList<string>? LabelIds { get; init; }
}
