using System.Text.Json.Serialization;

namespace GmailMcp.Outbox;

/// <summary>What became of a send. Gmail's answer alone decides; where it is missing, nobody may claim the one or the other.</summary>
internal enum SendState
{
    /// <summary>Gmail confirmed it.</summary>
    [JsonStringEnumMemberName("sent")]
    Sent,

    /// <summary>Gmail refused it, and it stays refused until somebody sends it again; the draft is kept.</summary>
    [JsonStringEnumMemberName("not_sent")]
    NotSent,

    /// <summary>The answer was lost and the mailbox does not show which it was.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,
}

/// <summary>The end of one send.</summary>
/// <param name="State">Sent, not sent, or unknown.</param>
/// <param name="MessageId">The id of the sent message; only when sent.</param>
/// <param name="ThreadId">Its thread; only when sent.</param>
/// <param name="DraftId">The draft that still holds the message; only when not sent or unknown.</param>
/// <param name="Reason">Why it was not sent, or is not known.</param>
internal sealed record SendOutcome(SendState State, string? MessageId, string? ThreadId, string? DraftId, string? Reason);
