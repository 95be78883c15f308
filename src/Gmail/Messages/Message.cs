using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gmail.Messages;

/// <summary>One email message. Gmail fills only what the requested <see cref="MessageFormat"/> and <c>fields</c> ask
/// for,
/// so every property may be absent.</summary>
/// <remarks>Resource <c>users.messages</c>:
/// https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages</remarks>
public sealed record Message
{
    /// <summary>The immutable id of the message: 16 hexadecimal digits.</summary>
    public string? Id { get; init; }

    /// <summary>The id of the thread the message belongs to.</summary>
    public string? ThreadId { get; init; }

    /// <summary>Ids of the labels on the message, system and user labels alike; absent when there are none.</summary>
    public IReadOnlyList<string>? LabelIds { get; init; }

    /// <summary>A short part of the message text, HTML-escaped by Gmail.</summary>
    public string? Snippet { get; init; }

    /// <summary>The history record that last changed the message. A decimal number that may exceed 64 bits at other
    /// servers, hence text.</summary>
    [JsonConverter(typeof(TextConverter))]
    public string? HistoryId { get; init; }

    /// <summary>When Gmail accepted the message, in milliseconds since 1970-01-01 UTC; the order of the inbox. Unlike
    /// the Date
    /// header the sender cannot choose it.</summary>
    public long? InternalDate { get; init; }

    /// <summary>The parsed parts; in <see cref="MessageFormat.Full"/>, and with headers only in
    /// <see cref="MessageFormat.Metadata"/>.</summary>
    public MessagePart? Payload { get; init; }

    /// <summary>Estimated size in bytes.</summary>
    public int? SizeEstimate { get; init; }

    /// <summary>The whole RFC 5322 message as base64url; only in <see cref="MessageFormat.Raw"/>.</summary>
    public string? Raw { get; init; }

    /// <summary>Fields this version does not know, kept so that nothing is lost.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? UnknownFields { get; set; }
}
