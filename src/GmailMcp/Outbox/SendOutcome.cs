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

    /// <summary>It waits as a draft and leaves at its time, unless somebody stops it.</summary>
    [JsonStringEnumMemberName("held")]
    Held,
}

/// <summary>The end of one send.</summary>
internal sealed record SendOutcome
{
    public required SendState State { get; init; }

    /// <summary>The id of the sent message; only when sent.</summary>
    public string? MessageId { get; init; }

    /// <summary>Its thread; only when sent.</summary>
    public string? ThreadId { get; init; }

    /// <summary>The draft that still holds the message; only when held, not sent or unknown.</summary>
    public string? DraftId { get; init; }

    /// <summary>Why it was not sent, or is not known.</summary>
    public string? Reason { get; init; }

    /// <summary>When a held mail leaves.</summary>
    public DateTimeOffset? LeavesAt { get; init; }

    /// <summary>True where this call sent nothing: the same mail was sent before, and this is what became of it.</summary>
    public bool IsReplayed { get; init; }

    /// <summary>Drafts of earlier held mails whose process ended before their time: not sent.</summary>
    public IReadOnlyList<string> LeftHeld { get; init; } = [];
}
